import type { GuardName } from '../pack/guards.ts';
import type { Rulebook } from '../pack/rulebook.ts';
import { isOnlyOnPaper } from './adoption/paper-steps.ts';
import type { CaseState, RequirementStatus, Stage } from './case-state.ts';
import { ON_PAPER_ALONE } from './requirements.ts';

/** One thing that the rules ask of a stage besides its records: under which guard, and how this case stands to it. */
export interface StepAsk {
  readonly stages: readonly Stage[];
  /** The guard that asks it; of several the first that the layers know. */
  readonly guards: readonly GuardName[];
  readonly name: string;
  /** Undefined where this case is not asked for it. */
  readonly stands: (state: CaseState, rules: Rulebook) => Standing | undefined;
}

/** Whether it is done, with a short Chinese phrase for what stands for it or lacks; `open`: it may still come, and nothing lacks. */
export interface Standing {
  readonly met: boolean;
  readonly found: string;
  readonly open?: true;
}

/** Done on the day of a fact, or not yet: the words say which. */
export function onceDone(state: CaseState, type: string, done: string, lacks: string): Standing {
  const on = state.dates[type];
  if (on === undefined) return { met: false, found: lacks };
  return { met: true, found: isOnlyOnPaper(type, state) ? ON_PAPER_ALONE : `${on} ${done}` };
}

/** The row that says so, with the clause of the guard; undefined where no layer or this case asks for it. */
export function toRow(ask: StepAsk, state: CaseState, rules: Rulebook): RequirementStatus | undefined {
  const cite = ask.guards.map((guard) => rules.guard(guard, state.kind)?.cite).find((one) => one);
  const standing = cite && ask.stands(state, rules);
  return (
    standing && {
      id: `${ask.guards[0]}-${ask.name}`,
      name: ask.name,
      medium: 'procedure',
      modality: standing.open ? 'as-needed' : 'must',
      waivable: false,
      metadata: [],
      met: standing.met,
      waived: false,
      found: standing.found,
      cite,
    }
  );
}
