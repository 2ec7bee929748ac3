import {
  asContinued,
  type BureauProfile,
  bureauProfileSchema,
  offeredMatters,
  successorsOf,
} from '@mingjing/law';
import type { Reader } from './reading.ts';

/** A bureau as the public may know it. */
export interface PublicBureau {
  readonly id: string;
  readonly name: string;
  /** Who answers for its pages: the bureau, or the one that continues in its place. */
  readonly host: string;
  readonly short: string;
  readonly profile: BureauProfile;
  readonly demonstration: boolean;
}

/** All bureaux of this installation, by id. */
export async function readBureaus(db: Reader): Promise<readonly PublicBureau[]> {
  const { rows } = await db.query<Omit<PublicBureau, 'profile' | 'host'> & { profile: unknown }>(
    `select id, name, short, profile, demonstration from portal_bureau order by id`,
  );
  const bureaus = new Map(rows.map((row) => [row.id, { ...row, profile: publicProfile(row) }]));
  return [...bureaus.values()].map((bureau) => {
    const successor = bureaus.get(successorsOf(bureaus, bureau.id).at(-1) ?? '');
    if (successor === undefined) return { ...bureau, host: bureau.name };
    // Whom one turns to above is the superior of who continues.
    const { superior: _, ...profile } = asContinued(bureaus, bureau.profile);
    const { superior } = successor.profile;
    return { ...bureau, profile: { ...profile, ...(superior && { superior }) }, host: successor.name };
  });
}

/** Matters that are handled no more are left out; those made up for demonstrations are never shown as a real bureau's own. */
function publicProfile(row: { readonly profile: unknown; readonly demonstration: boolean }): BureauProfile {
  const profile = bureauProfileSchema.parse(row.profile);
  const offered = offeredMatters(profile);
  return { ...profile, matters: offered.filter((matter) => row.demonstration || !matter.demonstration) };
}
