import type { BureauState } from '@mingjing/law';
import type { ProjectionWrite } from '../journal/write-command.ts';

/** Which pack versions were activated last and which years' arrangements a bureau goes by; no clock, sequence or chance in it. */
export function projectLaw(
  bureau: string,
  state: Pick<BureauState, 'years'> & { readonly packs: Readonly<Record<string, string>> },
): readonly ProjectionWrite[] {
  return [
    ...Object.entries(state.packs).map(([pack, sha256]) => ({
      name: 'project-active-pack',
      text: `insert into active_pack (bureau, pack, sha256) values ($1, $2, $3)
        on conflict (bureau, pack) do update set sha256 = excluded.sha256`,
      values: [bureau, pack, sha256],
    })),
    ...Object.entries(state.years).map(([year, { sha256 }]) => ({
      name: 'project-calendar-year',
      text: `insert into calendar_year (bureau, year, sha256) values ($1, $2::integer, $3)
        on conflict (bureau, year) do update set sha256 = excluded.sha256`,
      values: [bureau, Number(year), sha256],
    })),
  ];
}

/** The same from the state of the bureau's stream. */
export function projectBureau(bureau: string, state: BureauState): readonly ProjectionWrite[] {
  return projectLaw(bureau, { years: state.years, packs: state.activations.at(-1)?.packs ?? {} });
}
