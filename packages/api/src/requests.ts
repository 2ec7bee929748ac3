import { bureauCommandSchema, proposedLawSchema } from '@mingjing/law';
import { z } from 'zod';

const id = z.string().min(1).max(120);

export const signInRequest = z.strictObject({
  login: z.string().min(1).max(80),
  password: z.string().min(1).max(200),
});
/** In whose place the person acts from here on: the own bureau, or one that it has succeeded. */
export const sessionBureauRequest = z.strictObject({ bureau: id });
export const changePasswordRequest = z.strictObject({
  current: z.string().min(1).max(200),
  next: z.string().min(10).max(200),
});

/** One command on a case or a publication; `id` makes a retry harmless, `expectedVersion` makes two writers notice each other. */
export const commandRequest = z.strictObject({
  id: z.uuid(),
  expectedVersion: z.int().min(0),
  /** The legal day, where it lies before today; then `lateReason` says why it is entered late. */
  occurredOn: z.iso.date().optional(),
  lateReason: z.string().min(1).max(400).optional(),
  command: z.looseObject({ type: id }),
});
export type CommandRequest = z.infer<typeof commandRequest>;

export const draftRequest = z.strictObject({
  subject: id,
  command: id,
  body: z.record(z.string(), z.unknown()),
});
export const draftPublicationRequest = z.strictObject({ id: z.uuid(), caseId: id });

export const listCasesQuery = z.strictObject({
  q: z.string().max(80).optional(),
  kind: z.enum(['permit', 'penalty']).optional(),
  state: z.enum(['open', 'closed', 'all']).default('open'),
  mine: z.enum(['yes', 'no']).default('no'),
  sort: z.enum(['updated', 'opened', 'number']).default('updated'),
  after: z.string().max(200).optional(),
});
export const worklistQuery = z.strictObject({
  group: z.enum(['all', 'overdue', 'today', 'soon', 'later', 'party']).default('all'),
  kind: z.enum(['permit', 'penalty']).optional(),
  /** Name of the matter, so that a case goes on under it when its matter is changed. */
  matter: z.string().min(1).max(200).optional(),
  /** A clause as it is cited in full. */
  article: z.string().min(1).max(200).optional(),
  who: z.enum(['mine', 'bureau']).default('mine'),
  sort: z.enum(['due', 'case']).default('due'),
});
export const listPublicationsQuery = z.strictObject({
  state: z
    .enum(['drafted', 'published', 'withheld', 'withdrawn', 'incomplete', 'discarded', 'awaiting', 'all'])
    .default('all'),
  origin: z.enum(['case', 'import', 'paper', 'all']).default('all'),
  q: z.string().max(80).optional(),
  after: z.string().max(200).optional(),
});

const yamlText = z
  .string()
  .min(1)
  .max(1024 * 1024);
/** One command on the law of the person's bureau: pack versions by two persons, a year's holidays by one. */
export const lawCommandRequest = z.strictObject({
  id: z.uuid(),
  command: z.union([
    bureauCommandSchema,
    z.strictObject({ type: z.literal('import-calendar'), yaml: yamlText }),
  ]),
});
export type LawCommandRequest = z.infer<typeof lawCommandRequest>;
/** A version of a pack to take up: from this installation's release, from a draft, or from the text of its files. */
export const lawVersionRequest = z.union([
  z.strictObject({ release: id }),
  z.strictObject({ draft: z.uuid() }),
  z.strictObject({ packYaml: yamlText, articlesYaml: yamlText.optional() }),
]);
/** A change whose effects are asked: of pack versions, or of one year's holidays. */
export const lawPreviewRequest = z.union([proposedLawSchema, z.strictObject({ yaml: yamlText })]);
export type LawPreviewRequest = z.infer<typeof lawPreviewRequest>;

/** Which stored version of a pack an article is read from; without it the one in force. */
export const articleQuery = z.strictObject({
  version: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
});
export const advanceClockRequest = z.strictObject({ date: z.iso.date() });
export const setUpRequest = z.strictObject({
  token: z.string().min(20).max(200),
  bureau: z.strictObject({ profile: id, name: z.string().min(2).max(100).optional() }),
  administrators: z
    .array(
      z.strictObject({
        login: z
          .string()
          .min(3)
          .max(40)
          .regex(/^[a-z0-9._-]+$/),
        name: z.string().min(2).max(40),
        password: z.string().min(10).max(200),
        role: z.enum(['system-administrator', 'security-administrator', 'audit-administrator']),
      }),
    )
    .length(3),
});
