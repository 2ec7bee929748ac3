import { type Policy, type PolicyWitness, parseVkey } from '@mingjing/ledger';
import type pg from 'pg';
import { describeError, type Log } from '../platform/log.ts';
import { askWitness, WitnessUnwilling } from './ask-witness.ts';
import { readAllLogs } from './logs.ts';

/** Has every log's newest head signed by the witnesses of an installation. */
export interface Witnessing {
  /** Asks every witness now, whatever the pace; for tests. */
  round(): Promise<void>;
  stop(): Promise<void>;
}

/** How soon after a quiet time a new head is sent, and how often at most while heads come all the time. */
const LOOK = 2_000;
const PACE = 10_000;
const LONGEST = 10 * 60_000;

/** Starts asking; a witness that fails is left alone for longer each time. */
export function startWitnessing(options: {
  readonly pool: pg.Pool;
  /** Who witnesses a bureau's log, as it stands now. */
  readonly policyOf: (bureau: string) => Policy;
  readonly now: () => Date;
  readonly log: Pick<Log, 'warn'>;
  readonly every?: number;
}): Witnessing {
  const { pool, policyOf, log } = options;
  const paces = new Map<string, { next: number; failures: number }>();

  const askOne = async (bureau: string, vkey: string, witness: Addressed, isForced: boolean) => {
    const key = `${bureau} ${witness.verifier.vkey}`;
    const pace = paces.get(key) ?? { next: 0, failures: 0 };
    if (!isForced && performance.now() < pace.next) return;
    try {
      const asked = await askWitness(pool, { bureau, verifier: parseVkey(vkey) }, witness, options.now);
      if (asked === 'contradicted') log.warn('witness-contradicts-log', { witness: witness.name });
      const pause = asked === 'nothing-new' ? 0 : asked === 'signed' ? PACE : LONGEST;
      paces.set(key, { next: performance.now() + pause, failures: 0 });
    } catch (error) {
      const failures = pace.failures + 1;
      const pause = Math.min(LONGEST, PACE * 2 ** (failures - 1));
      paces.set(key, { next: performance.now() + pause, failures });
      log.warn('asking-witness-failed', {
        witness: witness.name,
        ...(error instanceof WitnessUnwilling ? { status: error.status } : describeError(error)),
      });
    }
  };
  const askAll = async (isForced: boolean) => {
    for (const { id, bureau, vkey, current } of await readAllLogs(pool)) {
      if (!current) continue;
      const asking = policyOf(bureau).witnesses.filter(hasAddress);
      await Promise.all(asking.map((witness) => askOne(id, vkey, witness, isForced)));
    }
  };
  let running: Promise<void> = Promise.resolve();
  let waiting = false;
  const next = (isForced: boolean) => {
    running = running.catch(() => undefined).then(() => askAll(isForced));
    return running;
  };
  const look = () => {
    // A round that takes long is not joined by a second one.
    if (waiting) return;
    waiting = true;
    next(false)
      .catch((error: unknown) => log.warn('witnessing-failed', describeError(error)))
      .finally(() => {
        waiting = false;
      });
  };
  const timer = setInterval(look, options.every ?? LOOK);
  timer.unref();
  return {
    round: () => next(true),
    stop: async () => {
      clearInterval(timer);
      await running.catch(() => undefined);
    },
  };
}

type Addressed = PolicyWitness & { readonly url: string };

const hasAddress = (witness: PolicyWitness): witness is Addressed => witness.url !== undefined;
