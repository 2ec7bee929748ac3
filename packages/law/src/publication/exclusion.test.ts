import { describe, expect, test } from 'vitest';
import { packs, wenshang } from '../../test/case-fixtures.ts';
import { extraPack } from '../../test/extra-layers.ts';
import { decidedCase, Publication } from '../../test/publication-fixtures.ts';
import type { CaseState } from '../case/case-state.ts';
import type { Penalty } from '../facts/fact-types.ts';
import { composeRulebook } from '../pack/rulebook.ts';
import { decidePublication } from './decide.ts';

const warned = (): CaseState => {
  const state = decidedCase();
  const penalty: Penalty = { types: ['warning'], text: '警告。' };
  return { ...state, decision: state.decision && { ...state.decision, penalty } };
};

/** The publication context of 汶上 with one more layer. */
function contextWith(state: CaseState, sections: object, member: 'handler' | 'approver', day: string) {
  const extra = extraPack('extra', 'ministerial-rule', sections);
  const bureau = { ...wenshang, layers: [...wenshang.layers, { pack: 'extra' }] };
  const context = new Publication(state, wenshang).context(member, day);
  return { ...context, rules: composeRulebook(bureau, [...packs, extra], day) };
}

function publishWith(state: CaseState, sections: object) {
  const publication = new Publication(state);
  const step = (
    member: 'handler' | 'approver',
    day: string,
    type: 'draft-publication' | 'approve-publication',
  ) => {
    const input = type === 'draft-publication' ? { withhold: [] } : {};
    const context = contextWith(state, sections, member, day);
    publication.add(member, day, decidePublication(publication.state, { type, ...input }, context).facts);
  };
  step('handler', '2026-03-19', 'draft-publication');
  step('approver', '2026-03-20', 'approve-publication');
  return publication.published;
}

const warningOnly = (more: object = {}) => ({
  exclusions: [
    {
      id: 'warning-only',
      name: '仅受到警告的',
      kinds: ['penalty'],
      when: { penalty: { only: ['warning'] } },
      ...more,
    },
  ],
});

describe('信息公示规定 第二条 仅受到警告的不予公示', () => {
  const network = warningOnly({ channel: 'provincial-service-network' });

  test('写明载体的，不在该载体公示，其余照常', () => {
    const ids = (state: CaseState) => publishWith(state, network).carriers.map(({ id }) => id);
    expect(ids(decidedCase())).toContain('provincial-service-network');
    expect(ids(warned())).not.toContain('provincial-service-network');
    expect(ids(warned())).toContain('bureau-website');
  });

  test('没有写明载体的，不得批准公示，写明依据', () => {
    expect(() => publishWith(warned(), warningOnly())).toThrow('仅受到警告的，不予公示。');
    expect(publishWith(decidedCase(), warningOnly()).status).toBe('published');
  });
});

describe('政府信息公开条例 第二十条第（六）项 具有一定社会影响的行政处罚决定才在政府信息公开平台公开', () => {
  test('认定了的有这一载体，没有认定的没有', () => {
    const impact = (socialImpact: 'yes' | 'no'): CaseState => {
      const state = decidedCase();
      return { ...state, decision: state.decision && { ...state.decision, socialImpact } };
    };
    const carriers = (state: CaseState) => publishWith(state, {}).carriers.map(({ id }) => id);
    expect(carriers(impact('yes'))).toContain('government-information-platform');
    expect(carriers(impact('no'))).not.toContain('government-information-platform');
    expect(carriers(decidedCase())).not.toContain('government-information-platform');
  });
});
