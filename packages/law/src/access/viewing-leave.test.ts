import { describe, expect, test } from 'vitest';
import { nandagang, packs, wenshang } from '../../test/case-fixtures.ts';
import { crew, decided, type Member, playTo } from '../../test/penalty-fixtures.ts';
import type { CaseState } from '../case/case-state.ts';
import type { Fact, RecordedFact } from '../facts/fact-types.ts';
import { composeRulebook } from '../pack/rulebook.ts';
import { RuleError } from '../rule-error.ts';
import { answerViewing, askViewing, leaveStanding, viewingRequests } from './viewing-leave.ts';

const caseId = 'case-1';
const state = (): CaseState => {
  const { state: found } = playTo(decided);
  if (found === null) throw new Error('no case');
  return found;
};
const actor = (member: Member, bureau = 'wenshang') => ({ name: member, ...crew[member], bureau });

class Book {
  facts: RecordedFact[] = [];
  get requests() {
    return viewingRequests(this.facts);
  }
  ask(member: Member, today: string, more: object = {}): string {
    const rules = composeRulebook(wenshang, packs, today);
    const wish = { caseId, reason: '汇总取证方法。', days: 3, copying: false, ...more };
    return this.write(member, () => askViewing(actor(member), wish, state(), rules, this.requests, today));
  }
  grant(member: Member, today: string, until: string, request = this.facts.length): string {
    const around = { today, last: '2026-05-30', cite: undefined };
    const answer = { request, decision: 'grant', until } as const;
    return this.write(member, () => answerViewing(actor(member), answer, this.requests, around));
  }
  refuse(member: Member, today: string, request = this.facts.length): string {
    const around = { today, last: '2026-05-30', cite: undefined };
    const answer = { request, decision: 'refuse', reason: '与所办案件无关。' } as const;
    return this.write(member, () => answerViewing(actor(member), answer, this.requests, around));
  }
  sees(member: Member, today: string, copying = false): boolean {
    return leaveStanding(this.requests, { person: member, caseId, today, copying }) !== undefined;
  }
  private write(member: Member, make: () => Fact): string {
    try {
      const version = this.facts.length + 1;
      const stamp = { stream: 'bureau/wenshang', typeVersion: 1, recordedAt: '', actor: member, erased: [] };
      this.facts.push({ ...make(), version, ...stamp });
      return '';
    } catch (error) {
      if (error instanceof RuleError) return error.code;
      throw error;
    }
  }
}

describe('记录规定 第十五条第二款 其他人员调阅，须经同意并办理手续', () => {
  test('准许的期限内看得到，期满、别的案件、别的人看不到', () => {
    const book = new Book();
    expect(book.ask('liaison', '2026-05-06')).toBe('');
    expect(book.sees('liaison', '2026-05-06')).toBe(false);
    expect(book.grant('deputy', '2026-05-07', '2026-05-09')).toBe('');
    expect(book.sees('liaison', '2026-05-09')).toBe(true);
    expect(book.sees('liaison', '2026-05-10')).toBe(false);
    expect(book.sees('lapsed', '2026-05-08')).toBe(false);
    expect(book.sees('liaison', '2026-05-08', true)).toBe(false);
    expect(leaveStanding(book.requests, { person: 'liaison', caseId: 'case-2', today: '2026-05-08' })).toBe(
      undefined,
    );
  });

  test('不必申请的不收；未办理的、期限未满的不重复收；不准以后可以再申请', () => {
    const book = new Book();
    expect(book.ask('handler', '2026-05-06')).toBe('leave-not-needed');
    expect(book.ask('lawyer', '2026-05-06')).toBe('leave-not-needed');
    expect(book.ask('liaison', '2026-05-06')).toBe('');
    expect(book.ask('liaison', '2026-05-06')).toBe('already-asked');
    expect(book.refuse('deputy', '2026-05-07')).toBe('');
    expect(book.requests).toMatchObject([{ state: 'refused', refusedBecause: '与所办案件无关。' }]);
    expect(book.ask('liaison', '2026-05-07', { copying: true })).toBe('');
    expect(book.grant('deputy', '2026-05-07', '2026-05-09')).toBe('');
    expect(book.sees('liaison', '2026-05-08', true)).toBe(true);
    expect(book.ask('liaison', '2026-05-08')).toBe('already-asked');
    expect(book.ask('liaison', '2026-05-10')).toBe('');
  });

  test('由负责人批准，不批准本人的；最后一日不早于今天、不晚于最长期限；只办理一次', () => {
    const book = new Book();
    book.ask('liaison', '2026-05-06');
    expect(book.grant('handler', '2026-05-07', '2026-05-09')).toBe('not-permitted');
    expect(book.grant('deputy', '2026-05-07', '2026-05-06')).toBe('wrong-day');
    expect(book.grant('deputy', '2026-05-07', '2026-05-31')).toBe('wrong-day');
    expect(book.grant('deputy', '2026-05-07', '2026-05-09', 7)).toBe('not-found');
    expect(book.grant('deputy', '2026-05-07', '2026-05-09')).toBe('');
    expect(book.refuse('deputy', '2026-05-07', 1)).toBe('already-decided');
    const own = {
      id: 1,
      caseId,
      person: 'deputy',
      askedOn: '2026-05-06',
      days: 3,
      copying: false,
      reason: '',
      state: 'asked' as const,
      decidedBy: null,
      decidedOn: null,
      until: null,
      refusedBecause: null,
    };
    const answer = { request: 1, decision: 'grant', until: '2026-05-07' } as const;
    const around = { today: '2026-05-07', last: '2026-05-30', cite: undefined };
    expect(() => answerViewing(actor('deputy'), answer, [own], around)).toThrow('须由他人批准');
  });
});

test('南大港 第十七条 归档以后的案卷，申请写明所依的条款', () => {
  const archived = {
    ...state(),
    bureau: 'nandagang',
    kind: 'permit' as const,
    dates: { 'case-archived': '2026-04-01' },
  };
  const wish = { caseId, reason: '核对同类许可。', days: 2, copying: true };
  const rules = composeRulebook(nandagang, packs, '2026-05-06');
  expect(askViewing(actor('liaison', 'nandagang'), wish, archived, rules, [], '2026-05-06')).toMatchObject({
    type: 'viewing-requested',
    data: { copying: 'yes', clause: { pack: 'nandagang-recording', article: '第十七条' } },
  });
});
