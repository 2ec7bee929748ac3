/** Why a document could not be made: bad data, a character no font has, too much work at once, or the typesetter failing. */
export type DocumentErrorCode =
  | 'document-data-invalid'
  | 'document-character-missing'
  | 'document-queue-full'
  | 'document-timeout'
  | 'document-typesetter-failed';

/** A document that was not made, with a Chinese sentence for the officer and one line per problem found. */
export class DocumentError extends Error {
  readonly code: DocumentErrorCode;
  readonly problems: readonly string[];

  constructor(code: DocumentErrorCode, message: string, problems: readonly string[] = [], cause?: unknown) {
    super(message, { cause });
    this.name = 'DocumentError';
    this.code = code;
    this.problems = problems;
  }
}
