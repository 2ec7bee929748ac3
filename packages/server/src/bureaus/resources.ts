import {
  type BureauProfile,
  bureauProfileSchema,
  type Calendar,
  type CalendarYear,
  composeRulebook,
  type Pack,
  packSchema,
  type Rulebook,
} from '@mingjing/law';
import type { Queryable } from '../journal/database.ts';

/** The law as this installation holds it: every stored pack version, the bureaux with their active packs, the calendar. */
export interface Resources {
  readonly calendar: Calendar;
  readonly bureaus: ReadonlyMap<string, BureauRecord>;
  /** Pack id → content hash of what is active for the bureau now. */
  activePacks(bureau: string): Readonly<Record<string, string>>;
  /** The bureau's rules by the named pack versions (a case's own) or by what is active now, as they stand on `date`. */
  rulebook(bureau: string, date: string, packs?: Readonly<Record<string, string>>): Rulebook;
}

export interface BureauRecord {
  readonly id: string;
  readonly name: string;
  readonly short: string;
  readonly profile: BureauProfile;
  readonly demonstration: boolean;
}

/** Reads all of it from the database. */
export async function loadResources(db: Queryable): Promise<Resources> {
  const [bureauRows, activeRows, packRows, yearRows] = await Promise.all([
    db.query(`select id, name, short, profile, demonstration from bureau order by id`),
    db.query<{ bureau: string; pack: string; sha256: string }>(
      `select bureau, pack, sha256 from active_pack`,
    ),
    db.query<{ sha256: string; body: unknown }>(`select sha256, body from pack_version`),
    db.query<{ body: CalendarYear }>(`select body from calendar_year order by year`),
  ]);
  const versions = new Map<string, Pack>(
    packRows.rows.map((row) => [row.sha256, packSchema.parse(row.body)]),
  );
  const bureaus = new Map<string, BureauRecord>(
    bureauRows.rows.map((row) => [
      row.id,
      { ...row, profile: bureauProfileSchema.parse(row.profile) } as BureauRecord,
    ]),
  );
  const active = new Map<string, Record<string, string>>();
  for (const { bureau, pack, sha256 } of activeRows.rows)
    active.set(bureau, { ...active.get(bureau), [pack]: sha256 });
  const composed = new Map<string, Rulebook>();
  const activePacks = (bureau: string) => active.get(bureau) ?? {};
  return {
    calendar: { years: yearRows.rows.map((row) => row.body) },
    bureaus,
    activePacks,
    rulebook: (bureau, date, packs = activePacks(bureau)) => {
      const record = bureaus.get(bureau);
      if (record === undefined) throw new Error(`bureau ${bureau} is not known`);
      const key = [bureau, date, ...Object.entries(packs).flat()].join(' ');
      const known = composed.get(key);
      if (known !== undefined) return known;
      const held = Object.values(packs)
        .map((sha256) => versions.get(sha256))
        .filter((pack): pack is Pack => pack !== undefined);
      const book = composeRulebook(record.profile, held, date);
      if (composed.size > 500) composed.clear();
      composed.set(key, book);
      return book;
    },
  };
}
