/** What the export of a case will hold. */
export interface CaseExportPlan {
  readonly facts: number;
  readonly factsInLog: number;
  readonly documents: number;
  readonly originals: number;
  /** Fields of facts that are not disclosed. */
  readonly withheld: number;
  readonly absent: readonly {
    readonly kind: 'document' | 'original';
    readonly fact: number;
    readonly reason: string;
  }[];
  readonly isWitnessed: boolean;
  /** Bytes of the zip. */
  readonly size: number;
}
