import { z } from 'zod';
import { accountFacts } from './account-facts.ts';
import { define, id } from './fact-parts.ts';

/** Facts of a bureau itself and of its audit stream. */
export const bureauFacts = {
  'bureau-created': define('bureau', '设立', { profile: z.record(z.string(), z.unknown()) }),
  'packs-activated': define('bureau', '启用规定', {
    packs: z.record(z.string(), z.string()),
    proposedBy: id,
    demonstration: z.boolean(),
  }),
  'calendar-imported': define('bureau', '导入放假安排', {
    year: z.int(),
    sha256: z.string(),
    notice: z.string().max(400),
  }),
  ...accountFacts,
  'audit-segment-sealed': define('audit', '查阅记录封存', {
    segment: z.int().min(1),
    entries: z.int().min(0),
    sha256: z.string(),
    from: z.string(),
    to: z.string(),
  }),
} as const;
