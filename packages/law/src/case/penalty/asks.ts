import type { PenaltyState } from '../case-state.ts';
import { hasEnoughHandlers } from '../guards.ts';
import { onceDone, type Standing, type StepAsk } from '../step-ask.ts';
import { hasHearingRight, isMajor } from './major.ts';
import { penaltyOf } from './parts.ts';

/** What the rules ask of a penalty case step by step, besides its records. */
export const penaltyAsks: readonly StepAsk[] = [
  {
    stages: ['filing', 'investigation'],
    guards: ['certified-officers'],
    name: '两名以上持有效执法证件的人员办理',
    stands: (state, rules) => ({
      met: hasEnoughHandlers(state, rules),
      found: `已确定 ${state.handlers.length} 人`,
    }),
  },
  {
    stages: ['investigation'],
    guards: ['credentials-presented'],
    name: '调查时出示执法证件',
    stands: (state) => onceDone(state, 'credentials-presented', '已出示', '尚未登记出示'),
  },
  {
    stages: ['notice'],
    guards: ['prior-notice'],
    name: '书面告知拟处罚内容和陈述、申辩的权利',
    stands: (state) => told(penaltyOf(state)),
  },
  {
    stages: ['notice'],
    guards: ['hearing-right'],
    name: '告知要求听证的权利',
    stands: (state, rules) => {
      if (!hasHearingRight(state, rules)) return undefined;
      const isTold = penaltyOf(state).priorNotice?.hearingRight === true;
      return isTold ? { met: true, found: '已在告知书写明' } : { met: false, found: '尚未告知' };
    },
  },
  {
    stages: ['notice', 'decision'],
    guards: ['statement-heard'],
    name: '听取陈述、申辩并复核',
    stands: (state) => statements[penaltyOf(state).statement.state],
  },
  {
    stages: ['notice'],
    guards: ['hearing-notice'],
    name: '要求听证的，举行前依法通知',
    stands: (state) =>
      isAsked(penaltyOf(state)) ? onceDone(state, 'hearing-notified', '已通知', '尚未通知') : undefined,
  },
  {
    stages: ['notice', 'decision'],
    guards: ['hearing-host'],
    name: '由非本案调查人员主持听证，制作笔录',
    stands: (state) =>
      isAsked(penaltyOf(state)) ? onceDone(state, 'hearing-held', '已举行', '尚未举行') : undefined,
  },
  {
    stages: ['notice', 'legal-review', 'decision'],
    guards: ['legal-review'],
    name: '重大处罚决定经法制审核',
    stands: (state, rules) => {
      const { legalReview } = penaltyOf(state);
      if (legalReview.state === 'agreed') return onceDone(state, 'legal-review-given', '审核同意', '');
      return isMajor(state, rules) || legalReview.state !== 'none'
        ? { met: false, found: reviews[legalReview.state] }
        : undefined;
    },
  },
  {
    stages: ['decision'],
    guards: ['deliberation'],
    name: '重大处罚由负责人集体讨论',
    stands: (state, rules) => {
      if (penaltyOf(state).deliberated) return onceDone(state, 'deliberated', '已讨论', '');
      return isMajor(state, rules) ? { met: false, found: '尚未讨论' } : undefined;
    },
  },
  {
    stages: ['execution'],
    guards: ['execution-first'],
    name: '处罚决定执行完毕',
    stands: ({ decision, penalty }) =>
      decision?.result === 'penalise' && !decision.revoked
        ? { met: penalty?.execution === 'done', found: executions[penalty?.execution ?? 'none'] }
        : undefined,
  },
];

const statements: Readonly<Record<PenaltyState['statement']['state'], Standing>> = {
  open: { met: false, found: '尚未提出，期间届满视为放弃', open: true },
  received: { met: false, found: '已提出，尚未复核' },
  waived: { met: true, found: '期间届满，没有提出' },
  answered: { met: true, found: '已复核' },
};

const reviews: Readonly<Record<PenaltyState['legalReview']['state'], string>> = {
  none: '尚未送审',
  requested: '已送审，尚未答复',
  problems: '指出的问题尚未处理',
  answered: '问题已处理，尚未再次送审',
  agreed: '审核同意',
};

const executions: Readonly<Record<PenaltyState['execution'], string>> = {
  none: '尚未登记执行',
  partly: '部分执行',
  done: '执行完毕',
};

function told({ priorNotice }: PenaltyState): Standing {
  if (priorNotice === null) return { met: false, found: '尚未告知' };
  const { servedOn } = priorNotice;
  return servedOn === undefined
    ? { met: false, found: '告知书已制作，尚未送达' }
    : { met: true, found: `${servedOn} 已送达` };
}

const isAsked = ({ hearing }: PenaltyState): boolean => !['none', 'waived'].includes(hearing.state);
