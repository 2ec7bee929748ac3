import type { Cite } from './cite.ts';

/** A refusal by law: a code for machines, one Chinese sentence for people, and the clause where there is one. */
export class RuleError extends Error {
  readonly code: string;
  readonly cite: Cite | undefined;
  constructor(code: string, sentence: string, cite?: Cite) {
    super(sentence);
    this.name = 'RuleError';
    this.code = code;
    this.cite = cite;
  }
}

/** Why an action is refused now; the same content as a RuleError, for screens that show it before it is tried. */
export interface Refusal {
  readonly code: string;
  readonly sentence: string;
  readonly cite?: Cite;
}
