import type { Pack } from './schema.ts';

/** A pack as a bureau holds it: `version` is the content hash under which it is stored. */
export interface HeldPack {
  readonly pack: Pack;
  readonly version?: string;
  /** What the bureau decided on its silent points, as it stands on the day. */
  readonly decided?: readonly PointDecision[];
}

/** What a bureau decided on a point that a regulation leaves open. */
export interface PointDecision {
  /** Version of the fact that says so. */
  readonly fact: number;
  readonly pack: string;
  /** The version of the pack whose text was before the one who decided. */
  readonly version: string;
  readonly point: string;
  /** One of the point's options, where it lists any that the engine can follow. */
  readonly option: string | null;
  readonly text: string;
  readonly reason: string;
  readonly from: string;
  readonly decidedBy: string;
  readonly decidedOn: string;
}

/** The article of a pack whose number begins the cited one (第七条 for 第七条第（一）项). */
export function findArticle(pack: Pack | undefined, article: string): Pack['articles'][number] | undefined {
  return pack?.articles
    .filter((candidate) => article.startsWith(candidate.number))
    .sort((a, b) => b.number.length - a.number.length)[0];
}
