import type { CaseState } from '../case/case-state.ts';
import type { Rulebook } from '../pack/rulebook.ts';

/** What a person would act upon: the body whose business it is, who takes part, and where it stands. */
export interface Subject {
  /** The body whose business it is: the handling bureau of a case, the bureau of a list or a setting. */
  readonly bureau: string;
  readonly participants?: readonly { readonly body: string; readonly as: string }[];
  /** Administrators' posts that another body's people hold for this one. */
  readonly administeredBy?: readonly { readonly body: string; readonly role: string }[];
  readonly handlers?: readonly string[];
  readonly stage?: string;
  /** The body that issues the decision and the one that approves an extension, where a pack's procedure names the superior. */
  readonly issuing?: string;
  readonly extending?: string;
}

/** A case as the subject of access. */
export function subjectOf(state: CaseState, rules: Rulebook): Subject {
  return {
    bureau: state.bureau,
    participants: state.participants,
    handlers: state.handlers,
    stage: state.stage,
    issuing: actingBody(state, issuesBySuperior(rules, state)),
    extending: actingBody(state, extendsBySuperior(rules, state)),
  };
}

/** Whether the decision is issued, and its certificate sealed, by the superior. */
export function issuesBySuperior(rules: Rulebook, state: Pick<CaseState, 'kind'>): boolean {
  return rules.procedure(state.kind)?.rule.issuingAuthority === 'superior';
}

/** Whether an extension is approved by the superior: as the guard says, else as the procedure does. */
export function extendsBySuperior(rules: Rulebook, state: Pick<CaseState, 'kind'>): boolean {
  const named = rules.guard('extension-approver', state.kind)?.rule.parameters.approver;
  return (named ?? rules.procedure(state.kind)?.rule.extensionApprover) === 'superior';
}

function actingBody(state: CaseState, bySuperior: boolean): string {
  if (!bySuperior) return state.bureau;
  return state.participants.find((entry) => entry.as === 'superior')?.body ?? state.bureau;
}
