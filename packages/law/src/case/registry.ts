import { adoptPenaltyCase, adoptPermitCase } from './adoption/adopt-case.ts';
import { commonCommands } from './common/commands.ts';
import { penaltyCommands, penaltyStarts } from './penalty/commands.ts';
import { permitCommands } from './permit/commands.ts';
import { receiveApplication } from './permit/receive-application.ts';
import type { AnyCommand, AnyStart } from './skeleton.ts';

/** Every command that acts on an open case, in one list: the office, the API, the permission matrix and the docs read it. */
export const commandSpecs: readonly AnyCommand[] = [...permitCommands, ...penaltyCommands, ...commonCommands];

/** Every command that opens a case. */
export const startSpecs: readonly AnyStart[] = [
  receiveApplication,
  ...penaltyStarts,
  adoptPermitCase,
  adoptPenaltyCase,
];

const commandsByType = new Map(commandSpecs.map((spec) => [spec.type, spec]));
const startsByType = new Map(startSpecs.map((spec) => [spec.type, spec]));

export function findCommand(type: string): AnyCommand | undefined {
  return commandsByType.get(type);
}

export function findStart(type: string): AnyStart | undefined {
  return startsByType.get(type);
}
