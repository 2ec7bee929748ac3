import { z } from 'zod';
import { date, define, id, participants, partySchema, short, text } from './fact-parts.ts';

/** Facts of a permit: from receipt to the sealed certificate. */
export const permitFacts = {
  'application-received': define(
    'case',
    '收到申请',
    {
      kind: z.literal('permit'),
      matter: id,
      unit: id,
      participants,
      packs: z.record(z.string(), z.string()),
      applicant: partySchema,
      content: text,
      receivedNumber: short,
    },
    ['applicant', 'content'],
  ),
  'materials-checked': define(
    'case',
    '逐项核对材料',
    {
      items: z.array(
        z.strictObject({ id, state: z.enum(['complete', 'missing', 'defective', 'corrected-on-spot']) }),
      ),
      notes: z.record(z.string(), text),
    },
    ['notes'],
  ),
  'supplement-requested': define(
    'case',
    '一次告知补正',
    { items: z.array(id).min(1), notes: z.record(z.string(), text), documentNumber: short },
    ['notes'],
  ),
  'supplement-received': define('case', '收到补正材料', { items: z.array(id) }),
  'application-accepted': define('case', '受理', { documentNumber: short }),
  'application-deemed-accepted': define('case', '逾期未告知，视为受理', { since: date, rule: id }),
  'application-declined': define(
    'case',
    '告知不受理（依法不需要许可）',
    { reason: text, documentNumber: short },
    ['reason'],
  ),
  'application-rejected': define(
    'case',
    '不予受理（不属本机关职权）',
    /** Until version 2 it stood in the open, as `rightBody`. */
    { reason: text, competentBody: short, documentNumber: short },
    ['reason', 'competentBody'],
    [],
    2,
  ),
  'handlers-assigned': define('case', '确定承办人', { handlers: z.array(id).min(1) }),
  'time-excluded': define('case', '办理期限除外', {
    cause: z.enum(['inspection', 'testing', 'appraisal', 'expert-review']),
    startsOn: date,
    expectedDays: z.int().min(1).max(365),
    documentNumber: short,
  }),
  'time-resumed': define('case', '期限恢复计算', { resumedOn: date }),
  'extension-requested': define('case', '申请延期', { reason: text }, ['reason']),
  'extension-approved': define(
    'case',
    '批准延期',
    { days: z.int().min(1).max(60), reason: text, documentNumber: short },
    ['reason'],
  ),
  'extension-refused': define('case', '不批准延期', { reason: text }, ['reason']),
  'site-check-completed': define(
    'case',
    '现场核查完成',
    { place: text, checkedBy: z.array(id).min(1), rectification: z.enum(['yes', 'no']), finding: text },
    ['place', 'finding'],
  ),
  'opinion-submitted': define(
    'case',
    '承办人提出意见',
    {
      result: z.enum(['grant', 'refuse']),
      reason: text,
      content: text,
      validFrom: date.optional(),
      validTo: date.optional(),
      basedOnTest: z.enum(['yes', 'no']),
    },
    ['reason', 'content'],
  ),
  'opinion-reviewed': define('case', '审核同意', { reason: text }, ['reason']),
  'opinion-approved': define('case', '批准', { reason: text }, ['reason']),
  'opinion-returned': define('case', '退回', { at: z.enum(['review', 'approval']), reason: text }, [
    'reason',
  ]),
  'handed-over': define('case', '上报发证机关', { to: id, note: text.optional() }, ['note']),
  'certificate-sealed': define(
    'case',
    '打印证书并加盖印章',
    {
      /** Drawn from the bureau's series. */
      certificateNumber: short.optional(),
      /** Typed by whoever seals, outside any series. */
      ownNumber: short.optional(),
      validFrom: date,
      validTo: date.optional(),
    },
    ['ownNumber'],
    [],
    2,
  ),
  'decision-sealed': define('case', '不予许可决定书加盖印章', { documentNumber: short }),
  'act-terminated': define('case', '终止办理', { ground: text, documentNumber: short }, ['ground']),
} as const;
