import { ask, choices, mayGive } from '../field.ts';
import type { FormField } from '../skeleton.ts';
import { results } from '../words.ts';
import { at, DECISION, ON_PAPER, type PaperStep, paperDocumentOf, type Said } from './paper-step.ts';

const decisionField = (label: string) =>
  ask('decisionNumber', label, 'text', { help: '照决定书填写，转入后沿用。' });
/** What was decided follows from the steps before; `decided` is what the case itself says of it. */
const decidedOn = ({ decided, decisionNumber }: Said, on: string) => [
  at('decision-made', on, { ...(decided as Said | undefined), documentNumber: decisionNumber }),
];
const servedOn = (_: Said, on: string) => [
  at('document-served', on, { documentId: paperDocumentOf(DECISION) }),
];
const ofGrant = (field: FormField): FormField => ({
  ...field,
  shownIf: [{ key: 'result', among: ['grant'] }],
});

/** From the examination of a permit to the service of what was decided. */
export const permitDecisionSteps: readonly PaperStep[] = [
  {
    id: 'site-check',
    kind: 'permit',
    stage: 'examination',
    from: 'decided',
    question: '是否进行了现场核查',
    scan: '现场核查记录',
    day: '现场核查日期',
    after: ['acceptance'],
    asks: [
      ask('rectification', '现场核查是否要求整改', 'choice', { options: choices({ no: '否', yes: '是' }) }),
    ],
    stands: ({ rectification, handlers }, on) => [
      at('site-check-completed', on, {
        checkedBy: handlers,
        rectification,
        place: ON_PAPER,
        finding: ON_PAPER,
      }),
    ],
  },
  {
    id: 'test-report',
    kind: 'permit',
    stage: 'examination',
    from: 'decided',
    question: '是否附有检验、检测报告',
    scan: '检验、检测报告',
    day: '检验、检测报告日期',
    after: ['acceptance'],
    stands: () => [],
  },
  {
    id: 'approval',
    kind: 'permit',
    stage: 'approval',
    from: 'decided',
    scan: '办理审批表（承办意见、审核、批准）',
    day: '批准日期',
    after: ['acceptance', 'site-check', 'excluded-time', 'extension'],
    asks: [
      ask('result', '决定', 'choice', { options: choices(results) }),
      ask('permitContent', '许可内容', 'textarea', { help: '照决定书填写；公示从这里带出。' }),
      ask('reason', '决定理由', 'textarea', { help: '照决定书填写。' }),
      ofGrant(mayGive('validFrom', '许可有效期起', 'date')),
      ofGrant(mayGive('validTo', '许可有效期止', 'date', { help: '长期有效的不填。' })),
      ask('basedOnTest', '是否依据检验、检测结果作出', 'choice', {
        options: choices({ no: '否', yes: '是' }),
      }),
    ],
    stands: ({ result, permitContent, reason, validFrom, validTo, basedOnTest }, on) => [
      at('opinion-submitted', on, {
        result,
        reason,
        content: permitContent,
        validFrom,
        validTo,
        basedOnTest,
      }),
      at('opinion-reviewed', on, { reason: ON_PAPER }),
      at('opinion-approved', on, { reason: ON_PAPER }),
    ],
  },
  {
    id: DECISION,
    kind: 'permit',
    stage: 'decision',
    from: 'decided',
    decides: true,
    scan: '许可（不予许可）决定书',
    day: '决定日期',
    after: ['approval'],
    asks: [decisionField('决定书文号')],
    stands: decidedOn,
  },
  {
    id: 'certificate',
    kind: 'permit',
    stage: 'certificate',
    from: 'decided',
    decides: true,
    question: '发证机关是否已加盖印章（准予许可的已打印证书）',
    scan: '证书（加盖印章的决定书）',
    day: '加盖印章日期',
    after: [DECISION],
    asks: [
      ofGrant(ask('certificateNumber', '证书编号', 'text')),
      ofGrant(ask('certificateFrom', '证书有效期起', 'date')),
      ofGrant(mayGive('certificateTo', '证书有效期止', 'date', { help: '长期有效的不填。' })),
    ],
    stands: ({ result, superior, decisionNumber, certificateNumber, certificateFrom, certificateTo }, on) => [
      ...(superior === undefined ? [] : [at('handed-over', on, { to: superior })]),
      result === 'grant'
        ? at('certificate-sealed', on, {
            ownNumber: certificateNumber,
            validFrom: certificateFrom,
            validTo: certificateTo,
          })
        : at('decision-sealed', on, { documentNumber: decisionNumber }),
    ],
  },
  {
    id: 'decision-receipt',
    kind: 'permit',
    stage: 'service',
    from: 'served',
    decides: true,
    scan: '决定书送达回证',
    day: '决定书送达日期',
    after: [DECISION, 'certificate'],
    stands: servedOn,
  },
];

/** The decision of a penalty and its service; what is decided is what the report above says. */
export const penaltyDecisionSteps: readonly PaperStep[] = [
  {
    id: DECISION,
    kind: 'penalty',
    stage: 'decision',
    from: 'decided',
    decides: true,
    scan: '处罚（不予处罚）决定书',
    day: '决定日期',
    after: ['notice-receipt', 'statement', 'hearing', 'legal-review', 'deliberation'],
    asks: [
      decisionField('决定书文号'),
      ask('result', '决定', 'choice', {
        options: choices({ penalise: '给予行政处罚', 'no-penalty': '不予行政处罚' }),
        help: '违法事实、依据和处罚内容从上面的报告带出，与决定书不同的，上面照决定书填写。',
      }),
      ask('reason', '决定理由', 'textarea', { help: '照决定书填写。' }),
      mayGive('socialImpact', '本机关认为具有一定社会影响', 'choice', {
        options: choices({ no: '否', yes: '是，还须在政府信息公开平台公开' }),
      }),
    ],
    stands: decidedOn,
  },
  {
    id: 'decision-receipt',
    kind: 'penalty',
    stage: 'service',
    from: 'served',
    decides: true,
    scan: '决定书送达回证',
    day: '决定书送达日期',
    after: [DECISION],
    stands: servedOn,
  },
];
