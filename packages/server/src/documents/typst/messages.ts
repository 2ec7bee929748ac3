/** What the server asks of the typesetting process. */
export interface TypesetJob {
  readonly id: number;
  readonly file: string;
  /** JSON for the template, read there as data only. */
  readonly request: string;
  /** Creation time written into the PDF, in seconds. */
  readonly timestamp: number;
}

/** What the typesetting process answers. */
export type TypesetReply =
  | { readonly kind: 'done'; readonly id: number; readonly pdf: Uint8Array; readonly memory: number }
  | {
      readonly kind: 'missing';
      readonly id: number;
      readonly characters: readonly string[];
      readonly memory: number;
    }
  | { readonly kind: 'failed'; readonly id: number; readonly reason: string; readonly memory: number };
