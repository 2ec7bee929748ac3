import type { AnyCommand, AnyStart } from '../skeleton.ts';
import { deliberate, makePenaltyDecision } from './decision.ts';
import { recordExecution } from './execution.ts';
import { approveFiling, proposeFiling, refuseFiling } from './filing.ts';
import { holdHearing, notifyHearing } from './hearing.ts';
import {
  presentCredentials,
  recordInterview,
  returnReport,
  reviewReport,
  submitReport,
} from './investigation.ts';
import { answerLegalReview, giveLegalReview, requestLegalReview } from './legal-review.ts';
import { answerStatement, issuePriorNotice, recordStatement, requestHearing } from './notice.ts';

/** Every command of a penalty case besides those that all cases share. */
export const penaltyCommands: readonly AnyCommand[] = [
  approveFiling,
  refuseFiling,
  presentCredentials,
  recordInterview,
  submitReport,
  reviewReport,
  returnReport,
  issuePriorNotice,
  recordStatement,
  answerStatement,
  requestHearing,
  notifyHearing,
  holdHearing,
  requestLegalReview,
  giveLegalReview,
  answerLegalReview,
  deliberate,
  makePenaltyDecision,
  recordExecution,
];

/** The command that opens a penalty case. */
export const penaltyStarts: readonly AnyStart[] = [proposeFiling];
