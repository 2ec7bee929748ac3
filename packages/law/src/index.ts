export {
  type CreditCode,
  type CreditCodeFault,
  type CreditCodeHolder,
  completeCreditCode,
  completeOrganisationCode,
  PLACEHOLDER_CREDIT_CODE,
  readCreditCode,
} from './identifiers/credit-code.ts';
export {
  type DocumentNumber,
  type DocumentNumberFault,
  normaliseDocumentNumber,
} from './identifiers/document-number.ts';
export {
  fromSpreadsheetSerial,
  type LegalDate,
  type LegalDateFault,
  LONG_TERM_DATE,
  readLegalDate,
} from './identifiers/legal-date.ts';
export { formatWan, formatYuan, type MoneyFault, readWan, readYuan } from './identifiers/money.ts';
export { type Reading, toHalfWidth } from './identifiers/reading.ts';
export {
  checkResidentId,
  completeResidentId,
  findResidentIds,
  maskResidentIds,
  type ResidentIdStatus,
} from './identifiers/resident-id.ts';
// Packs and duties.
export { type Cite, formatCite } from './cite.ts';
export { addLimit, type CountedLimit, type ExcludedDays, type LimitOptions } from './duties/add-limit.ts';
export { bindingIndex, type Rival } from './duties/binding.ts';
export { type Calendar, type CalendarYear, calendarYearSchema } from './duties/calendar.ts';
export { addDays, addMonths, daysBetween, weekdayName } from './duties/day.ts';
export { dutiesFor, type DutyQuestion, warningDate } from './duties/duties-for.ts';
export type { CaseDuty, Duty, SkippedDay } from './duties/duty.ts';
export { excludedCauses, explainDuty, type Explanation, type StripDay } from './duties/explain-duty.ts';
export { isWorkingDay, type TimeLeft, timeLeft, type WorkingDay, workingDaysBetween } from './duties/working-day.ts';
export type { JsonValue } from './json.ts';
export { checkPack, type PackFinding } from './pack/check.ts';
export { CIRCUMSTANCES, circumstance, type CircumstanceKind, circumstancesHold } from './pack/circumstances.ts';
export { compilePack } from './pack/compile.ts';
export { GUARD_NAMES, type GuardName } from './pack/guards.ts';
export { type Circumstances, composeRulebook, findArticle, type Rulebook, type Sourced, toCite } from './pack/rulebook.ts';
export {
  type ActKind,
  actKinds,
  articleSchema,
  type BureauProfile,
  bureauProfileSchema,
  type ChannelRule,
  type DeadlineRule,
  type EventName,
  eventNames,
  type GroundRule,
  type GuardRule,
  type LegalReviewRule,
  type Limit,
  type Pack,
  packSchema,
  type ProcedureRule,
  type PublicationRule,
  publicationSources,
  type Rank,
  ranks,
  type RequirementRule,
} from './pack/schema.ts';
