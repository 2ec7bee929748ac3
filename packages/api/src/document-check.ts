import { z } from 'zod';

/** What stands on a paper, typed or scanned: its code alone, or an address with the code in it. */
export const checkDocumentRequest = z.strictObject({ typed: z.string().trim().min(1).max(2_000) });
export type CheckDocumentRequest = z.infer<typeof checkDocumentRequest>;

/** A document found by its code: first what anybody learns who holds the paper. */
export interface CheckedDocument {
  readonly title: string;
  readonly number: string;
  readonly issuedBy: string;
  readonly issuedOn: string;
  readonly recordedAt: string;
  /** Of the PDF as it was issued. */
  readonly sha256: string;
  readonly size: number;
  /** The decision that it states or rests on was taken back, or what was typed in for it was corrected; the oldest first. */
  readonly changes: readonly { readonly label: string; readonly sentence: string }[];
  readonly logIndex: number | null;
  readonly witnesses: readonly { readonly name: string; readonly signedAt: string }[];
  /** Whether what the database holds of it fits the log, computed anew. */
  readonly fitsLog: boolean;
  /** For those who may see the case. */
  readonly inCase: DocumentInCase | null;
}

/** Where the document belongs, and every fact about it. */
export interface DocumentInCase {
  readonly caseId: string;
  readonly caseNumber: string | null;
  readonly caseTitle: string;
  readonly documentId: string;
  /** Its content was erased by law. */
  readonly erased: boolean;
  readonly facts: readonly {
    readonly version: number;
    readonly label: string;
    readonly detail: string;
    readonly occurredOn: string;
    readonly recordedAt: string;
    readonly by: string;
    readonly logIndex: number | null;
  }[];
}
