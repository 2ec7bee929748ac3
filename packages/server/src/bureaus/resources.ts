import {
  type Activation,
  asContinued,
  type BureauProfile,
  type BureauState,
  bureauProfileSchema,
  type Calendar,
  type CalendarYear,
  emptyRegister,
  foldBureau,
  type HeldPack,
  type LawRegister,
  type Pack,
  type PointDecision,
  packSchema,
  packsFrozen,
  packsOn,
  type Rulebook,
  rulebookOf,
  rulebookOver,
  withDecisions,
} from '@mingjing/law';
import type { Queryable } from '../journal/database.ts';
import { readStreams } from '../journal/read-stream.ts';

/** The law as this installation holds it: every stored pack version, the bureaux with what they activated when, the calendar. */
export interface Resources {
  readonly bureaus: ReadonlyMap<string, BureauRecord>;
  /** The holiday arrangements that the bureau has imported. */
  calendarOf(bureau: string): Calendar;
  /** What rests on which law in the bureau, and the changes entered. */
  registerOf(bureau: string): LawRegister;
  /** The law as it would stand with a change that nobody has decided on yet. */
  imagine(bureau: string, change: ImaginedChange): Pick<Resources, 'rulebookOver' | 'calendarOf'>;
  /** A stored version of a pack by its content hash. */
  packVersion(version: string): Pack | undefined;
  /** Pack id → content hash of what binds the bureau on `date`: what a case freezes when it begins. */
  activePacks(bureau: string, date: string): Readonly<Record<string, string>>;
  /** The bureau's rules as they stand on `date`. */
  rulebook(bureau: string, date: string): Rulebook;
  /** The rules of one case: each from the law of its beginning, of the event or of today, as the rule itself says. */
  rulebookOver(question: CaseLaw): Rulebook;
}

export interface ImaginedChange {
  readonly activations?: readonly Activation[];
  readonly layers?: BureauProfile['layers'] | undefined;
  readonly year?: CalendarYear;
}

/** What the rules of a case depend on. */
export interface CaseLaw {
  readonly bureau: string;
  readonly openedOn: string;
  /** Pack id → content hash, as the case froze them when it began; absent where there is no case. */
  readonly packs?: Readonly<Record<string, string>>;
  /** The day of the event, where a rule asks for one and the question names none. */
  readonly event: string;
  readonly today: string;
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
  const [bureauRows, packRows, yearRows] = await Promise.all([
    db.query(`select id, name, short, profile, demonstration from bureau order by id`),
    db.query<{ sha256: string; body: unknown }>(`select sha256, body from pack_version`),
    db.query<{ sha256: string; body: CalendarYear }>(`select sha256, body from calendar_version`),
  ]);
  const states = await bureauStates(
    db,
    bureauRows.rows.map(({ id }) => id),
  );
  const bureaus = new Map<string, BureauRecord>(
    bureauRows.rows.map((row) => {
      const profile = withoutInvented(bureauProfileSchema.parse(row.profile), row.demonstration);
      const layers = states.get(row.id)?.layers ?? profile.layers;
      return [row.id, { ...row, profile: { ...profile, layers: [...layers] } } as BureauRecord];
    }),
  );
  const versions = new Map(packRows.rows.map((row) => [row.sha256, packSchema.parse(row.body)]));
  const activations = new Map([...states].map(([id, state]) => [id, state.activations]));
  const decisions = new Map([...states].map(([id, state]) => [id, state.decisions]));
  const bodies = new Map(yearRows.rows.map((row) => [row.sha256, row.body]));
  const calendars = new Map(
    [...states].map(([id, state]) => [
      id,
      calendarWith(Object.values(state.years).flatMap(({ sha256 }) => bodies.get(sha256) ?? [])),
    ]),
  );
  const calendarOf = (bureau: string) => calendars.get(bureau) ?? { years: [] };
  return {
    bureaus,
    calendarOf,
    registerOf: (bureau) => states.get(bureau)?.register ?? emptyRegister,
    ...lawInForce(bureaus, versions, activations, decisions),
    imagine: (bureau, { activations: imagined, layers, year }) => {
      const record = bureaus.get(bureau);
      const changed =
        record === undefined || layers === undefined
          ? bureaus
          : new Map(bureaus).set(bureau, { ...record, profile: { ...record.profile, layers } });
      const decided =
        imagined === undefined
          ? activations
          : new Map<string, readonly Activation[]>(activations).set(bureau, imagined);
      const calendar = calendarWith([...calendarOf(bureau).years, ...(year === undefined ? [] : [year])]);
      return {
        ...lawInForce(changed, versions, decided, decisions),
        calendarOf: (asked) => (asked === bureau ? calendar : calendarOf(asked)),
      };
    },
  };
}

