/** What does not hold, by a fixed code, with a sentence that names it. */
export interface AuditFinding {
  readonly code: 'unreadable' | 'key' | 'log' | 'seal' | 'result' | 'missing' | 'ordinal' | 'counts';
  readonly sentence: string;
}
