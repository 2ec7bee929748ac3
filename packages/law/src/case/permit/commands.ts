import type { AnyCommand } from '../skeleton.ts';
import { approveOpinion, returnOpinion, reviewOpinion, submitOpinion } from './chain.ts';
import { handOver, makePermitDecision, sealCertificate, terminate } from './decision.ts';
import { assignHandlers, completeSiteCheck, excludeTime, resumeTime } from './examination.ts';
import { approveExtension, refuseExtension, requestExtension } from './extension.ts';
import {
  acceptApplication,
  checkMaterials,
  declineApplication,
  receiveSupplement,
  rejectApplication,
  requestSupplement,
} from './intake.ts';

/** The commands of a permit case, in the order of its course. */
export const permitCommands: readonly AnyCommand[] = [
  checkMaterials,
  acceptApplication,
  requestSupplement,
  receiveSupplement,
  declineApplication,
  rejectApplication,
  assignHandlers,
  excludeTime,
  resumeTime,
  requestExtension,
  approveExtension,
  refuseExtension,
  completeSiteCheck,
  submitOpinion,
  reviewOpinion,
  returnOpinion,
  approveOpinion,
  makePermitDecision,
  handOver,
  sealCertificate,
  terminate,
];