/** No new case of a real bureau is about a matter that was made up for demonstrations, even where it was set up with it. */
function withoutInvented(profile: BureauProfile, demonstration: boolean): BureauProfile {
  if (demonstration) return profile;
  const matters = profile.matters.map((matter) =>
    matter.demonstration ? { ...matter, retired: true } : matter,
  );
  return { ...profile, matters };
}

/** Of a year given twice the later counts. */
function calendarWith(years: readonly CalendarYear[]): Calendar {
  const byYear = new Map(years.map((year) => [year.year, year]));
  return { years: [...byYear.values()].sort((a, b) => a.year - b.year) };
}

/** Answers what binds whom when; every law is composed once, however many cases and days ask for it. */
export function lawInForce(
  bureaus: ReadonlyMap<string, BureauRecord>,
  versions: ReadonlyMap<string, Pack>,
  activations: ReadonlyMap<string, readonly Activation[]>,
  decisions: ReadonlyMap<string, readonly PointDecision[]> = new Map(),
): Pick<Resources, 'packVersion' | 'activePacks' | 'rulebook' | 'rulebookOver'> {
  const find = (version: string) => versions.get(version);
  const profileOf = (bureau: string) => {
    const record = bureaus.get(bureau);
    if (record === undefined) throw new Error(`bureau ${bureau} is not known`);
    return asContinued(bureaus, record.profile);
  };
  const books = new Map<string, Rulebook>();
  const bookOf = (bureau: string, packs: readonly HeldPack[], date: string) => {
    const held = withDecisions(packs, decisions.get(bureau) ?? [], find, date);
    return remembered(books, [bureau, ...held.map(nameOf)].join(' '), () =>
      rulebookOf(profileOf(bureau), held),
    );
  };
  const byDay = new Map<string, Rulebook>();
  const rulebook = (bureau: string, date: string) =>
    remembered(byDay, `${bureau} ${date}`, () =>
      bookOf(bureau, packsOn(profileOf(bureau), activations.get(bureau) ?? [], find, date), date),
    );
  const atStart = new Map<string, Rulebook>();
  const identity = numbering();
  const over = new Map<string, Rulebook>();
  const versionsOf = new WeakMap<Rulebook, Readonly<Record<string, string>>>();
  // A case holds the packs it froze in one object for as long as this process keeps it.
  const byCase = new WeakMap<object, Map<string, Rulebook>>();
  const compose = ({ bureau, openedOn, packs, event, today }: CaseLaw) => {
    const start =
      packs === undefined
        ? rulebook(bureau, openedOn)
        : remembered(atStart, [bureau, openedOn, ...Object.entries(packs).flat()].join(' '), () =>
            bookOf(bureau, packsFrozen(profileOf(bureau), packs, find, openedOn), openedOn),
          );
    const on = (day: string) => rulebook(bureau, day);
    const key = [start, on(event), on(today)].map(identity).join(' ');
    return remembered(over, key, () => rulebookOver({ atStart: start, on, event, today }));
  };
  return {
    packVersion: find,
    activePacks: (bureau, date) => {
      const book = rulebook(bureau, date);
      const known = versionsOf.get(book) ?? held(book);
      versionsOf.set(book, known);
      return known;
    },
    rulebook,
    rulebookOver: (question) => {
      if (question.packs === undefined) return compose(question);
      const known = byCase.get(question.packs) ?? new Map<string, Rulebook>();
      byCase.set(question.packs, known);
      const { bureau, openedOn, event, today } = question;
      return remembered(known, `${bureau} ${openedOn} ${event} ${today}`, () => compose(question));
    },
  };
}

const held = (book: Rulebook): Readonly<Record<string, string>> =>
  Object.fromEntries(book.held.map(({ pack, version }): [string, string] => [pack.id, version ?? '']));

/** A version together with the decisions by which it is read. */
function nameOf({ version, decided = [] }: HeldPack): string {
  return [version, ...decided.map(({ fact }) => fact)].join('+');
}

/** What each bureau's journal says about its law. */
async function bureauStates(
  db: Queryable,
  bureaus: readonly string[],
): Promise<ReadonlyMap<string, BureauState>> {
  const streams = await readStreams(
    db,
    bureaus.map((bureau) => `bureau/${bureau}`),
  );
  return new Map(
    bureaus.map((bureau) => [
      bureau,
      foldBureau((streams.get(`bureau/${bureau}`) ?? []).map(({ fact }) => fact)),
    ]),
  );
}

const MOST_REMEMBERED = 5000;

function remembered<T>(known: Map<string, T>, key: string, make: () => T): T {
  const found = known.get(key);
  if (found !== undefined) return found;
  if (known.size >= MOST_REMEMBERED) known.clear();
  const made = make();
  known.set(key, made);
  return made;
}

/** Gives each object a number of its own, to make keys of. */
function numbering(): (object: object) => number {
  const numbers = new WeakMap<object, number>();
  let last = 0;
  return (object) => {
    const known = numbers.get(object);
    if (known !== undefined) return known;
    last += 1;
    numbers.set(object, last);
    return last;
  };
}
