import { adoptionCommands } from '../adoption/confirm-adoption.ts';
import type { AnyCommand } from '../skeleton.ts';
import { confirmCorrection, proposeCorrection, refuseCorrection } from './correction.ts';
import {
  confirmDocumentCorrection,
  proposeDocumentCorrection,
  refuseDocumentCorrection,
} from './document-correction.ts';
import { archiveCase, closeCase, recordRevocation } from './ending.ts';
import { confirmErasure, proposeErasure } from './erasure.ts';
import { endParticipant, nameParticipant } from './participants.ts';
import { attachRecord, waiveRecording } from './records.ts';
import { remakeDocument } from './remake.ts';
import { serveDocument } from './service.ts';
import { supervisionCommands } from './supervision.ts';
import { takeOverCase } from './take-over.ts';

/** The commands that permit and penalty cases share. */
export const commonCommands: readonly AnyCommand[] = [
  ...adoptionCommands,
  serveDocument,
  remakeDocument,
  attachRecord,
  waiveRecording,
  closeCase,
  archiveCase,
  recordRevocation,
  proposeCorrection,
  confirmCorrection,
  refuseCorrection,
  proposeDocumentCorrection,
  confirmDocumentCorrection,
  refuseDocumentCorrection,
  nameParticipant,
  endParticipant,
  takeOverCase,
  ...supervisionCommands,
  proposeErasure,
  confirmErasure,
];
