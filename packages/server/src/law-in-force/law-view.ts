import type { LawReply } from '@mingjing/api';
import { type BureauState, type Pack, rankLabels, refuseBureau } from '@mingjing/law';
import { namesAround } from '../cases/case-view.ts';
import { hashPack } from '../packs/load.ts';
import type { Person } from '../people/people.ts';
import type { ServerContext } from '../web/context.ts';
import { bureauContext, loadLaw } from './run-law-command.ts';
import { releasedPacks } from './stored-versions.ts';

/** What is in force for the person's bureau, since when and by whom; what may be put forward; what waits for a decision. */
export async function viewLaw(context: ServerContext, person: Person): Promise<LawReply> {
  const { state } = await loadLaw(context, person.bureau);
  const around = bureauContext(context, person);
  const names = await namesAround(context, { bureau: person.bureau, participants: [] });
  const nameOf = (id: string) => names.get(id) ?? (id.startsWith('demonstration-') ? '演示数据' : id);
  const packOf = (version: string) => context.resources().packVersion(version);
  const standing = context.resources().activePacks(person.bureau, around.today);
  const active = state.activations.at(-1)?.packs ?? {};
  const { proposal } = state;
  const allowed = (type: Parameters<typeof refuseBureau>[1]) => {
    const refusal = refuseBureau(state, type, around);
    return refusal === undefined ? { may: true } : { may: false, refusal };
  };
  return {
    today: around.today,
    layers: around.profile.layers.flatMap(({ pack, from, to }) => {
      const version = standing[pack] ?? active[pack];
      const body = version === undefined ? undefined : packOf(version);
      if (version === undefined || body === undefined) return [];
      const since = sinceOf(state, pack, version);
      return [
        {
          ...describe(pack, version, body),
          from: from ?? null,
          to: to ?? null,
          inForce: standing[pack] !== undefined,
          since: since?.from ?? null,
          proposedBy: nameOf(since?.proposedBy ?? ''),
          approvedBy: nameOf(since?.approvedBy ?? ''),
          approvedOn: since?.approvedOn ?? null,
        },
      ];
    }),
    release: releasedPacks().packs.map((pack) => {
      const version = releasedPacks().hashes[pack.id] ?? '';
      const current = active[pack.id];
      const body = current === undefined ? undefined : packOf(current);
      // Read again by this program: a version stored by an earlier one lacks only what has since been given a default.
      const same = body !== undefined && hashPack(body) === version;
      const status = body === undefined ? ('new' as const) : same ? ('same' as const) : ('changed' as const);
      return { ...describe(pack.id, version, pack), status };
    }),
    proposal:
      proposal === null
        ? null
        : {
            version: proposal.version,
            packs: Object.entries(proposal.packs).flatMap(([pack, version]) => {
              const body = packOf(version);
              return body === undefined
                ? []
                : [{ ...describe(pack, version, body), replaces: active[pack] ?? null }];
            }),
            law: {
              packs: { ...proposal.packs },
              ...(proposal.layers === null ? {} : { layers: proposal.layers.map((layer) => ({ ...layer })) }),
              ...(proposal.from === null ? {} : { from: proposal.from }),
            },
            from: proposal.from,
            note: proposal.note,
            proposedBy: nameOf(proposal.proposedBy),
            proposedOn: proposal.proposedOn,
          },
    rejected:
      state.rejected === null
        ? null
        : { reason: state.rejected.reason, by: nameOf(state.rejected.by), on: state.rejected.on },
    years: yearsOf(context, person.bureau, state, nameOf),
    allowed: {
      propose: allowed('propose-packs'),
      approve: allowed('approve-packs'),
      reject: allowed('reject-packs'),
    },
  };
}

const describe = (pack: string, version: string, body: Pack) => ({
  pack,
  version,
  regulation: body.title,
  rankLabel: rankLabels[body.rank],
  inForceFrom: body.inForceFrom,
});

/** The first of the activations, up to now, that carried this version without a break. */
function sinceOf(state: BureauState, pack: string, version: string) {
  const carrying = [...state.activations].reverse();
  const other = carrying.findIndex(({ packs }) => packs[pack] !== version);
  const unbroken = other === -1 ? carrying : carrying.slice(0, other);
  return unbroken.at(-1) ?? carrying.find(({ packs }) => packs[pack] === version);
}

function yearsOf(
  context: ServerContext,
  bureau: string,
  state: BureauState,
  nameOf: (id: string) => string,
): LawReply['years'] {
  return context
    .resources()
    .calendarOf(bureau)
    .years.map(({ year, number, notice }) => {
      const imported = state.years[String(year)];
      return {
        year,
        notice,
        number,
        importedBy: nameOf(imported?.importedBy ?? ''),
        importedOn: imported?.importedOn ?? null,
      };
    });
}
