import { z } from 'zod';

const MOST = 50;

/** Which publications would become public as they stand. */
export const approvalPreviewsRequest = z.strictObject({
  publications: z.array(z.uuid()).min(1).max(MOST),
});

/** Several approvals at once: each a command of its own, with its own id and the version that was seen. */
export const approvalsRequest = z.strictObject({
  items: z
    .array(z.strictObject({ id: z.uuid(), publication: z.uuid(), expectedVersion: z.int().min(1) }))
    .min(1)
    .max(MOST)
    .refine((items) => new Set(items.map(({ publication }) => publication)).size === items.length),
});
export type ApprovalsRequest = z.infer<typeof approvalsRequest>;

/** Why one of several cannot be approved; the others are not touched by it. */
export interface ApprovalRefusal {
  readonly code: string;
  readonly sentence: string;
}

/** What the public would see of one publication if it were approved now. */
export interface ApprovalPreview {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly version: number;
  readonly fields: readonly { readonly name: string; readonly value: string }[];
  /** Names of the fields that stay out. */
  readonly withheld: readonly string[];
  readonly refusal?: ApprovalRefusal;
}

/** What became of one approval. */
export interface ApprovalOutcome {
  readonly publication: string;
  readonly refusal?: ApprovalRefusal;
}
