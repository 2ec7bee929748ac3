import type { RecordedFact } from '../facts/fact-types.ts';
import { withoutErased } from '../facts/without-erased.ts';
import type { Rulebook } from '../pack/rulebook.ts';
import { scansAt, wasOverOnPaper } from './adoption/paper-steps.ts';
import { type CaseState, type RequirementStatus, type Stage, stages } from './case-state.ts';
import { applyFact } from './fold.ts';
import { materialRequirements } from './permit/material-requirements.ts';
import { findCommand } from './registry.ts';
import { allRequirementsFor, isLacking, ON_PAPER_ALONE, requirementsFor } from './requirements.ts';
import { isTurnedAway, type RailStep, stageRail } from './stage-rail.ts';
import { receiptsAsked } from './step-asks.ts';

/** What one stage of a case asks to have on record, and what stands for it. */
export interface StageRecords {
  readonly stage: Stage;
  readonly label: string;
  readonly status: RailStep['status'];
  /** What the rules ask for at this stage in this case, and what was recorded or waived beyond that. */
  readonly requirements: readonly RequirementStatus[];
  readonly held: number;
  readonly waived: number;
  /** Asked for and not there: missing once the stage is reached, still to come before. */
  readonly lacking: number;
  /** Documents that were made while the case stood at this stage and stand for no requirement of their own. */
  readonly documents: number;
  /** Scans of what was done on paper before the case was taken in. */
  readonly scans: number;
}

/** The record of the whole process, stage by stage; of the other stages those that ask for something or left something. */
export function processRecords(
  facts: readonly RecordedFact[],
  state: CaseState,
  rules: Rulebook,
): readonly StageRecords[] {
  const made = documentsByStage(facts);
  return stageRail(state, [], rules)
    .map(({ stage, label, status }): StageRecords => {
      const asked = [
        ...requirementsOfStage(state, rules, stage),
        ...(stage === 'service' && status !== 'coming' ? receiptsAsked(state, rules) : []),
      ];
      // What was passed over asks for nothing; what stands there all the same is shown.
      const scans = scansAt(stage, state);
      const isPassedOver =
        wasOverOnPaper(stage, state) || status === 'skipped' || (stage === 'intake' && isTurnedAway(state));
      const requirements = isPassedOver ? asked.filter(isHeldHere) : asked;
      return {
        stage,
        label,
        status,
        requirements,
        held: requirements.filter(({ met }) => met).length,
        waived: requirements.filter(({ met, waived }) => waived && !met).length,
        lacking: requirements.filter(isLacking).length,
        documents: made.get(stage) ?? 0,
        scans,
      };
    })
    .filter(
      ({ requirements, documents, scans, status }) =>
        status === 'current' || requirements.length > 0 || documents > 0 || scans > 0,
    );
}

/** A record that stands in the product, or was waived in it; what paper alone holds is counted as scans. */
function isHeldHere({ met, waived, found }: RequirementStatus): boolean {
  return waived || (met && found !== ON_PAPER_ALONE);
}

function requirementsOfStage(state: CaseState, rules: Rulebook, stage: Stage): readonly RequirementStatus[] {
  const gates = new Set(rules.allRequirements(state.kind).map(({ rule }) => rule.before));
  const here = [...gates].filter((command) => stageOfGate(state, command) === stage);
  const asked = here.flatMap((command) => requirementsFor(state, rules, command));
  const known = new Set(asked.map(({ id }) => id));
  const atHere = new Set(
    rules
      .allRequirements(state.kind)
      .filter(({ rule }) => here.includes(rule.before))
      .map(({ rule }) => rule.id),
  );
  const beyond = allRequirementsFor(state, rules).filter(
    ({ id, met, waived }) => atHere.has(id) && !known.has(id) && (met || waived),
  );
  return [...(stage === 'intake' ? materialRequirements(state, rules) : []), ...asked, ...beyond];
}

/** A step open at several stages counts for the first of them; service is open at nearly all and has its own. */
function stageOfGate(state: CaseState, command: string): Stage | undefined {
  if (command === 'serve-document') return 'service';
  const open = findCommand(command)?.stages ?? [];
  return stages[state.kind].find((stage) => open.includes(stage));
}

function documentsByStage(facts: readonly RecordedFact[]): ReadonlyMap<Stage, number> {
  const counts = new Map<Stage, number>();
  let state: CaseState | null = null;
  // A document is made by the command whose fact comes just before it: it belongs to the stage before that fact.
  let stage: Stage | undefined;
  for (const fact of withoutErased(facts)) {
    if (fact.type !== 'document-issued') stage = state?.stage;
    state = applyFact(state, fact);
    const at: Stage = stage ?? state.stage;
    if (fact.type === 'document-issued') counts.set(at, (counts.get(at) ?? 0) + 1);
  }
  return counts;
}
