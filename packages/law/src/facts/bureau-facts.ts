import { z } from 'zod';
import { accountFacts } from './account-facts.ts';
import { sealedCountsSchema } from './counts-facts.ts';
import { date, define, id, text } from './fact-parts.ts';
import { profileFactTypes } from './profile-facts.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** The layers of the bureau, with the days they bind. */
const layers = z
  .array(z.strictObject({ pack: id, from: date.optional(), to: date.optional() }))
  .min(1)
  .max(200);

/** Facts of a bureau itself and of its audit stream. */
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
  ...accountFacts,
  'counts-sealed': define('counts', '公示计数封存', sealedCountsSchema.shape),
  'audit-segment-sealed': define('audit', '查阅记录封存', {
    segment: z.int().min(1),
    entries: z.int().min(0),
    sha256: z.string(),
    from: z.string(),
    to: z.string(),
  }),
} as const;
