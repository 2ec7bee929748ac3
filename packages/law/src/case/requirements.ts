import type { Circumstances, Rulebook, Sourced } from '../pack/rulebook.ts';
import type { RequirementRule } from '../pack/schema.ts';
import type { Refusal } from '../rule-error.ts';
import { isOnlyOnPaper } from './adoption/paper-steps.ts';
import type { CaseState, RequirementStatus } from './case-state.ts';
import { circumstancesOf } from './circumstances.ts';
import { refusal } from './guards.ts';
import { penaltyCircumstances } from './penalty/major.ts';

/** The records that a command asks for in this case, with what stands for each and what lacks. */
export function requirementsFor(
  state: CaseState,
  rules: Rulebook,
  command: string,
  extra: Circumstances = {},
): readonly RequirementStatus[] {
  // Most commands ask for no record, whatever the circumstances.
  if (!rules.allRequirements(state.kind).some(({ rule }) => rule.before === command)) return [];
  const own = state.kind === 'penalty' ? penaltyCircumstances(state, rules) : circumstancesOf(state, rules);
  const counts = countRecords(state);
  return rules
    .requirements(state.kind, command, { ...own, ...extra })
    .map((rule) => toStatus(state, counts, rule));
}

/** Every record the case may need at some step, for the list of what to attach. */
export function allRequirementsFor(state: CaseState, rules: Rulebook): readonly RequirementStatus[] {
  const counts = countRecords(state);
  return rules.allRequirements(state.kind).map((rule) => toStatus(state, counts, rule));
}

/** The same for one requirement; undefined where the kind knows none of that name. */
export function requirementOf(state: CaseState, rules: Rulebook, id: string): RequirementStatus | undefined {
  const found = rules.allRequirements(state.kind).find(({ rule }) => rule.id === id);
  return found && toStatus(state, countRecords(state), found);
}

/** How many records stand for each requirement. */
function countRecords(state: CaseState): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { requirement } of state.records) counts.set(requirement, (counts.get(requirement) ?? 0) + 1);
  return counts;
}

/** Whether a record must stand (or be waived with a reason) before the command: as-needed records block only where waivable. */
export function isLacking(status: RequirementStatus): boolean {
  return !status.met && !status.waived && (status.modality === 'must' || status.waivable);
}

/** Why the command cannot be carried out for want of records, naming all that lack. */
export function refuseMissingRecords(
  state: CaseState,
  rules: Rulebook,
  command: string,
  extra: Circumstances = {},
): Refusal | undefined {
  if (!rules.guard('records-complete', state.kind)) return undefined;
  const lacking = requirementsFor(state, rules, command, extra).filter(isLacking);
  const first = lacking[0];
  if (!first) return undefined;
  const names = lacking.map((status) => status.name).join('、');
  return refusal('records-missing', `还缺 ${lacking.length} 项：${names}。`, first.cite);
}

/** What stands for a record that paper alone holds. */
export const ON_PAPER_ALONE = '纸质办理，见扫描件';

function toStatus(
  state: CaseState,
  counts: ReadonlyMap<string, number>,
  { rule, cite }: Sourced<RequirementRule>,
): RequirementStatus {
  const records = counts.get(rule.id) ?? 0;
  const made = rule.satisfiedBy.filter((name) => isMade(state, name));
  const waived = isWaivable(rule) && state.waived.includes(rule.id);
  const met = records > 0 || made.length > 0;
  return {
    id: rule.id,
    name: rule.name,
    medium: rule.medium,
    modality: rule.modality,
    waivable: isWaivable(rule),
    metadata: rule.metadata,
    met,
    waived,
    found:
      records === 0 && made.length > 0 && made.every((name) => isOnlyOnPaper(name, state))
        ? ON_PAPER_ALONE
        : describe(records, made.length, waived, rule.medium),
    cite,
  };
}

function isWaivable(rule: RequirementRule): boolean {
  return rule.waivable && rule.modality === 'as-needed' && rule.medium === 'recording';
}

/** A name in `satisfiedBy` is a type of fact or the template of a document the product made. */
function isMade(state: CaseState, name: string): boolean {
  return state.dates[name] !== undefined || state.documents.some((document) => document.template === name);
}

function describe(records: number, made: number, waived: boolean, medium: 'document' | 'recording'): string {
  if (records > 0) return medium === 'recording' ? `已有音像记录 ${records} 件` : `已有文书 ${records} 件`;
  if (made > 0) return '系统已生成';
  if (waived) return '已说明：文字记录足以';
  return medium === 'recording' ? '缺音像记录' : '缺文书';
}
