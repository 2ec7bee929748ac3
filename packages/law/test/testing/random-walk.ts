import fc from 'fast-check';
import type { Actor } from '../../src/access/actor.ts';
import type { CaseState } from '../../src/case/case-state.ts';
import { availableActions, decideCase, startActions } from '../../src/case/decide.ts';
import { elapse } from '../../src/case/elapse.ts';
import { foldCase } from '../../src/case/fold.ts';
import { InputError } from '../../src/case/input-error.ts';
import type { AvailableAction, CaseContext, FormField } from '../../src/case/skeleton.ts';
import { addDays } from '../../src/duties/day.ts';
import type { Fact, RecordedFact } from '../../src/facts/fact-types.ts';
import { composeRulebook, type Rulebook } from '../../src/pack/rulebook.ts';
import type { BureauProfile } from '../../src/pack/schema.ts';
import { RuleError } from '../../src/rule-error.ts';
import { calendar, file, nandagang, packs, people, wenshang } from '../case-fixtures.ts';

/** Everybody who may act in a walk. */
export const crew: readonly Actor[] = [
  ...Object.values(people).map((person) => ({ bureau: 'home', ...person })),
  { id: 'reviewer2', name: 'reviewer2', bureau: 'home', roles: ['reviewer', 'legal-reviewer'] },
  { id: 'legal', name: 'legal', bureau: 'home', roles: ['legal-reviewer'] },
];

const bureaus: readonly BureauProfile[] = [nandagang, wenshang];

/** A bureau with a permit or with a penalty procedure. */
export const anyBureau = fc.constantFrom(...bureaus);

/** One random move: who, which of the actions on the screen, how the form is filled, how many days pass before. */
export const move = fc.record({
  who: fc.nat({ max: crew.length - 1 }),
  pick: fc.nat({ max: 30 }),
  choose: fc.nat({ max: 7 }),
  blank: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  days: fc.constantFrom(0, 0, 0, 1, 2, 9),
});
export type Move = typeof move extends fc.Arbitrary<infer T> ? T : never;

/** One case on its random way. */
export class Walk {
  readonly bureau: BureauProfile;
  readonly rules: Rulebook;
  facts: RecordedFact[] = [];
  today = '2026-03-02';
  drawn = 0;
  constructor(bureau: BureauProfile) {
    this.bureau = bureau;
    this.rules = composeRulebook(bureau, packs, this.today);
  }
  get state(): CaseState | null {
    return foldCase(this.facts);
  }
  context(who: number): CaseContext {
    const own = crew.map((person) =>
      person.bureau === 'home' ? { ...person, bureau: this.bureau.id } : person,
    );
    const actor = own[who];
    if (!actor) throw new Error('nobody');
    return {
      actor,
      rules: this.rules,
      calendar,
      today: this.today,
      occurredOn: this.today,
      people: own,
      numbers: {
        documentNumber: (family) => `${family}-${this.next()}`,
        ordinal: (kind) => ({ kind, year: 2026, number: this.next() }),
      },
    };
  }
  next(): number {
    this.drawn += 1;
    return this.drawn;
  }
  add(facts: readonly Fact[], actor: string): void {
    for (const fact of facts) {
      const version = this.facts.length + 1;
      const at = {
        stream: 'case/walk',
        version,
        typeVersion: 1,
        recordedAt: `${this.today}T01:00:00Z`,
        actor,
      };
      this.facts.push({ ...fact, ...at, erased: [] });
    }
  }
  pass(days: number): void {
    this.today = addDays(this.today, days);
    for (let state = this.state; state !== null; state = this.state) {
      const facts = elapse(state, this.rules, calendar, this.today);
      if (facts.length === 0) return;
      this.add(facts, 'time');
    }
  }
  actions(who: number): readonly AvailableAction[] {
    const state = this.state;
    return state ? availableActions(state, this.context(who)) : startActions(this.context(who));
  }
  /** Carries a command out; answers with the refusal where there is one, and lets any other fault through. */
  attempt(who: number, command: { type: string }): RuleError | undefined {
    const context = this.context(who);
    try {
      const { facts, documents } = decideCase(this.state, command, context);
      this.add(facts, context.actor.id);
      const issued = documents.map(({ remakes, ...order }, i) => ({
        type: 'document-issued' as const,
        occurredOn: this.facts[(remakes ?? 0) - 1]?.occurredOn ?? this.today,
        data: {
          ...order,
          documentId: `d${this.facts.length + i}`,
          sha256: '',
          size: 0,
          issuedBy: 'x',
          codeDigest: '0'.repeat(64),
        },
      }));
      this.add(issued, context.actor.id);
      return undefined;
    } catch (error) {
      if (error instanceof RuleError) return error;
      throw error;
    }
  }
}

