import { type BureauProfile, bureauProfileSchema, offeredMatters } from '@mingjing/law';
import type { Reader } from './reading.ts';

/** A bureau as the public may know it. */
export interface PublicBureau {
  readonly id: string;
  readonly name: string;
  readonly short: string;
  readonly profile: BureauProfile;
  readonly demonstration: boolean;
}

/** All bureaux of this installation, by id. */
export async function readBureaus(db: Reader): Promise<readonly PublicBureau[]> {
  const { rows } = await db.query<Omit<PublicBureau, 'profile'> & { profile: unknown }>(
    `select id, name, short, profile, demonstration from portal_bureau order by id`,
  );
  return rows.map((row) => ({ ...row, profile: publicProfile(row) }));
}

/** Matters that are handled no more are left out; those made up for demonstrations are never shown as a real bureau's own. */
function publicProfile(row: { readonly profile: unknown; readonly demonstration: boolean }): BureauProfile {
  const profile = bureauProfileSchema.parse(row.profile);
  const offered = offeredMatters(profile);
  return { ...profile, matters: offered.filter((matter) => row.demonstration || !matter.demonstration) };
}
