import { z } from 'zod';

const cite = z.object({
  regulation: z.string(),
  article: z.string(),
  quote: z.string().default(''),
  text: z.string().nullish(),
});

const stripDay = z.object({
  date: z.string(),
  weekday: z.string().default(''),
  kind: z.enum(['start', 'counted', 'off', 'make-up', 'excluded']),
  number: z.number().nullish(),
  label: z.string().nullish(),
  due: z.boolean().nullish(),
});

const body = z.object({
  fields: z
    .array(
      z.object({
        key: z.string(),
        name: z.string(),
        value: z.union([z.string(), z.number()]).nullable(),
        kind: z.enum(['money', 'date', 'text']).nullish(),
      }),
    )
    .default([]),
  withheld: z
    .array(
      z.object({ key: z.string(), name: z.string(), ground: z.string(), cite: z.union([z.string(), cite]) }),
    )
    .default([]),
  cite: cite.nullish(),
  summary: z.string().nullish(),
  corrections: z
    .array(
      z.object({
        of: z.int(),
        on: z.string(),
        reason: z.string(),
        changed: z.array(z.string()),
        cite: cite.nullish(),
      }),
    )
    .default([]),
  erased: z.array(z.object({ key: z.string(), authority: z.string() })).default([]),
  authority: z.string().nullish(),
  explanation: z.object({ sentence: z.string(), strip: z.array(stripDay).default([]) }).nullish(),
  timeliness: z.enum(['on-time', 'late']).nullish(),
  channels: z
    .array(
      z.object({
        name: z.string(),
        state: z.string(),
        address: z.string().nullish(),
        confirmedOn: z.string().nullish(),
      }),
    )
    .default([]),
  tombstone: z
    .object({
      cause: z.string(),
      explanation: z.string(),
      startedOn: z.string().nullish(),
      withdrawnOn: z.string().nullish(),
      cite: cite.nullish(),
    })
    .nullish(),
});

/** What a published result says, as read back from its row. */
export type ResultBody = z.infer<typeof body>;
export type PublicCite = z.infer<typeof cite>;
export type StripDay = z.infer<typeof stripDay>;

/** Reads a row's body; a withdrawn one gives its tombstone and nothing else, whatever the row still holds. */
export function readResultBody(value: unknown, state: 'published' | 'withdrawn'): ResultBody {
  if (state === 'published') return body.parse(value);
  const held = z.looseObject({}).parse(value);
  return body.parse({ tombstone: held.tombstone });
}
