import { issuesBySuperior } from '../../access/subject.ts';
import type { CaseState, PermitState } from '../case-state.ts';
import { matterOf } from '../field.ts';
import { hasEnoughHandlers } from '../guards.ts';
import { onceDone, type Standing, type StepAsk } from '../step-ask.ts';
import { TEST_REPORT } from '../words.ts';
import { CHAIN } from './chain.ts';
import { lackingMaterials, permitOf } from './permit-of.ts';

/** What the rules ask of a permit case step by step, besides materials and records. */
export const permitAsks: readonly StepAsk[] = [
  {
    stages: ['intake'],
    guards: ['supplement-once'],
    name: '需要补正的，一次告知全部内容',
    stands: (state, rules) =>
      state.dates['supplement-requested'] === undefined && lackingMaterials(state, rules).length === 0
        ? undefined
        : onceDone(state, 'supplement-requested', '已告知', '尚未告知'),
  },
  {
    stages: ['examination'],
    guards: ['certified-officers'],
    name: '由两名以上人员承办',
    stands: (state, rules) => ({
      met: hasEnoughHandlers(state, rules),
      found: state.handlers.length > 0 ? `已确定 ${state.handlers.length} 人` : '尚未确定承办人',
    }),
  },
  {
    stages: ['examination'],
    guards: ['credentials-presented'],
    name: '现场核查出示执法证件',
    stands: (state, rules) => {
      if (!matterOf(state, rules)?.onSiteCheck) return undefined;
      const isShown = state.entries.some(({ data }) => data.credentialsShown === 'yes');
      return isShown ? { met: true, found: '现场记录注明已出示' } : { met: false, found: '尚无出示的记录' };
    },
  },
  ...(
    [
      ['opinion-submitted', '承办人提出意见和理由', '已提出', '尚未提出'],
      ['opinion-reviewed', '审核人审核', '已审核', '尚未审核'],
      ['opinion-approved', '批准人批准', '已批准', '尚未批准'],
    ] as const
  ).map(
    ([type, name, done, lacks], at): StepAsk => ({
      stages: ['approval', 'decision'],
      guards: CHAIN,
      name,
      stands: (state) =>
        chain.indexOf(permitOf(state).chain) > at
          ? onceDone(state, type, done, lacks)
          : { met: false, found: lacks },
    }),
  ),
  {
    stages: ['approval', 'decision'],
    guards: ['refusal-attaches-report'],
    name: '依据检验、检测结果不予许可的，附报告',
    stands: (state, rules) => {
      const opinion = permitOf(state).opinion;
      if (opinion?.result !== 'refuse' || opinion.basedOnTest !== 'yes') return undefined;
      const guard = rules.guard('refusal-attaches-report', 'permit');
      const requirement = String(guard?.rule.parameters.requirement ?? TEST_REPORT);
      const held = state.records.filter((record) => record.requirement === requirement).length;
      return held > 0 ? { met: true, found: `已有报告 ${held} 件` } : { met: false, found: '尚无报告' };
    },
  },
  {
    stages: ['certificate'],
    guards: ['issuing-authority-seals'],
    name: '上报发证机关',
    stands: (state, rules) =>
      issuesBySuperior(rules, state)
        ? handedOver(permitOf(state), onceDone(state, 'handed-over', '已上报', '尚未上报'))
        : undefined,
  },
  {
    stages: ['certificate', 'service'],
    guards: ['issuing-authority-seals'],
    name: '发证机关打印证书、加盖印章',
    stands: (state) => sealed(state),
  },
];

const chain: readonly PermitState['chain'][] = ['none', 'submitted', 'reviewed', 'approved'];

const handedOver = (permit: PermitState, standing: Standing): Standing =>
  permit.handedOver ? standing : { met: false, found: '尚未上报' };

function sealed(state: CaseState): Standing | undefined {
  if (state.decision === null || state.decision.revoked) return undefined;
  const { sealedOn } = permitOf(state);
  return sealedOn === null
    ? { met: false, found: '尚未加盖印章' }
    : { met: true, found: `${sealedOn} 已加盖印章` };
}
