import {
  type PlayActor,
  type PlayResources,
  type PlayResult,
  type PlayStep,
  reviewPoints,
} from '../src/index.ts';
import { calendar, file, last as lastOf, packs, playTo as playOf, wenshang } from './case-fixtures.ts';

const credential = { number: '鲁H12345', validTo: '2027-12-31' };
const officer = (id: string, ...roles: PlayActor['roles'][number][]): PlayActor => ({ id, name: id, roles });

/** The people of the bureau at 汶上, each in one post; `jack` holds every role of a case. */
export const crew = {
  handler: { ...officer('handler', 'handler'), credential },
  partner: { ...officer('partner', 'handler'), credential },
  lapsed: { ...officer('lapsed', 'handler'), credential: { number: '鲁H99999', validTo: '2025-01-31' } },
  reviewer: officer('reviewer', 'reviewer'),
  approver: officer('approver', 'approver'),
  deputy: officer('deputy', 'approver'),
  legal: officer('legal', 'legal-reviewer'),
  liaison: officer('liaison', 'liaison'),
  keeper: officer('keeper', 'archive-keeper'),
  lawyer: officer('lawyer', 'policy-and-law'),
  both: officer('both', 'archive-keeper', 'policy-and-law'),
  jack: { ...officer('jack', 'handler', 'reviewer', 'approver', 'legal-reviewer'), credential },
} as const satisfies Record<string, PlayActor>;
export type Member = keyof typeof crew;

export const penaltyResources: PlayResources = {
  bureau: wenshang,
  packs,
  calendar,
  people: Object.values(crew),
};

/** A step written short: who, on which day, does what. */
export function act(member: Member, date: string, type: string, input: object = {}): PlayStep {
  return { actor: crew[member], date, command: { type, ...input } };
}

export const enterprise = {
  name: '汶上县鲁盐食品有限公司',
  kind: 'organisation',
  creditCode: '91370830MA3C4XKY7T',
  representative: '周守信',
  address: '汶上县中都街道尚书路 16 号',
} as const;

export const salt = { types: ['fine'], fine: 2_000_000, text: '罚款人民币贰万元。' } as const;
export const heavy = { types: ['fine'], fine: 20_000_000, text: '罚款人民币贰拾万元。' } as const;

export const report = (penalty: object = salt, major = 'no') => ({
  facts: '当事人未取得食盐批发企业证书，批发食盐 500 千克。',
  evidence: '询问笔录\n现场照片',
  basis: '《食盐专营办法》第二十八条',
  discretion: '初次违法，主动配合调查，从轻处罚。',
  penalty,
  major,
});

const reason = '情况属实，同意。';
const scene = (requirement: string, name: string) => ({
  requirement,
  attachment: file(name, 'video/mp4'),
  place: enterprise.address,
  credentialsShown: 'yes',
  keyContent: '仓库内食盐的数量和包装',
  madeOn: '2026-03-04',
});

/** Up to a filed case with credentials shown, one interview, photo and video. */
export const investigated: readonly PlayStep[] = [
  act('handler', '2026-03-02', 'propose-filing', {
    matter: 'salt-offence',
    source: '日常检查',
    party: enterprise,
    suspectedFacts: '涉嫌未取得食盐批发企业证书批发食盐。',
    officers: ['handler', 'partner'],
  }),
  act('approver', '2026-03-03', 'approve-filing', { reason }),
  act('handler', '2026-03-04', 'present-credentials', {
    officers: ['handler', 'partner'],
    place: enterprise.address,
    to: enterprise.representative,
    scene: 'evidence',
  }),
  act('handler', '2026-03-04', 'record-interview', {
    officers: ['handler', 'partner'],
    interviewee: enterprise.representative,
    place: enterprise.address,
    content: '问：何时开始批发食盐？\n答：上月。',
    signed: 'yes',
  }),
  act('handler', '2026-03-04', 'attach-record', scene('scene-photo', '现场照片')),
  act('handler', '2026-03-04', 'attach-record', scene('investigation-video', '调查取证录像')),
];

/** Up to the reviewed report. */
export function reported(penalty: object = salt, major = 'no'): readonly PlayStep[] {
  return [
    ...investigated,
    act('handler', '2026-03-05', 'submit-report', report(penalty, major)),
    act('reviewer', '2026-03-06', 'review-report', { reason }),
  ];
}

export const serve = (template: string, date: string): PlayStep =>
  act('handler', date, 'serve-document', {
    documentId: `@${template}`,
    method: 'in-person',
    receiver: enterprise.representative,
    place: enterprise.address,
  });

/** Up to the served notice: 2026-03-09, so statement and hearing may be asked for until 2026-03-16. */
export function noticed(penalty: object = salt, major = 'no'): readonly PlayStep[] {
  return [
    ...reported(penalty, major),
    act('handler', '2026-03-09', 'issue-prior-notice'),
    serve('prior-notice', '2026-03-09'),
  ];
}

export const decide = (date: string, member: Member = 'approver', result = 'penalise'): PlayStep =>
  act(member, date, 'make-penalty-decision', { result, reason: '事实清楚，证据确凿。' });

/** Up to the served decision of a case that is not major; what the approver says beside it. */
export const decidedSaying = (more: object): readonly PlayStep[] => [
  ...noticed(),
  act('approver', '2026-03-18', 'make-penalty-decision', {
    result: 'penalise',
    reason: '事实清楚，证据确凿。',
    ...more,
  }),
  serve('penalty-decision', '2026-03-19'),
];
export const decided = decidedSaying({});
/** The same where the bureau holds that the decision has some social impact. */
export const ofImpact = decidedSaying({ socialImpact: 'yes' });

/** The legal review's opinion with all seven points judged; those named have problems. */
export const opinion = (result: 'agree' | 'problems', ...problems: readonly string[]) => ({
  result,
  points: reviewPoints.map(({ value }) => ({
    id: value,
    state: problems.includes(value) ? 'problem' : 'pass',
  })),
  text: '经审核，提出上述意见。',
});

/** Plays a script at 汶上; every step but the last must be taken. */
export function playTo(script: readonly PlayStep[], asOf?: string): PlayResult {
  return playOf(script, asOf ? { ...penaltyResources, asOf } : penaltyResources);
}

/** What became of the last scripted step. */
export function last(script: readonly PlayStep[]) {
  return lastOf(script, penaltyResources);
}
