/** What an import found and took, row by row. */
export interface ImportReply {
  readonly dryRun: boolean;
  /** As the file's columns (or the mapping) say it; null where the file could not be read. */
  readonly kind: 'permit' | 'penalty' | null;
  readonly total: number;
  readonly good: number;
  readonly drafts: number;
  readonly bad: number;
  /** Their time in public has ended: not taken, and no fault. */
  readonly over: number;
  readonly duplicates: number;
  readonly unchanged: number;
  readonly imported: number;
  /** Rows that were kept as drafts, new or in the place of an earlier one. */
  readonly keptDrafts: number;
  readonly findings: readonly {
    readonly row: number;
    readonly column: string;
    readonly heading: string;
    readonly level: 'error' | 'missing' | 'notice';
    readonly code: string;
    readonly message: string;
  }[];
  readonly truncated: number;
}

/** The columns that an import reads, by kind of act, as the importer itself knows them. */
export interface ImportColumns {
  readonly kinds: readonly {
    readonly kind: 'permit' | 'penalty';
    readonly label: string;
    readonly columns: readonly ImportColumn[];
  }[];
}

export interface ImportColumn {
  readonly code: string;
  readonly heading: string;
  /** Further headings that are understood. */
  readonly synonyms: readonly string[];
  /** 必填, 选填, or when it is required. */
  readonly required: string;
  readonly isRequired: boolean;
  /** How it is written. */
  readonly form: string;
  readonly example: string;
}
