import type { Cite } from '../cite.ts';
import { type Refusal, RuleError } from '../rule-error.ts';

export interface InputProblem {
  /** Key of the field, with a path inside it where there is one, e.g. `items.2.note`. */
  readonly path: string;
  readonly sentence: string;
}

/** Input that cannot be taken, with every problem at once; code `bad-input`, or the guard that this input breaks. */
export class InputError extends RuleError {
  readonly problems: readonly InputProblem[];
  constructor(problems: readonly InputProblem[], cite?: Cite, code = 'bad-input') {
    super(code, problems.map((problem) => problem.sentence).join(''), cite);
    this.name = 'InputError';
    this.problems = problems;
  }
}

/** Throws the refusal that this input brings about (another input might be taken). */
export function refuseInput(path: string, refused: Refusal | undefined): void {
  if (refused) throw new InputError([{ path, sentence: refused.sentence }], refused.cite, refused.code);
}

/** Throws `bad-input` for one field, in a whole Chinese sentence. */
export function badInput(path: string, sentence: string, cite?: Cite): never {
  throw new InputError([{ path, sentence }], cite);
}
