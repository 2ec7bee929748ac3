import type { Rank } from './pack/schema.ts';

/** A clause of a regulation that obliges, forbids or permits something: what every rule, duty and refusal names. */
export interface Cite {
  /** Pack id of the regulation, e.g. `wenshang-publicity`. */
  readonly pack: string;
  /** Content hash of the pack version it was read from; absent for a pack read from files. */
  readonly version?: string;
  /** Full title of the regulation. */
  readonly regulation: string;
  /** Short title for dense tables, e.g. 公示规定. */
  readonly short: string;
  /** Written as the text numbers it, e.g. 第七条第（一）项. */
  readonly article: string;
  /** The words relied on, verbatim from the pack's own text. */
  readonly quote: string;
  readonly rank: Rank;
  /** False where the text is not held or the figure was not checked: shown as 未核. */
  readonly verified: boolean;
}

/** 《汶上县工业和信息化局行政执法公示规定》第七条第（一）项 */
export function formatCite(cite: Cite): string {
  return `《${cite.regulation}》${cite.article}`;
}
