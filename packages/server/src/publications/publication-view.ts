import type { Page, PublicationRow, PublicationView } from '@mingjing/api';
import {
  availablePublicationActions,
  carrierStates,
  draftPublication,
  ERASED_TEXT,
  explainDuty,
  kindLabels,
  type PublicationState,
  publishDuty,
} from '@mingjing/law';
import { z } from 'zod';
import { namesAround } from '../cases/case-view.ts';
import { draftsOf } from '../cases/drafts.ts';
import { readCursor } from '../cases/list-cases.ts';
import { timelineOf } from '../cases/timeline.ts';
import { columnsOf } from '../exchange/columns/columns.ts';
import type { Person } from '../people/people.ts';
import { seeAs, seenBy } from '../people/see-as.ts';
import type { ServerContext } from '../web/context.ts';
import { escapeLike } from '../web/escape-like.ts';
import { publicationStateLabel } from './project-publication.ts';
import type { LoadedPublication } from './publication-store.ts';
import { awaitsWord, wordsOf } from './publications-awaiting.ts';
import { publicationContext } from './run-publication-command.ts';

const PAGE = 30;

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly origin: PublicationRow['origin'];
  readonly case_id: string | null;
  readonly number: string;
  readonly party_name: string;
  readonly title: string;
  readonly state: string;
  readonly due: string | null;
  readonly published_on: string | null;
  readonly missing: string[];
  readonly updated_at: Date;
}

const toRow = (row: Row): PublicationRow => ({
  id: row.id,
  kind: row.kind,
  kindLabel: kindLabels[row.kind as 'permit'] ?? row.kind,
  origin: row.origin,
  caseId: row.case_id,
  number: row.number,
  party: row.party_name,
  title: row.title,
  state: row.state,
  stateLabel: publicationStateLabel(row.state),
  due: row.due,
  publishedOn: row.published_on,
  // Of what was discarded nothing is awaited any more.
  missing: row.state === 'discarded' ? [] : row.missing.map((code) => headingOf(row.kind, code)),
});

/** Publications of the person's bureau, newest first, page by page on a key. */
export async function listPublications(
  context: ServerContext,
  person: Person,
  query: { state: string; origin: string; q?: string | undefined; after?: string | undefined },
): Promise<Page<PublicationRow>> {
  const [key, afterId] = readCursor(query.after);
  const afterKey = z.iso.datetime().safeParse(key).success ? key : null;
  const { approves, erases } = wordsOf(person);
  const { rows } = await seeAs(context.databases, person, (reader) =>
    reader.query<Row>(
      `select id, kind, origin, case_id, number, party_name, title, state, due, published_on, missing, updated_at from publication
     where bureau = $1 and state <> 'replaced' and ($2 = 'all' or ($2 = 'awaiting' and ${awaitsWord('$7', '$8', '$9')}) or state = $2 or ($2 = 'drafted' and state in ('imported', 'returned')))
       and ($3::text is null or number ilike $3 or party_name ilike $3 or title ilike $3)
       and ($6 = 'all' or origin = $6)
       and ($4::timestamptz is null or (updated_at, id) < ($4, $5))
     order by updated_at desc, id desc limit ${PAGE + 1}`,
      [
        person.bureau,
        query.state,
        query.q === undefined || query.q === '' ? null : `%${escapeLike(query.q)}%`,
        afterKey,
        afterId,
        query.origin,
        person.id,
        approves,
        erases,
      ],
    ),
  );
  const last = rows[PAGE - 1];
  return {
    rows: rows.slice(0, PAGE).map(toRow),
    next:
      rows.length > PAGE && last !== undefined
        ? Buffer.from(JSON.stringify([last.updated_at.toISOString(), last.id])).toString('base64url')
        : null,
  };
}

