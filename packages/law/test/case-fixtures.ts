import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import {
  type BureauProfile,
  bureauProfileSchema,
  type Pack,
  type PlayActor,
  type PlayResources,
  type PlayResult,
  type PlayStep,
  packSchema,
  play,
} from '../src/index.ts';
import { calendar } from './announced-calendar.ts';

export { calendar };

const folder = process.env.MINGJING_PACKS ?? join(import.meta.dirname, '../../../packs');
const yaml = (path: string): unknown => parse(readFileSync(join(folder, path), 'utf8'));

/** Every pack of the repository, as its files stand. */
export const packs: readonly Pack[] = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('pack.yaml'))
  .map((path) => {
    const beside = readdirSync(join(folder, path, '..'));
    const articles = beside.includes('articles.yaml') ? yaml(path.replace('pack.yaml', 'articles.yaml')) : [];
    return packSchema.parse({ articles, ...(yaml(path) as object) });
  });

export const nandagang: BureauProfile = bureauProfileSchema.parse(yaml('bureaus/nandagang.yaml'));
export const wenshang: BureauProfile = bureauProfileSchema.parse(yaml('bureaus/wenshang.yaml'));
export const siping: BureauProfile = bureauProfileSchema.parse(yaml('bureaus/siping.yaml'));
export const xinzhou: BureauProfile = bureauProfileSchema.parse(yaml('bureaus/xinzhou.yaml'));

const credential = { number: '冀1234567', validTo: '2027-12-31' };
const officer = (id: string, ...roles: PlayActor['roles'][number][]) => ({ id, name: id, roles });

/** The people of one bureau, each in one post; `boss` belongs to its superior. */
export const people = {
  clerk: officer('clerk', 'window-clerk'),
  handler: { ...officer('handler', 'handler'), credential },
  partner: { ...officer('partner', 'handler'), credential },
  lapsed: { ...officer('lapsed', 'handler'), credential: { number: '冀7654321', validTo: '2025-01-31' } },
  stranger: { ...officer('stranger', 'handler'), credential },
  reviewer: officer('reviewer', 'reviewer'),
  approver: officer('approver', 'approver'),
  allRounder: { ...officer('allRounder', 'handler', 'reviewer', 'approver'), credential },
  archivist: officer('archivist', 'archive-keeper'),
  lawyer: officer('lawyer', 'policy-and-law'),
  administrator: officer('administrator', 'system-administrator'),
  boss: { ...officer('boss', 'superior'), bureau: 'cangzhou' },
} as const satisfies Record<string, PlayActor>;
export type Post = keyof typeof people;

export const resources: PlayResources = { bureau: nandagang, packs, calendar, people: Object.values(people) };

/** A script written short: who, on which day, does what, with which input. */
export function step(post: Post, date: string, type: string, input: object = {}): PlayStep {
  return { actor: people[post], date, command: { type, ...input } };
}

export const applicant = {
  name: '南大港海达管件有限公司',
  kind: 'organisation',
  creditCode: '91130931MA07L2RX5Q',
  address: '南大港产业园区东环路 8 号',
};

export const materials = ['application', 'business-licence', 'process-file', 'quality-system', 'test-report'];

export const complete = { items: materials.map((id) => ({ id, state: 'complete' })) };

let files = 0;
export const file = (name: string, mediaType = 'application/pdf') => {
  files += 1;
  const hash = files.toString(16).padStart(64, '0');
  return { evidenceId: `e${files}`, fileName: name, mediaType, size: 1, sha256: hash, sm3: hash };
};

export const receive = step('clerk', '2026-03-02', 'receive-application', {
  matter: 'industrial-product-licence',
  applicant,
  content: '申领工业产品生产许可证（管件）',
});

export const accepted: readonly PlayStep[] = [
  receive,
  step('clerk', '2026-03-02', 'check-materials', complete),
  step('clerk', '2026-03-03', 'accept-application'),
  step('reviewer', '2026-03-03', 'assign-handlers', { handlers: ['handler', 'partner'] }),
];

/** Every record that article 9 names for a check without rectification. */
export const checkRecords = [
  'site-check-notice',
  'first-meeting',
  'site-check-record',
  'site-check-report',
  'last-meeting',
  'company-feedback',
];

export const attach = (requirement: string, date = '2026-03-06'): PlayStep =>
  step('handler', date, 'attach-record', {
    requirement,
    attachment: file(`${requirement}.bin`),
    place: '生产车间',
    madeOn: date,
    credentialsShown: 'yes',
    keyContent: '关键工序',
  });

export const siteCheck = (rectification = 'no'): PlayStep =>
  step('handler', '2026-03-06', 'complete-site-check', {
    place: '生产车间',
    checkedBy: ['handler', 'partner'],
    rectification,
    finding: '生产设备齐全',
  });

export const examined: readonly PlayStep[] = [
  ...accepted,
  ...checkRecords.map((id) => attach(id)),
  siteCheck(),
];

export const opinion = {
  result: 'grant',
  reason: '符合许可条件',
  content: '准予生产管件',
  validTo: '2031-03-15',
};

export const approved: readonly PlayStep[] = [
  ...examined,
  step('handler', '2026-03-09', 'submit-opinion', opinion),
  step('reviewer', '2026-03-10', 'review-opinion', { reason: '材料和核查均符合要求' }),
  step('approver', '2026-03-11', 'approve-opinion', { reason: '同意' }),
];

export const decided: readonly PlayStep[] = [
  ...approved,
  step('handler', '2026-03-12', 'make-permit-decision'),
];

export const sealed: readonly PlayStep[] = [
  ...decided,
  step('handler', '2026-03-12', 'hand-over'),
  step('boss', '2026-03-16', 'seal-certificate'),
];

export const serve = (template: string, date: string, more: object = {}): PlayStep =>
  step('handler', date, 'serve-document', {
    documentId: `@${template}`,
    method: 'in-person',
    receiver: '李厂长',
    place: '窗口',
    ...more,
  });

/** Plays a script at 南大港 and answers with the result; every step but the last must be taken. */
export function playTo(script: readonly PlayStep[], using: PlayResources = resources): PlayResult {
  const result = play(script, using);
  const scripted = result.steps.filter((one) => one.command !== 'elapse');
  const early = scripted.slice(0, -1).find((one) => one.refusal);
  if (early) throw new Error(`${early.command} on ${early.date}: ${early.refusal?.sentence}`);
  return result;
}

/** What became of the last scripted step. */
export function last(script: readonly PlayStep[], using: PlayResources = resources) {
  const played = playTo(script, using)
    .steps.filter((one) => one.command !== 'elapse')
    .at(-1);
  if (!played) throw new Error('nothing was played');
  return played;
}
