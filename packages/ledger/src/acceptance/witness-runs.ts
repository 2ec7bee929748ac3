import { parseVkey } from '../log/vkey.ts';
import { judgeCheckpoint, type SeenHead } from '../log/witness.ts';
import type { Run, Tally } from './run.ts';

type WitnessVectors = {
  logVkey: string;
  requests: { body: string; status: number; assert: string }[];
};

/** The vector file of requests in order to one witness that has seen nothing yet. */
export const witnessRuns: Readonly<Record<string, Run>> = { 'witness-add-checkpoint.json': addCheckpoint };

function addCheckpoint({ logVkey, requests }: WitnessVectors, counts: Tally): void {
  const log = parseVkey(logVkey);
  let last: SeenHead | undefined;
  for (const [index, { body, status, assert }] of requests.entries()) {
    const answer = judgeCheckpoint(
      body,
      (origin) => (origin === log.name ? log : undefined),
      () => last,
    );
    if (answer.status === 200) last = answer.seen;
    // The specification asks for 404 where this script of an older edition says 403.
    const expected = assert.includes('unknown log') ? 404 : status;
    counts.same(`status of request ${index + 1}`, answer.status, expected);
    const text = /^body (?:contains|==) "(.+)"$/.exec(assert)?.[1]?.replace('\\n', '\n') ?? '';
    if (answer.status !== 200) counts.check(`body of request ${index + 1}`, () => answer.body.includes(text));
  }
}