/** Everything the publication page shows. */
export async function viewPublication(
  context: ServerContext,
  person: Person,
  loaded: LoadedPublication,
): Promise<PublicationView> {
  const db = context.databases.app;
  const { state } = loaded;
  const { rows } = await seenBy(context.databases, person).query<Row>(
    `select id, kind, origin, case_id, number, party_name, title, state, due, published_on, missing, updated_at from publication where id = $1`,
    [loaded.id],
  );
  const row = rows[0];
  if (row === undefined) throw new Error(`publication ${loaded.id} has no projection`);
  const law = await publicationContext(context, person, loaded, null);
  const names = await namesAround(context, { bureau: loaded.bureau, participants: [] });
  const draft =
    law.caseState === null
      ? null
      : draftPublication(law.caseState, law.rules, { ...law.names, calendar: law.calendar });
  const duty = law.caseState === null ? null : publishDuty(law.caseState, law.rules, law.calendar);
  const explained = duty === null ? { sentence: null, strip: [] } : explainDuty(duty);
  return {
    ...toRow(row),
    version: state.version,
    fields: shownFields(state, draft?.labels ?? {}),
    withheld: (draft?.withheld ?? []).map((entry) => ({
      key: entry.key,
      name: entry.name,
      value: state.erased.some(({ key }) => key === `hidden.${entry.key}`)
        ? ERASED_TEXT
        : (draft?.hidden[entry.key] ?? ''),
      ground: law.rules.grounds().find(({ rule }) => rule.id === entry.ground)?.rule.name ?? entry.ground,
      cite: entry.cite,
    })),
    signals: (draft?.signals ?? []).map((signal) => ({
      message: signal.sentence,
      ...(signal.ground === null ? {} : { ground: signal.ground.name }),
    })),
    cite: duty?.cite ?? draft?.cite ?? null,
    sentence: explained.sentence,
    strip: explained.strip,
    channels: carrierStates(state).map((channel) => ({
      ...channel,
      confirmedBy: names.get(channel.confirmedBy ?? '') ?? channel.confirmedBy,
      sentBy: names.get(channel.sentBy ?? '') ?? channel.sentBy,
      text: textFor(state, draft?.labels ?? state.labels),
    })),
    actions: availablePublicationActions(state, law),
    timeline: await timelineOf(
      db,
      loaded.stream,
      loaded.facts,
      new Map([
        ...names,
        ...law.rules.channels(kindOfAct(state)).map(({ rule }) => [rule.id, rule.name] as const),
        ...Object.entries({ ...draft?.labels, ...state.labels }).map(
          ([key, name]) => [`id ${key}`, name] as const,
        ),
        ...(draft?.withheld ?? []).map(({ key, name }) => [`key ${key}`, name] as const),
        ...law.rules.grounds().map(({ rule }) => [`ground ${rule.id}`, rule.name] as const),
        ...columnsOf(kindOfAct(state)).flatMap(({ code, heading }) => [
          [`id ${code}`, heading] as const,
          [`missing ${code}`, heading] as const,
        ]),
      ]),
    ),
    portalAddress:
      state.publishedOn === null ? null : `${context.portalAddress}/${loaded.bureau}/results/${loaded.id}`,
    drafts: await draftsOf(context, person, loaded.id),
  };
}

/** A column that an imported row lacks, by the name that stands in the clerk's file. */
const headingOf = (kind: string, code: string): string =>
  columnsOf(kind === 'penalty' ? 'penalty' : 'permit').find((column) => column.code === code)?.heading ??
  code;

const kindOfAct = (state: PublicationState) =>
  state.kind === 'penalty' ? ('penalty' as const) : ('permit' as const);

function shownFields(
  state: PublicationState,
  labels: Readonly<Record<string, string>>,
): PublicationView['fields'] {
  if (state.origin === 'import' && state.status !== 'published') {
    const columns = columnsOf(state.kind === 'penalty' ? 'penalty' : 'permit');
    return columns
      .filter(({ code }) => state.fields[code] !== undefined)
      .map(({ code, heading }) => ({ key: code, name: heading, value: String(state.fields[code]) }));
  }
  const named = Object.keys(state.labels).length > 0 ? state.labels : labels;
  const hidden = new Set(state.withheld.map(({ key }) => key));
  const order = state.order.length > 0 ? state.order : Object.keys(named);
  return order
    .map((key) => [key, named[key] ?? key] as const)
    .filter(([key]) => state.fields[key] !== undefined && !hidden.has(key))
    .map(([key, name]) => ({ key, name, value: String(state.fields[key]) }));
}

/** The text to put on a carrier outside this product. */
function textFor(state: PublicationState, labels: Readonly<Record<string, string>>): string {
  return [state.title, ...shownFields(state, labels).map(({ name, value }) => `${name}：${value}`)].join(
    '\n',
  );
}
