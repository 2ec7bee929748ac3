// Facts, people and refusals.
// Packs and duties.

// Cases, access, play and the vocabulary.
export { type Actor, type Role, roles } from './access/actor.ts';
export { can } from './access/can.ts';
export { refuseRecording } from './access/recording-access.ts';
export {
  type Account,
  becomesAdministrator,
  isAdministrator,
  refuseAccountChange,
  refuseFirstAdministrators,
  refuseRoles,
  secondPartNeeded,
  secondPersonNeeded,
  takesSecondPerson,
} from './access/separation.ts';
export { extendsBySuperior, issuesBySuperior, type Subject, subjectOf } from './access/subject.ts';
export { type AccessEntry, accessTable, publicationAccess, queryAccess } from './access/table.ts';
export {
  answerViewing,
  askViewing,
  leaveStanding,
  MOST_VIEWING_DAYS,
  type ViewingAnswer,
  type ViewingRequest,
  viewingRequests,
} from './access/viewing-leave.ts';
export {
  type BureauState,
  foldBureau,
  type ImportedYear,
  type Layer,
  type PacksProposal,
  type RecordedActivation,
} from './bureau/bureau-state.ts';
export { checkYear } from './bureau/check-year.ts';
export {
  type BureauCommand,
  type BureauContext,
  bureauCommandSchema,
  decideBureau,
  decideCalendar,
  proposedLawSchema,
  refuseBureau,
} from './bureau/decide.ts';
export { type LawChange, type LawSide, lawChanges } from './bureau/law-changes.ts';
export {
  changeKinds,
  emptyRegister,
  type LawRegister,
  type LinkedItem,
  type LinkedKind,
  linkedItems,
  linkedKinds,
  type RecordedChange,
} from './bureau/law-register-state.ts';
// A bureau's own stream.
export { type MatterCommand, offeredMatters, refuseMatter, toMatter } from './bureau/matters.ts';
export { defaultNumbering, numberingLabels, seriesPattern } from './bureau/numbering.ts';
export { foldOfficers, type Officer, toOfficer } from './bureau/officers.ts';
export {
  applyProfileFact,
  changedSections,
  foldProfile,
  profileFacts,
  refuseEntrusting,
  refuseProfileChange,
} from './bureau/profile.ts';
export { activationsWith, checkProposal, type ProposedLaw } from './bureau/proposed-law.ts';
export {
  type DecisionStatus,
  pointDecisionSchema,
  type RegisteredPoint,
  silentPointRegister,
} from './bureau/silent-points.ts';
export {
  asContinued,
  placesFor,
  predecessorsOf,
  refuseSuccession,
  rolesInPlace,
  type SuccessionAsked,
  successionFacts,
  successorsOf,
} from './bureau/succession.ts';
export { type UpdateDuty, updateDuties } from './bureau/update-duties.ts';
export { presentWitnesses, refuseWitness, type WitnessChange } from './bureau/witnesses.ts';
export { isShown, wasOverOnPaper } from './case/adoption/paper-steps.ts';
export { caseDuties, isLeave, nextDue, type OutsideDates } from './case/case-duties.ts';
export {
  type AttachedRecord,
  type CaseEntry,
  type CaseKind,
  type CaseState,
  type Decision,
  type ExcludedSpan,
  type IssuedDocument,
  type MaterialState,
  type PenaltyState,
  type PermitState,
  type RequirementStatus,
  type Stage,
  stages,
} from './case/case-state.ts';
export { circumstancesOf } from './case/circumstances.ts';
export { type CorrectingNotice, documentRemark, noticesOf } from './case/common/document-remarks.ts';
export { type ChangedWords, changedWords } from './case/common/outdated.ts';
export { unserved } from './case/common/service.ts';
export {
  availableActions,
  type CaseCommand,
  decideCase,
  firstOpenCommand,
  startActions,
} from './case/decide.ts';
export { type DueStanding, dueStanding, isBeforeItsDay, publicationStanding } from './case/due-standing.ts';
export { type DueStep, duePublicationStep, dueStep } from './case/due-step.ts';
export { elapse, nextSilence } from './case/elapse.ts';
export { applyFact, caseBefore, extendCase, foldCase } from './case/fold.ts';
export { decidedFor, handledBy } from './case/handled-by.ts';
export { InputError, type InputProblem } from './case/input-error.ts';
export { type LateEntry, lateEntry } from './case/late-entry.ts';
export { beganOn, endedOn } from './case/open-case.ts';
export { documentTitle } from './case/outcome.ts';
export { hearingRequestEnd } from './case/penalty/elapse.ts';
export { reviewPoints } from './case/penalty/legal-review.ts';
export {
  hasHearingRight,
  isMajor,
  type MajorTrigger,
  majorTriggers,
  penaltyCircumstances,
} from './case/penalty/major.ts';
export { penaltyWords } from './case/penalty/penalty-words.ts';
export { materialRequirements } from './case/permit/material-requirements.ts';
export { type CheckedMaterial, materialsOf } from './case/permit/permit-of.ts';
export { processRecords, type StageRecords } from './case/process-records.ts';
export { ERASED_TEXT } from './case/read-fact.ts';
export { commandSpecs, findCommand, findStart, startSpecs } from './case/registry.ts';
export { allRequirementsFor, isLacking, requirementsFor } from './case/requirements.ts';
export type {
  ActingBody,
  AnyCommand,
  AnyStart,
  AvailableAction,
  CaseContext,
  CommandSpec,
  DocumentOrder,
  FieldControl,
  FormField,
  NumberSource,
  Outcome,
  StartSpec,
} from './case/skeleton.ts';
export { type RailStep, stageLabels, stageRail } from './case/stage-rail.ts';
export { stepAsks } from './case/step-asks.ts';
export { startsOfOthers, type Turn, turnsOfOthers } from './case/turns.ts';
export { type Cite, formatCite } from './cite.ts';
export { addLimit, type CountedLimit, type ExcludedDays, type LimitOptions } from './duties/add-limit.ts';
export { bindingIndex, type Rival } from './duties/binding.ts';
export { type Calendar, type CalendarYear, calendarYearSchema } from './duties/calendar.ts';
export { type CalendarNote, calendarNotes } from './duties/calendar-notes.ts';
export { type ScheduledStep, scheduleChain } from './duties/chain-steps.ts';
export { type ComparedDuty, compareDuties } from './duties/compare-duties.ts';
export { addDays, addMonths, daysBetween, toDayNumber, weekdayName } from './duties/day.ts';
export { type DueDate, dueDate } from './duties/due-date.ts';
export { type DutyQuestion, dutiesFor, extendableDuties, warningDate } from './duties/duties-for.ts';
export type { CaseDuty, Duty, SkippedDay } from './duties/duty.ts';
export { type Explanation, excludedCauses, explainDuty, type StripDay } from './duties/explain-duty.ts';
export { deadlineSentence, type StandingDuty, standingDuties } from './duties/standing-duties.ts';
export {
  isWorkingDay,
  type TimeLeft,
  timeLeft,
  type WorkingDay,
  workingDaysBetween,
} from './duties/working-day.ts';
export { misfitOf } from './facts/check-fact.ts';
export { type SealedCounts, type SealedRow, sealedCountsSchema } from './facts/counts-facts.ts';
export {
  type Attachment,
  attachmentSchema,
  type Fact,
  type FactType,
  type FactTypeName,
  factTypes,
  type Party,
  type Penalty,
  partySchema,
  penaltySchema,
  penaltyTypes,
  type RecordedFact,
  serviceMethods,
} from './facts/fact-types.ts';
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
export { quoteWritten } from './identifiers/quote-written.ts';
export { type Reading, toHalfWidth } from './identifiers/reading.ts';
export {
  checkResidentId,
  completeResidentId,
  findResidentIds,
  maskResidentIds,
  type ResidentIdStatus,
} from './identifiers/resident-id.ts';
export { shortened } from './identifiers/shortened.ts';
export type { JsonValue } from './json.ts';
export {
  type EntrustedPost,
  type Matter,
  type MatterInput,
  matterInputSchema,
  type NamedWitness,
  type ProfileChange,
  profileChangeSchema,
  type Witness,
  witnessSchema,
} from './pack/bureau-profile.ts';
export { checkPack, type PackFinding } from './pack/check.ts';
export {
  CIRCUMSTANCES,
  type CircumstanceKind,
  circumstance,
  circumstancesHold,
  namedValues,
} from './pack/circumstances.ts';
export { compilePack } from './pack/compile.ts';
export { pointWords, withDecisions } from './pack/decided-points.ts';
export { diffPacks, type Moment, momentSentences, type PackChange } from './pack/diff.ts';
export { type Achievement, achievements } from './pack/events.ts';
export { withOption } from './pack/follow-option.ts';
export { type DraftBody, draftFrom, emptyDraft, toDraftBody } from './pack/form/draft-body.ts';
export type {
  FormAlternative,
  FormNode,
  FormOption,
  FormReference,
  FormSection,
  PackField,
} from './pack/form/form-node.ts';
export { alternativeOf, emptyValue, withoutDefaults } from './pack/form/form-value.ts';
export { packForm } from './pack/form/pack-form.ts';
export { placeName } from './pack/form/place-name.ts';
export { type DraftReading, readDraft } from './pack/form/read-draft.ts';
export { GUARD_NAMES, type GuardName } from './pack/guards.ts';
export type { PointDecision } from './pack/held-pack.ts';
export { packJsonSchema } from './pack/json-schema.ts';
export { keptUntil, retentionFor } from './pack/kept-until.ts';
export { type Activation, packsFrozen, packsOn } from './pack/law-in-force.ts';
export {
  type Circumstances,
  composeRulebook,
  findArticle,
  type HeldPack,
  type Rulebook,
  rulebookOf,
  type Sourced,
  toCite,
} from './pack/rulebook.ts';
export { type LawMoments, rulebookOver } from './pack/rulebook-over.ts';
export { type ArticleRule, chainWords, type PointUse, rulesByArticle } from './pack/rules-by-article.ts';
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
  type PointOption,
  type ProcedureRule,
  type PublicationRule,
  packSchema,
  publicationSources,
  type Rank,
  type RequirementRule,
  ranks,
  type SilentPoint,
} from './pack/schema.ts';
export { REPORTING, type SchemaProblem, schemaProblems } from './pack/schema-problems.ts';
export { type PackSection, sectionLabels } from './pack/section-labels.ts';
export { spanWords } from './pack/span-words.ts';
export { reaches, thresholdsFor, thresholdsReached } from './pack/thresholds.ts';
export {
  type PlayActor,
  type PlayedStep,
  type PlayResources,
  type PlayResult,
  type PlayStep,
  play,
} from './play.ts';
export {
  availablePublicationActions,
  decidePublication,
  type PublicationCommand,
  publicationCommands,
} from './publication/decide.ts';
export {
  type DraftOptions,
  draftPublication,
  mainChannel,
  type PublicationDraft,
  type PublicationSignal,
  publishDuty,
} from './publication/draft.ts';
export { type Ground, groundById, groundsForField, groundsForItem } from './publication/grounds.ts';
export {
  endOfImported,
  endsOn,
  type ImportedTerm,
  importedTermOver,
  type TermOver,
} from './publication/imported-term.ts';
export { carrierStates, type PublicBody, publicBody, publicTitle } from './publication/public-body.ts';
export type { PublicationContext } from './publication/publication-command.ts';
export {
  foldPublication,
  type PublicationState,
  type PublicationStatus,
  type PublicCite,
  type Withdrawal,
  type WithdrawalCause,
  type WithheldField,
} from './publication/publication-state.ts';
export {
  coverPersonalData,
  isMinorOn,
  type PersonalData,
  personalDataLabels,
  screenText,
} from './publication/screening.ts';
export type { PublicationNames } from './publication/source-values.ts';
export {
  type CompletenessColumn,
  columnOf,
  completenessColumns,
  type Standing,
  standingOf,
  withheldGround,
} from './publication/standing.ts';
export { confirmedOnMain, outsideDates, timelinessOn } from './publication/timeliness.ts';
export { type Refusal, RuleError } from './rule-error.ts';
export * from './terms.ts';
