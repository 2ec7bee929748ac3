import { z } from 'zod';
import {
  attachmentSchema,
  date,
  define,
  id,
  participants,
  partySchema,
  penaltySchema,
  serviceMethods,
  short,
  text,
} from './fact-parts.ts';

/** Facts of every kind of case: records, documents, the decision, corrections, erasure, closing. */
export const commonFacts = {
  'case-adopted': define(
    'case',
    '纸质案件转入',
    {
      kind: z.enum(['permit', 'penalty']),
      matter: id,
      unit: id,
      participants,
      packs: z.record(z.string(), z.string()),
      party: partySchema,
      caseName: short,
      officers: z.array(id),
      /** The day on which it was taken in; it began on the day of the fact. */
      takenInOn: date,
      reached: id,
      /** What was done on paper, in order: the facts that it stands for with their version of then, their days and what of them is open. */
      done: z
        .array(
          z.strictObject({
            type: id,
            typeVersion: z.int().min(1),
            on: date,
            data: z.record(z.string(), z.unknown()),
          }),
        )
        .min(1),
      /** What of them is sealed, each in the place of its fact. */
      said: z.array(z.record(z.string(), z.unknown())),
      /** The numbers that the paper bears, as a person copied them, each in the place of its fact. */
      numbers: z.array(z.record(z.string(), short)),
    },
    ['party', 'caseName', 'said', 'numbers'],
    [],
    2,
  ),
  'adoption-confirmed': define('case', '核对纸质案卷无误', { statedBy: id }),
  'adoption-refused': define('case', '纸质案件不予转入', { statedBy: id, reason: text }, ['reason']),
  'record-attached': define(
    'case',
    '补入记录',
    {
      requirement: id,
      medium: z.enum(['document', 'recording']),
      name: short,
      attachment: attachmentSchema.omit({ fileName: true }),
      fileName: short,
      madeOn: date,
      place: text.optional(),
      credentialsShown: z.enum(['yes', 'no']).optional(),
      keyContent: text.optional(),
    },
    ['name', 'fileName', 'place', 'keyContent'],
  ),
  'recording-waived': define('case', '文字记录足以，不作音像记录', { requirement: id, reason: text }, [
    'reason',
  ]),
  'document-issued': define(
    'case',
    '制作文书',
    {
      documentId: id,
      template: id,
      title: short,
      documentNumber: short,
      sha256: z.string(),
      size: z.int(),
      forServing: z.boolean(),
      /** The organ in its heading. */
      issuedBy: short,
      /** Digest of the code printed on it, by which the paper is found again; documents of version 1 carry neither. */
      codeDigest: z.string().regex(/^[0-9a-f]{64}$/),
    },
    [],
    [],
    2,
  ),
  /** Made again before service, since an entry was put right; the new one follows under the same number. */
  'document-remade': define('case', '重新制作文书', { documentId: id }),
  'document-served': define(
    'case',
    '送达',
    {
      documentId: id,
      method: z.enum(serviceMethods),
      servedBy: z.array(id).min(1),
      receiver: short,
      place: text,
      witness: short.optional(),
      note: text.optional(),
    },
    ['receiver', 'place', 'witness', 'note'],
  ),
  'decision-made': define(
    'case',
    '作出决定',
    {
      result: z.enum(['grant', 'refuse', 'penalise', 'no-penalty']),
      documentNumber: short,
      issuingAuthority: id,
      ordinal: z.strictObject({ kind: id, year: z.int(), number: z.int().min(1) }),
      content: text,
      basis: text,
      facts: text.optional(),
      penalty: penaltySchema.optional(),
      reason: text,
      major: z.enum(['yes', 'no']),
      /** Whether the bureau holds that the decision has some social impact; absent = nobody said so. */
      socialImpact: z.enum(['yes', 'no']).optional(),
      /** The day by which the result must be public, as the law of the decision's day counts it; absent = no figure. */
      publishBy: date.optional(),
    },
    ['content', 'basis', 'facts', 'penalty', 'reason'],
    [],
    2,
  ),
  'decision-revoked': define(
    'case',
    '决定被撤销、确认违法或者要求重新作出',
    {
      outcome: z.enum(['revoked', 'declaredUnlawful', 'remade']),
      /** The name of an organ, in the open: whoever checks a document by its code is told. */
      by: short,
      /** Until version 2 it stood in the open, as `documentNumber`. */
      orderNumber: short.optional(),
      explanation: text,
    },
    ['orderNumber', 'explanation'],
    [],
    2,
  ),
  'case-closed': define('case', '结案', { summary: text, documentNumber: short.optional() }, ['summary']),
  'case-archived': define(
    'case',
    '形成案卷并归档',
    /** Until version 2 it stood in the open, as `archiveNumber`. */
    { fileNumber: short, note: text.optional() },
    ['fileNumber', 'note'],
    [],
    2,
  ),
  'correction-proposed': define(
    'case',
    '申请更正录入',
    { target: z.int().min(1), field: id, oldDigest: z.string(), value: z.unknown(), reason: text },
    ['value', 'reason'],
  ),
  'fact-corrected': define(
    'case',
    '更正录入',
    {
      target: z.int().min(1),
      field: id,
      oldDigest: z.string(),
      value: z.unknown(),
      reason: text,
      proposedBy: id,
    },
    ['value', 'reason'],
  ),
  'correction-refused': define(
    'case',
    '不同意更正录入',
    { target: z.int().min(1), field: id, reason: text },
    ['reason'],
  ),
  'document-correction-proposed': define(
    'case',
    '申请更正文书',
    {
      documentId: id,
      target: z.int().min(1),
      field: id,
      oldDigest: z.string(),
      value: z.unknown(),
      before: short,
      after: short,
      reason: text,
    },
    ['value', 'before', 'after', 'reason'],
  ),
  'document-corrected': define(
    'case',
    '更正文书',
    {
      documentId: id,
      target: z.int().min(1),
      field: id,
      oldDigest: z.string(),
      value: z.unknown(),
      before: short,
      after: short,
      reason: text,
      proposedBy: id,
      /** Of the notice that corrects it. */
      documentNumber: short,
    },
    ['value', 'before', 'after', 'reason'],
  ),
  'document-correction-refused': define('case', '不同意更正文书', { documentId: id, reason: text }, [
    'reason',
  ]),
  'participant-named': define(
    'case',
    '确定参与单位',
    {
      body: id,
      as: z.enum(['joint', 'entrusted', 'supervising']),
      reason: text,
      /** Of an entrusted body: number of the letter, matter and powers, term, and where the letter was made public. */
      letterNumber: short.optional(),
      scope: text.optional(),
      until: date.optional(),
      announcedAt: text.optional(),
    },
    ['reason', 'letterNumber', 'scope', 'announcedAt'],
    [],
    3,
  ),
  'participant-ended': define(
    'case',
    '结束参与',
    { body: id, as: z.enum(['joint', 'entrusted', 'supervising']), reason: text },
    ['reason'],
    [],
    2,
  ),
  /** The bureau that continues in another's place names its own people as handlers. */
  'case-taken-over': define('case', '接办案件', {
    predecessor: id,
    successor: id,
    handlers: z.array(id).min(1),
  }),
  'erasure-proposed': define(
    'case',
    '申请依法删除个人信息',
    {
      targets: z.array(z.strictObject({ version: z.int(), fields: z.array(id).min(1) })).min(1),
      authority: text,
    },
    ['authority'],
  ),
  'personal-data-erased': define(
    'case',
    '依法删除个人信息',
    {
      targets: z.array(z.strictObject({ version: z.int(), fields: z.array(id).min(1) })).min(1),
      proposedBy: id,
      authority: text,
      /** Of an imported result: a keyed digest that knows the same row again once its values are gone. */
      importIdentity: id.optional(),
    },
    // The open data give the order out so that anybody can check it: who asked and the keyed digest do not go with it.
    ['authority', 'proposedBy', 'importIdentity'],
    [],
    4,
    true,
  ),
} as const;
