/** A fault of a pack: where it stands, what is wrong, and whether the pack may be used all the same. */
export interface PackFinding {
  readonly path: string;
  readonly message: string;
  readonly level: 'error' | 'warning';
}
