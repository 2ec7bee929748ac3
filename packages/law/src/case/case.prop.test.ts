import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendar, file, nandagang, packs, people, receive, wenshang } from '../../test/case-fixtures.ts';
import type { Actor } from '../access/actor.ts';
import { addDays } from '../duties/day.ts';
import { type Fact, factTypes, type RecordedFact } from '../facts/fact-types.ts';
import { composeRulebook, type Rulebook } from '../pack/rulebook.ts';
import type { BureauProfile } from '../pack/schema.ts';
import { RuleError } from '../rule-error.ts';
import type { CaseState } from './case-state.ts';
import { availableActions, decideCase, startActions } from './decide.ts';
import { elapse } from './elapse.ts';
import { applyFact, extendCase, foldCase } from './fold.ts';
import { InputError } from './input-error.ts';
import { commandSpecs } from './registry.ts';
import type { AvailableAction, CaseContext, FormField } from './skeleton.ts';

const crew: readonly Actor[] = [
  ...Object.values(people).map((person) => ({ bureau: 'home', ...person })),
  { id: 'reviewer2', name: 'reviewer2', bureau: 'home', roles: ['reviewer', 'legal-reviewer'] },
  { id: 'legal', name: 'legal', bureau: 'home', roles: ['legal-reviewer'] },
];

const bureaus: readonly BureauProfile[] = [nandagang, wenshang];

/** One random move: who, which of the actions on the screen, how the form is filled, how many days pass before. */
const move = fc.record({
  who: fc.nat({ max: crew.length - 1 }),
  pick: fc.nat({ max: 30 }),
  choose: fc.nat({ max: 7 }),
  blank: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  days: fc.constantFrom(0, 0, 0, 1, 2, 9),
});
type Move = typeof move extends fc.Arbitrary<infer T> ? T : never;

class Walk {
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
      const issued = documents.map((order, i) => ({
        type: 'document-issued' as const,
        occurredOn: this.today,
        data: { ...order, documentId: `d${this.facts.length + i}`, sha256: '', size: 0 },
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

function valueFor(field: FormField, choose: number, today: string): unknown {
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

function walk(
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
function act(at: Walk, one: Move): void {
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

const moves = fc.array(move, { minLength: 40, maxLength: 90 });
const bureau = fc.constantFrom(...bureaus);

describe('任意一串办理', () => {
  test('亮着的操作只会因为填写而被拒；事实合乎格式；重算与逐件累加一致', () => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(moves, bureau, (script, where) => {
        const at = walk(script, where, act);
        for (const fact of at.facts) {
          expect(() => factTypes[fact.type].schema.parse(fact.data), fact.type).not.toThrow();
        }
        const hasCorrection = at.facts.some((fact) => fact.type === 'fact-corrected');
        if (!hasCorrection) {
          expect(at.facts.reduce<CaseState | null>(applyFact, null)).toEqual(at.state);
        }
        const half = Math.ceil(at.facts.length / 2);
        const before = foldCase(at.facts.slice(0, half));
        const extended = before && extendCase(before, at.facts.slice(half));
        if (extended) expect(extended).toEqual(at.state);
        else expect(before === null || hasCorrection).toBe(true);
        expect(foldCase(at.facts)).toEqual(at.state);
        reached.add(`${at.state?.kind} ${at.state?.stage}`);
      }),
      { numRuns: 25 },
    );
    expect(reached).toContain('permit closed');
    expect(
      [...reached].some((at) => /^penalty (notice|legal-review|decision|service|execution|closed)$/.test(at)),
    ).toBe(true);
  });

  test('暗着和不显示的操作一定被拒，暗着的拒绝理由相同', () => {
    fc.assert(
      fc.property(moves, bureau, (script, where) => {
        const at = walk(script.slice(0, 40), where, act);
        const { state } = at;
        if (!state) return;
        for (const who of crew.keys()) {
          const shown = at.actions(who);
          for (const { type } of commandSpecs) {
            const action = shown.find((one) => one.command === type);
            if (action?.enabled) continue;
            const refused = at.attempt(who, { type });
            expect(refused, `${type} by ${crew[who]?.id}`).toBeDefined();
            if (action) expect(refused?.code).toBe(action.refusal?.code);
          }
        }
      }),
      { numRuns: 25 },
    );
  });

  test('没有三个不同的人走完意见、审核、批准，就没有许可决定；决定盖章后才送达；送达齐全才结案', () => {
    let decisions = 0;
    fc.assert(
      fc.property(moves, (script) => {
        const at = walk(script, nandagang, act, receive.command);
        const done = (type: string) => at.facts.findLast((fact) => fact.type === type);
        const decision = at.state?.kind === 'permit' ? done('decision-made') : undefined;
        if (decision) {
          decisions += 1;
          const chain = ['opinion-submitted', 'opinion-reviewed', 'opinion-approved'].map((type) =>
            done(type),
          );
          expect(new Set(chain.map((fact) => fact?.actor)).size).toBe(3);
          const versions = [...chain, decision].map((fact) => fact?.version ?? 0);
          expect(versions).toEqual([...versions].sort((a, b) => a - b));
        }
        const letter = at.state?.documents.find((one) => /^(permit|refusal)-decision$/.test(one.template));
        if (letter?.servedOn) expect(at.state?.permit?.sealedOn).not.toBeNull();
        if (done('case-closed') && !done('decision-revoked')) {
          expect(at.state?.documents.filter((one) => one.forServing && !one.servedOn)).toEqual([]);
        }
      }),
      { numRuns: 25 },
    );
    expect(decisions).toBeGreaterThan(0);
  });

  test('任何输入都只得到结果或者一句中文的拒绝', () => {
    const junk = fc.dictionary(
      fc.constantFrom(
        'reason',
        'items',
        'handlers',
        'documentId',
        'method',
        'content',
        'attachment',
        'entry',
        'value',
        'penalty',
        'officers',
      ),
      fc.anything({ maxDepth: 2 }),
    );
    fc.assert(
      fc.property(
        fc.array(move, { minLength: 5, maxLength: 30 }),
        bureau,
        fc.array(junk, { minLength: 1, maxLength: 5 }),
        (script, where, inputs) => {
          const at = walk(script, where, act);
          for (const who of crew.keys()) {
            for (const action of at.actions(who).filter((one) => one.enabled)) {
              for (const input of inputs) {
                const refused = at.attempt(who, { ...input, type: action.command });
                if (refused) expect(refused.message).toMatch(/[\u4e00-\u9fff].*。$/s);
                if (!refused) return;
              }
            }
          }
        },
      ),
      { numRuns: 25 },
    );
  });
});
