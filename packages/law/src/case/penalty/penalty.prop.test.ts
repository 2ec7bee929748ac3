import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendar, file, packs, wenshang } from '../../../test/case-fixtures.ts';
import { crew, enterprise, heavy, opinion, report, salt } from '../../../test/penalty-fixtures.ts';
import type { Actor } from '../../access/actor.ts';
import { addDays } from '../../duties/day.ts';
import { type Fact, factTypes, type RecordedFact } from '../../facts/fact-types.ts';
import { composeRulebook } from '../../pack/rulebook.ts';
import { RuleError } from '../../rule-error.ts';
import type { CaseState } from '../case-state.ts';
import { availableActions, decideCase } from '../decide.ts';
import { elapse } from '../elapse.ts';
import { foldCase } from '../fold.ts';
import type { CaseContext } from '../skeleton.ts';
import { isPartyHeard } from './apply.ts';
import { isMajor } from './major.ts';

const rules = composeRulebook(wenshang, packs, '2026-03-02');
const people: readonly Actor[] = Object.values(crew).map((person) => ({
  ...person,
  bureau: wenshang.id,
  name: person.id,
}));

const move = fc.record({
  pick: fc.nat({ max: 10_000 }),
  variant: fc.nat({ max: 5 }),
  days: fc.constantFrom(0, 0, 1, 6),
});
type Move = typeof move extends fc.Arbitrary<infer T> ? T : never;

/** Some valid or nearly valid input for each command. */
function inputOf(command: string, variant: number, state: CaseState, today: string): object {
  const text = {
    reason: '理由',
    content: '内容',
    text: '意见',
    materials: '材料',
    summary: '结案',
    note: '说明',
    record: '笔录',
    opinion: '意见',
    conclusion: '同意',
  };
  const pick = (...keys: readonly (keyof typeof text)[]) =>
    Object.fromEntries(keys.map((key) => [key, text[key]]));
  const both = { officers: [...state.handlers] };
  switch (command) {
    case 'issue-prior-notice':
      return {};
    case 'present-credentials':
      return { ...both, place: '现场', to: '周守信', scene: 'evidence' };
    case 'record-interview':
      return { ...both, interviewee: '周守信', place: '现场', ...pick('content'), signed: 'yes' };
    case 'attach-record':
      return {
        requirement: variant % 2 ? 'scene-photo' : 'investigation-video',
        attachment: file('a.mp4', 'video/mp4'),
        place: '现场',
        credentialsShown: 'yes',
        keyContent: '数量',
        madeOn: today,
      };
    case 'waive-recording':
      return {
        requirement: ['scene-photo', 'investigation-video', 'hearing-video'][variant % 3],
        ...pick('reason'),
      };
    case 'submit-report':
      return report(
        [salt, heavy, { types: ['revoke-licence'], text: '吊销许可证' }][variant % 3],
        variant > 3 ? 'yes' : 'no',
      );
    case 'serve-document':
      return {
        documentId: state.documents.find((one) => one.forServing && !one.servedOn)?.documentId,
        method: 'in-person',
        receiver: '周守信',
        place: '现场',
      };
    case 'record-statement':
    case 'request-hearing':
      return pick('content');
    case 'answer-statement':
      return { adopted: ['yes', 'partly', 'no', 'no', 'no', 'no'][variant], ...pick('reason') };
    case 'notify-hearing':
      return {
        heldOn: addDays(today, variant * 4),
        place: '会议室',
        host: ['deputy', 'partner', 'legal'][variant % 3],
      };
    case 'hold-hearing':
      return pick('record', 'opinion');
    case 'request-legal-review':
      return pick('materials');
    case 'give-legal-review':
      return variant % 2 ? opinion('agree') : opinion('problems', 'law');
    case 'answer-legal-review':
      return pick('text');
    case 'deliberate':
      return { participants: ['approver', 'deputy'], ...pick('conclusion') };
    case 'make-penalty-decision':
      return { result: variant === 0 ? 'no-penalty' : 'penalise', ...pick('reason') };
    case 'record-execution':
      return { kind: 'done', done: 'yes', ...pick('note') };
    default:
      return pick('reason', ...(command === 'close-case' ? (['summary'] as const) : []));
  }
}

/** Everything that the random walk saw: each fact with the case as it stood before. */
interface Seen {
  readonly fact: RecordedFact;
  readonly before: CaseState | null;
}

