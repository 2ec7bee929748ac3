import { z } from 'zod';
import { accountFacts } from './account-facts.ts';
import { sealedCountsSchema } from './counts-facts.ts';
import { date, define, id, short, text } from './fact-parts.ts';
import { profileFactTypes } from './profile-facts.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** The layers of the bureau, with the days they bind. */
const layers = z
  .array(z.strictObject({ pack: id, from: date.optional(), to: date.optional() }))
  .min(1)
  .max(200);

/** A thing in public, whose it is and what it rests on. */
const linked = {
  kind: z.enum(['matter', 'list', 'guide', 'chart', 'benchmark', 'document', 'other']),
  name: z.string().min(1).max(400),
  unit: id,
  bases: z.array(
    z.strictObject({ title: z.string().min(1).max(1000), article: z.string().max(60).optional() }),
  ),
  catalogue: z.strictObject({ pack: id, item: id }).optional(),
};

/** Facts of a bureau itself and of its audit stream. */
const treeHead = { size: z.int().min(0), root: z.string().regex(/^[0-9a-f]{64}$/) };

export const bureauFacts = {
  ...profileFactTypes,
  'packs-proposed': define(
    'bureau',
    '提请启用规定',
    {
      /** Only what changes: pack id → content hash. */
      packs: z.record(id, sha256),
      layers: layers.optional(),
      /** The day from which it counts; absent = the day of approval. */
      from: date.optional(),
      note: text.optional(),
    },
    ['note'],
  ),
  'packs-activated': define(
    'bureau',
    '启用规定',
    {
      packs: z.record(z.string(), z.string()),
      proposedBy: id,
      demonstration: z.boolean(),
      /** Version of the proposal that is approved; absent where the bureau was created with these packs. */
      proposal: z.int().min(1).optional(),
      layers: layers.optional(),
      from: date.optional(),
    },
    [],
    [],
    2,
  ),
  'packs-rejected': define('bureau', '不同意启用规定', { proposal: z.int().min(1), reason: text }, [
    'reason',
  ]),
  'calendar-imported': define('bureau', '导入放假安排', {
    year: z.int(),
    sha256: z.string(),
    notice: z.string().max(400),
  }),
  /** The answer of the policy-and-law section to what a regulation leaves open. */
  'silent-point-decided': define(
    'bureau',
    '确定静默事项',
    { pack: id, version: sha256, point: id, option: id.optional(), text, reason: text, from: date },
    ['text', 'reason'],
  ),
  'linked-item-registered': define('bureau', '登记依据关联', { ...linked }),
  'linked-item-retired': define('bureau', '停止依据关联', { item: id, reason: text }, ['reason']),
  'law-change-recorded': define(
    'bureau',
    '登记法规变动',
    {
      what: z.enum(['new', 'amended', 'repealed', 'duties']),
      title: z.string().min(2).max(200),
      effectiveOn: date,
      note: text.optional(),
      /** As they stood then, so that a later change of the register does not change what was asked. */
      items: z.array(z.strictObject({ id, ...linked })).max(1000),
    },
    ['note'],
  ),
  'linked-item-updated': define(
    'bureau',
    '登记已更新',
    { change: z.int().min(1), item: id, on: date, note: text },
    ['note'],
  ),
  ...accountFacts,
  /** The first entry of a log that follows another: where the other one ended, in its own signature and in the database. */
  'log-opened': define(
    'log',
    '存证日志接续',
    {
      number: z.int().min(2),
      origin: short,
      vkey: short,
      after: z.strictObject({ origin: short, vkey: short, ...treeHead }),
      held: z.strictObject(treeHead),
      reason: text,
      /** Who continues in the bureau's place and keeps this log for it. */
      successor: z.strictObject({ bureau: id, name: short }).optional(),
    },
    [],
    [],
    2,
  ),
  /** What the signer of a log had forgotten and was made to remember again, with the heads before and after. */
  'signer-caught-up': define('bureau', '补记已签进度', {
    origin: short,
    vkey: short,
    remembered: z.strictObject(treeHead),
    signed: z.strictObject(treeHead),
    reason: text,
  }),
  'counts-sealed': define('counts', '公示计数封存', sealedCountsSchema.shape),
  /** What a full recheck of the installation came to, in its own words of count. */
  'recheck-sealed': define('recheck', '全量校验封存', {
    run: id,
    startedAt: z.iso.datetime(),
    finishedAt: z.iso.datetime(),
    findings: z.int().min(0),
    counts: z.record(id, z.int().min(0)),
  }),
  /** How far the records of a case went when it was exported: the last fact of its stream and of each of its publications. */
  'case-exported': define('export', '导出登记', {
    streams: z
      .array(z.strictObject({ stream: short, version: z.int().min(1), commitment: sha256 }))
      .min(1)
      .max(1000),
  }),
  'audit-segment-sealed': define('audit', '查阅记录封存', {
    segment: z.int().min(1),
    entries: z.int().min(0),
    sha256: z.string(),
    from: z.string(),
    to: z.string(),
  }),
} as const;
