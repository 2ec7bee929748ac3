import { createHash } from 'node:crypto';
import { ask, randomQuestions } from './random-questions.ts';

/** SHA-256 over every duty of the same random events, to compare runs with one another. */
export function digestOfDuties(): string {
  const hash = createHash('sha256');
  let left = 1500;
  for (const question of randomQuestions(11)) {
    hash.update(JSON.stringify(ask(question)));
    if (--left === 0) break;
  }
  return hash.digest('hex');
}
