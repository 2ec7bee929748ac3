import {
  type AvailableAction,
  actionLabels,
  type CaseState,
  findCommand,
  isLacking,
  materialRequirements,
  type RequirementStatus,
  type Rulebook,
  requirementsFor,
  stepAsks,
  wasOverOnPaper,
} from '@mingjing/law';

/** What the present step asks for, under a title that says for what; without a title where it asks for nothing. */
export interface RequirementStep {
  readonly title: string;
  /** The records and materials. */
  readonly requirements: readonly RequirementStatus[];
  /** What has to be done besides. */
  readonly asks: readonly RequirementStatus[];
  /** Whether a record that is attached can meet them. */
  readonly attachable: boolean;
}

/** What the nearest step of this stage asks for: at intake the materials one by one, else its records; and what has to be done besides. */
export function requirementStep(state: CaseState, rules: Rulebook): RequirementStep {
  const asks = stepAsks(state, rules);
  const { title, ...records } = recordsAsked(state, rules);
  return { ...records, asks, title: title || (asks.length > 0 ? '本环节须做到' : '') };
}

function recordsAsked(state: CaseState, rules: Rulebook): Omit<RequirementStep, 'asks'> {
  const materials = state.stage === 'intake' ? materialRequirements(state, rules) : [];
  if (materials.length > 0) return { title: '申请材料', requirements: materials, attachable: false };
  const gates = [...new Set(rules.allRequirements(state.kind).map(({ rule }) => rule.before))].filter(
    (command) =>
      findCommand(command)?.stages.includes(state.stage) &&
      // What was done on paper is not asked for again, unless the case comes back to it.
      !wasOverOnPaper(findCommand(command)?.stages[0], state),
  );
  const found = gates
    .map((command) => ({ command, requirements: requirementsFor(state, rules, command) }))
    .filter(({ requirements }) => requirements.length > 0);
  // A step that the case has left behind asks for nothing any more; one that begins in this stage still shows what it had.
  const gate =
    found.find(({ requirements }) => requirements.some(isLacking)) ??
    found.find(({ command }) => findCommand(command)?.stages[0] === state.stage);
  return gate === undefined
    ? { title: '', requirements: [], attachable: false }
    : {
        title: `“${actionLabels[gate.command] ?? gate.command}”前须备齐`,
        requirements: gate.requirements,
        attachable: true,
      };
}

/** Where records lack, attaching them is the first thing to do; exceptional steps come after. */
export function recordsFirst(
  actions: readonly AvailableAction[],
  step: RequirementStep,
): readonly AvailableAction[] {
  if (!step.attachable || !step.requirements.some(isLacking)) return actions;
  const attach = actions.filter(({ command, enabled }) => command === 'attach-record' && enabled);
  return [...attach, ...actions.filter((action) => !attach.includes(action))];
}
