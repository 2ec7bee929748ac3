import { z } from 'zod';
import { date, define, id, ordinal, short, text } from './fact-parts.ts';

/** Facts of one publication: draft, approval, carriers, withdrawal, import. */
export const publicationFacts = {
  'publication-drafted': define(
    'publication',
    '拟公示',
    {
      kind: id,
      decisionStream: id,
      decisionVersion: z.int(),
      number: short,
      /** Empty where the decision was made on paper. */
      ordinal: z.string().max(80),
      /** Made on paper, before the case was taken in. */
      onPaper: z.literal(true).optional(),
      rule: id,
      due: date.optional(),
      fields: z.record(z.string(), z.unknown()),
      withheld: z.array(z.strictObject({ key: id, ground: id })),
      summary: text.optional(),
    },
    ['fields', 'summary'],
    [],
    2,
  ),
  'result-published': define(
    'publication',
    '公示',
    {
      kind: id,
      number: short,
      rule: id,
      publishedOn: date,
      title: short,
      fields: z.record(z.string(), z.unknown()),
      labels: z.record(z.string(), z.string()),
      hidden: z.record(z.string(), z.unknown()),
      withheld: z.array(z.strictObject({ key: id, name: short, ground: id, cite: short })),
      cite: z.strictObject({
        regulation: short,
        article: short,
        quote: text,
        pack: id.optional(),
        text: text.optional(),
      }),
      due: date.optional(),
      formedOn: date.optional(),
      authority: short.optional(),
      order: z.array(id).optional(),
      channels: z
        .array(z.strictObject({ id, name: short, held: z.enum(['ours', 'external']), main: z.boolean() }))
        .optional(),
      explanation: z
        .strictObject({ sentence: text, strip: z.array(z.record(z.string(), z.unknown())) })
        .optional(),
      summary: text.optional(),
      origin: z.enum(['case', 'import', 'paper']),
      ordinal: ordinal.optional(),
      /** Put right after it was public: the version before, the day, why, and which parts of the page. */
      correction: z
        .strictObject({
          of: z.int().min(1),
          on: date,
          reason: text,
          changed: z.array(id).min(1),
          cite: z.strictObject({ regulation: short, article: short, quote: text }).optional(),
        })
        .optional(),
    },
    ['title', 'summary'],
    ['fields', 'hidden'],
    5,
    true,
  ),
  'publication-correction-drafted': define(
    'publication',
    '拟更正公示',
    {
      of: z.int().min(1),
      fields: z.record(z.string(), z.unknown()),
      withheld: z.array(z.strictObject({ key: id, ground: id })),
      summary: text.optional(),
      reason: text,
    },
    ['fields', 'summary', 'reason'],
  ),
  'publication-correction-returned': define('publication', '退回更正公示稿', { reason: text }, ['reason']),
  'publication-returned': define('publication', '退回公示稿', { reason: text }, ['reason']),
  'publication-withheld': define('publication', '决定不予公开', { ground: id, cite: short, reason: text }, [
    'reason',
  ]),
  'channel-sent': define(
    'publication',
    '报送公示载体',
    { channel: id, sentOn: date, note: short.optional() },
    ['note'],
  ),
  'channel-confirmed': define(
    'publication',
    '公示载体确认',
    { channel: id, address: z.url().max(600).optional(), confirmedOn: date, receipt: short.optional() },
    // In an external carrier's own words, which may name somebody.
    ['receipt'],
    [],
    2,
    true,
  ),
  /** Until version 2 the reason stood in the open as `explanation`, which only an approval makes public. */
  'withdrawal-proposed': define(
    'publication',
    '申请撤下',
    {
      cause: z.enum(['revoked', 'declaredUnlawful', 'remade', 'expired', 'wrong']),
      reason: text,
      startedOn: date,
    },
    ['reason'],
    [],
    2,
  ),
  'result-withdrawn': define(
    'publication',
    '撤下',
    {
      cause: z.enum(['revoked', 'declaredUnlawful', 'remade', 'expired', 'wrong']),
      explanation: text,
      startedOn: date,
      withdrawnOn: date,
      proposedBy: id,
      cite: z.strictObject({
        regulation: short,
        article: short,
        quote: text,
        pack: id.optional(),
        text: text.optional(),
      }),
      publishedOn: date.optional(),
      ordinal: ordinal.optional(),
    },
    ['proposedBy'],
    [],
    3,
    true,
  ),
  'draft-discarded': define('publication', '作废导入的草稿', { reason: text }, ['reason']),
  'result-imported': define(
    'publication',
    '外部公示结果入库',
    {
      kind: id,
      number: short,
      fileName: short,
      sha256: z.string(),
      row: z.record(z.string(), z.unknown()),
      missing: z.array(id),
      identity: z.string().max(800),
    },
    // The name of the file, which may name somebody, too; until version 2 it stood in the open as `source`.
    ['row', 'identity', 'fileName'],
    [],
    2,
  ),
} as const;
