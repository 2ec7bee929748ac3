import {
  carrierStates,
  ERASED_TEXT,
  endsOn,
  kindLabels,
  type PublicationState,
  publicBody,
  publicTitle,
  type RecordedFact,
  standingOf,
  withheldGround,
} from '@mingjing/law';
import { WITHDRAWN_IDENTITY } from '../exchange/withdrawn-rows.ts';
import type { ProjectionWrite } from '../journal/write-command.ts';

/** Brings the tables of one publication up to date from its facts; nothing else goes in, so a rebuild gives the same rows. */
export function projectPublication(
  bureau: string,
  state: PublicationState,
  facts: readonly RecordedFact[],
): readonly ProjectionWrite[] {
  // What the public row says is the last of these; whatever is recorded afterwards, an erasure above all, says nothing new.
  const told = facts.findLast(({ type }) => type === 'result-published' || type === 'result-withdrawn');
  const updatedAt = facts.at(-1)?.recordedAt ?? '';
  return [
    publicationRow(bureau, state, facts, updatedAt),
    ...(told === undefined ? [] : [publishedRow(bureau, state, told), ...channelRows(state)]),
  ];
}

const stateLabels: Readonly<Record<PublicationState['status'], string>> = {
  discarded: '已作废',
  drafted: '待批准',
  returned: '已退回',
  withheld: '不予公开',
  published: '已公示',
  withdrawn: '已撤下',
  imported: '待批准',
};
export const publicationStateLabel = (state: string) =>
  state === 'incomplete' ? '缺项草稿' : (stateLabels[state as PublicationState['status']] ?? state);

function publicationRow(
  bureau: string,
  state: PublicationState,
  facts: readonly RecordedFact[],
  updatedAt: string,
): ProjectionWrite {
  const imported = facts.findLast((fact) => fact.type === 'result-imported');
  const kept = imported?.erased.includes('identity') ? keptIdentity(facts) : undefined;
  const status = state.status === 'imported' && state.missing.length > 0 ? 'incomplete' : state.status;
  return {
    name: 'project-publication',
    text: `insert into publication (id, bureau, kind, origin, case_id, number, ordinal, party_name, title, state, formed_on, due, published_on, withdrawn_on, drafted_by, missing, content_digest, version, updated_at, state_body, import_identity, standing, withheld_on_ground, ends_on)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20::jsonb, $21, $22, $23, $24)
      on conflict (id) do update set number = excluded.number, ordinal = excluded.ordinal, party_name = excluded.party_name, title = excluded.title, state = excluded.state, formed_on = excluded.formed_on, due = excluded.due,
        published_on = excluded.published_on, withdrawn_on = excluded.withdrawn_on, drafted_by = excluded.drafted_by, missing = excluded.missing, content_digest = excluded.content_digest, version = excluded.version, updated_at = excluded.updated_at, state_body = excluded.state_body, import_identity = excluded.import_identity, standing = excluded.standing, withheld_on_ground = excluded.withheld_on_ground, ends_on = excluded.ends_on`,
    values: [
      state.id,
      bureau,
      state.kind,
      state.origin,
      state.decisionStream?.replace(/^case\//, '') ?? null,
      state.number,
      state.ordinal,
      partyOf(state),
      state.title || `${partyOf(state) || state.number}：${kindLabels[state.kind as 'permit']}决定`,
      status,
      state.formedOn,
      state.due,
      state.publishedOn,
      state.withdrawn?.withdrawnOn ?? null,
      state.draftedBy,
      state.missing,
      kept === undefined ? (imported?.data.sha256 ?? null) : null,
      state.version,
      updatedAt,
      JSON.stringify(state),
      identityOf(state, imported?.data.identity) ?? kept ?? null,
      standingOf(state),
      withheldGround(state),
      endsOn(state),
    ],
  };
}

/** By what a row is known when it comes again; one withdrawn as wrong makes room for the row put right. */
const identityOf = ({ id, withdrawn, status }: PublicationState, identity: unknown) =>
  identity !== undefined && status === 'withdrawn' && withdrawn?.cause === 'wrong'
    ? `${WITHDRAWN_IDENTITY}${id}`
    : identity;

/** By what an imported row whose identity was erased is known again. */
const keptIdentity = (facts: readonly RecordedFact[]) =>
  facts.findLast(({ data }) => data.importIdentity !== undefined)?.data.importIdentity;

function publishedRow(bureau: string, state: PublicationState, told: RecordedFact): ProjectionWrite {
  const withdrawn = state.withdrawn !== null;
  const party = partyOf(state);
  const title = state.title === ERASED_TEXT ? '' : state.title;
  const shown = withdrawn
    ? ''
    : state.order
        .map((key) => state.fields[key])
        .filter((value) => typeof value === 'string' && value !== ERASED_TEXT)
        .join(' ');
  return {
    name: 'project-published-result',
    text: `insert into published_result (id, bureau, kind, number, party_name, title, formed_on, due, published_on, withdrawn_on, state, origin, stream, version, body, search_text)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15::jsonb, $16)
      on conflict (id) do update set number = excluded.number, party_name = excluded.party_name, title = excluded.title, formed_on = excluded.formed_on, due = excluded.due, published_on = excluded.published_on, withdrawn_on = excluded.withdrawn_on,
        state = excluded.state, stream = excluded.stream, version = excluded.version, body = excluded.body, search_text = excluded.search_text`,
    values: [
      state.id,
      bureau,
      state.kind,
      state.number,
      withdrawn || party === ERASED_TEXT ? '' : party,
      publicTitle(state),
      state.formedOn,
      state.due,
      state.publishedOn,
      state.withdrawn?.withdrawnOn ?? null,
      withdrawn ? 'withdrawn' : 'published',
      state.origin,
      `publication/${state.id}`,
      told.version,
      JSON.stringify(publicBody(state)),
      `${state.number} ${withdrawn ? '' : `${title} ${shown}`}`,
    ],
  };
}

/** One write for each carrier: of many publications they go together. */
function channelRows(state: PublicationState): readonly ProjectionWrite[] {
  return carrierStates(state).map((carrier) => ({
    name: 'project-channels',
    text: `insert into publication_channel (publication, channel, name, held, state, address, confirmed_on, confirmed_by)
      values ($1, $2, $3, $4, $5, $6, $7, $8)
      on conflict (publication, channel) do update set name = excluded.name, held = excluded.held, state = excluded.state, address = excluded.address, confirmed_on = excluded.confirmed_on, confirmed_by = excluded.confirmed_by`,
    values: [
      state.id,
      carrier.id,
      carrier.name,
      carrier.held,
      carrier.state,
      carrier.address,
      carrier.confirmedOn,
      carrier.confirmedBy,
    ],
  }));
}

function partyOf(state: PublicationState): string {
  const fields = state.fields as Record<string, unknown>;
  const value =
    fields.party ??
    fields['party-name'] ??
    fields.partyName ??
    fields.object ??
    fields.CF_XDR_MC ??
    fields.XK_XDR_MC;
  return typeof value === 'string' ? value : '';
}