function walk(moves: readonly Move[], opener: 'handler' | 'jack'): readonly Seen[] {
  const facts: RecordedFact[] = [];
  const seen: Seen[] = [];
  let today = '2026-03-02';
  let drawn = 0;
  const numbers = {
    documentNumber: (family: string) => `${family}-${++drawn}`,
    ordinal: (kind: string) => ({ kind, year: 2026, number: ++drawn }),
  };
  const add = (fact: Fact, actor: string) => {
    const before = foldCase(facts);
    const recorded: RecordedFact = {
      ...fact,
      stream: 'case/w',
      version: facts.length + 1,
      typeVersion: factTypes[fact.type].version,
      recordedAt: today,
      actor,
      erased: [],
    };
    facts.push(recorded);
    seen.push({ fact: recorded, before });
  };
  const carryOut = (state: CaseState | null, command: { type: string }, actor: Actor) => {
    const context: CaseContext = { actor, rules, calendar, today, occurredOn: today, people, numbers };
    const made = decideCase(state, command, context);
    for (const fact of made.facts) add(fact, actor.id);
    for (const order of made.documents)
      add(
        {
          type: 'document-issued',
          occurredOn: today,
          data: { documentId: `d${++drawn}`, ...order, sha256: '', size: 0 },
        },
        actor.id,
      );
  };
  const officers = [opener, 'partner'];
  carryOut(
    null,
    {
      type: 'propose-filing',
      ...{ matter: 'salt-offence', source: '检查', party: enterprise, suspectedFacts: '涉嫌', officers },
    },
    personOf(opener),
  );
  for (const { pick, variant, days } of moves) {
    today = addDays(today, days);
    for (const fact of elapse(stateOf(facts), rules, calendar, today)) add(fact, 'time');
    const state = stateOf(facts);
    const open = openMoves(state, today, numbers);
    const chosen = open[pick % Math.max(open.length, 1)];
    if (!chosen) continue;
    try {
      carryOut(
        state,
        { type: chosen.command, ...inputOf(chosen.command, variant, state, today) },
        chosen.actor,
      );
    } catch (error) {
      if (!(error instanceof RuleError)) throw error;
    }
  }
  return seen;
}

/** Who may do what now, without what was done already and adds nothing. */
function openMoves(state: CaseState, today: string, numbers: CaseContext['numbers']) {
  const useless = [
    'propose-correction',
    'propose-erasure',
    'refuse-filing',
    'record-revocation',
    ...(state.penalty?.credentialsPresented ? ['present-credentials'] : []),
    ...(state.penalty?.interviews ? ['record-interview'] : []),
    ...(state.waived.length > 2 || state.records.length > 1 ? ['waive-recording'] : []),
    ...(state.records.length > 1 || !state.penalty?.interviews ? ['attach-record'] : []),
  ];
  return people.flatMap((actor) => {
    const context: CaseContext = { actor, rules, calendar, today, occurredOn: today, people, numbers };
    return availableActions(state, context)
      .filter(({ command, enabled }) => enabled && !useless.includes(command))
      .map(({ command }) => ({ actor, command }));
  });
}

function stateOf(facts: readonly RecordedFact[]): CaseState {
  const state = foldCase(facts);
  if (state === null) throw new Error('no case');
  return state;
}

function personOf(id: string): Actor {
  const found = people.find((person) => person.id === id);
  if (!found) throw new Error(`nobody is ${id}`);
  return found;
}

const walks = fc.tuple(
  fc.array(move, { minLength: 40, maxLength: 70 }),
  fc.constantFrom<'handler' | 'jack'>('handler', 'jack'),
);

describe('任何顺序的操作', () => {
  test('第五十八条 重大执法决定未经审核同意，作不出来；第六十二条 未听取当事人意见，作不出来', () => {
    const reached = { decisions: 0, major: 0 };
    fc.assert(
      fc.property(walks, ([moves, opener]) => {
        for (const { fact, before } of walk(moves, opener)) {
          if (fact.type !== 'decision-made' || before?.penalty == null) continue;
          reached.decisions += 1;
          expect(isPartyHeard(before.penalty)).toBe(true);
          expect(before.penalty.reportState).toBe('reviewed');
          expect(fact.data.major).toBe(isMajor(before, rules) ? 'yes' : 'no');
          if (!isMajor(before, rules)) continue;
          reached.major += 1;
          expect(before.penalty.legalReview.state).toBe('agreed');
          expect(before.penalty.deliberated).toBe(true);
        }
      }),
      { numRuns: 60, seed: 20260302 },
    );
    expect(reached.decisions).toBeGreaterThan(10);
    expect(reached.major).toBeGreaterThan(0);
  });

  test('办案的人不审核、不批准、不作法制审核、不作决定、不主持听证', () => {
    const closedTo = [
      'case-filed',
      'filing-refused',
      'report-reviewed',
      'report-returned',
      'legal-review-given',
      'decision-made',
      'hearing-held',
    ];
    fc.assert(
      fc.property(walks, ([moves, opener]) => {
        for (const { fact, before } of walk(moves, opener)) {
          if (!closedTo.includes(fact.type)) continue;
          expect(before?.handlers).not.toContain(fact.actor);
          expect(before?.doneBy['filing-proposed']).not.toContain(fact.actor);
          if (fact.type === 'decision-made')
            expect(before?.doneBy['legal-review-given'] ?? []).not.toContain(fact.actor);
        }
      }),
      { numRuns: 30, seed: 5 },
    );
  });
});