/** Fills a form as a person would: known values stay, choices are taken from what is offered. */
function fill(form: readonly FormField[], { choose, blank }: Move, today: string): Record<string, unknown> {
  const asked = form.filter((field) => !field.fixed && (field.required || choose % 2 === 0));
  const entries = asked.map((field): [string, unknown] => [field.key, valueFor(field, choose, today)]);
  return Object.fromEntries(blank ? entries.slice(1) : entries);
}

/** What a person might put into a field. */
export function valueFor(field: FormField, choose: number, today: string): unknown {
  const option = field.options?.[choose % Math.max(1, field.options.length)]?.value;
  switch (field.control) {
    case 'checklist':
      return (field.options ?? []).map(({ value }, i) => ({
        id: value,
        state: field.states?.[choose < 5 ? 0 : (choose + i) % field.states.length]?.value,
        note: '说明',
      }));
    case 'people':
      return choose % 4 === 0 && field.value ? field.value : ['handler', 'partner'];
    case 'person':
      return option ?? 'handler';
    case 'party':
      return { name: '海达管件有限公司', kind: 'organisation', address: '东环路 8 号' };
    case 'penalty':
      return {
        types: choose % 2 ? ['fine'] : ['warning'],
        ...(choose % 2 ? { fine: 500_000 } : {}),
        text: '处罚',
      };
    case 'file':
      return file('a.pdf');
    case 'date':
      return field.value ?? today;
    case 'number':
    case 'money':
      return field.value ?? 10;
    default:
      return option ?? field.value ?? '说明';
  }
}

/** Takes the moves one after the other from the beginning; `first` is a command that opens the case. */
export function walk(
  moves: readonly Move[],
  bureau: BureauProfile,
  check: (at: Walk, move: Move) => void,
  first?: object,
): Walk {
  const at = new Walk(bureau);
  if (first) at.attempt(0, { type: '', ...first });
  for (const one of moves) {
    at.pass(one.days);
    check(at, one);
  }
  return at;
}

/** Steps off the straight way, taken now and then only: otherwise few walks would come to a decision. */
const detours: readonly string[] = [
  'terminate',
  'decline-application',
  'reject-application',
  'return-opinion',
  'return-report',
  'refuse-filing',
  'propose-correction',
  'propose-erasure',
  'confirm-erasure',
  'exclude-time',
  'waive-recording',
  'record-statement',
];

/** Steps that may be taken again and again, by the fact that shows them taken. */
const repeatable: Readonly<Record<string, string>> = {
  'present-credentials': 'credentials-presented',
  'record-interview': 'interview-recorded',
  'assign-handlers': 'handlers-assigned',
  'complete-site-check': 'site-check-completed',
  'record-revocation': 'application-received',
};

function isOnward(command: string, at: Walk): boolean {
  const taken = repeatable[command];
  return !detours.includes(command) && !(taken !== undefined && at.facts.some((fact) => fact.type === taken));
}

/** Takes one of the enabled actions of anybody who has one. */
export function act(at: Walk, one: Move): void {
  const options = crew.flatMap((_, who) =>
    at
      .actions(who)
      .filter((a) => a.enabled && (one.pick < 3 || isOnward(a.command, at)))
      .map((action) => ({ who, action })),
  );
  const records = options.filter(({ action }) => action.command === 'attach-record');
  const onward = one.pick > 8 ? options.filter((option) => !records.includes(option)) : records;
  const among = onward.length > 0 ? onward : options;
  const taken = among[(one.pick * 7 + one.choose) % Math.max(1, among.length)];
  if (!taken) return;
  const input = fill(taken.action.form, one, at.today);
  const refused = at.attempt(taken.who, { ...input, type: taken.action.command });
  if (refused && !(refused instanceof InputError)) {
    throw new Error(
      `${taken.action.command} stood enabled and was refused: ${refused.code} ${refused.message}`,
    );
  }
}

/** Moves enough to come to a decision now and then. */
export const moves = fc.array(move, { minLength: 40, maxLength: 90 });
