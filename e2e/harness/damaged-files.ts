import type { Page } from 'playwright-core';
import { verifyAnything } from '../../packages/ledger/src/case-file/verify-anything.ts';
import { deflated, packHostile } from '../../packages/ledger/src/testing/hostile-zips.ts';
import { chanceFrom, mutated } from '../../packages/ledger/src/testing/mutate.ts';
import { packZip, sampleCaseFiles } from '../../packages/ledger/src/testing/sample-case-file.ts';
import { sampleForkProof, sampleProofFile } from '../../packages/ledger/src/testing/sample-proofs.ts';
import { heldBytes } from '../../packages/ledger/src/zip/byte-source.ts';

/** What the page is given besides damaged bytes: files of every kind it knows, one of them deflated as a person's own program would. */
const wholes = (): readonly Uint8Array[] => {
  const files = sampleCaseFiles();
  const byOthers = packHostile([...files].map(([path, bytes]) => deflated(path, bytes)));
  return [packZip(files), byOthers, sampleProofFile(1), sampleForkProof()];
};

/**
 * Gives the open verifier page so many damaged case files and proofs, one after another, and answers a sentence for each on
 * which it says nothing, or something else than the verifier says on Node. The same seed gives the same damages.
 */
export async function giveDamagedFiles(page: Page, count: number, seed: number): Promise<readonly string[]> {
  const chance = chanceFrom(seed);
  const targets = wholes();
  const wrong: string[] = [];
  page.on('pageerror', (error) => wrong.push(`the page threw ${error.message}`));
  page.on('crash', () => wrong.push('the page crashed'));
  for (let done = 0; done < count; done += TOGETHER) {
    const batch = Array.from({ length: Math.min(TOGETHER, count - done) }, () => {
      const whole = targets[chance(targets.length)] as Uint8Array;
      return mutated(whole, targets[chance(targets.length)] as Uint8Array, chance);
    });
    // The whole ones go with the first, so that a page that refuses everything is noticed.
    if (done === 0) batch.push(...targets);
    const said = await page.evaluate<readonly string[]>(`(${GIVE})(${JSON.stringify(batch.map(toText))})`);
    for (const [i, bytes] of batch.entries()) {
      const { ok } = await verifyAnything(heldBytes(bytes));
      const expected = ok ? 'verdict holds' : 'verdict fails';
      if (said[i] !== expected)
        wrong.push(`seed ${seed}, round ${done + i}: ${said[i]} instead of ${expected}`);
    }
  }
  return wrong;
}

const TOGETHER = 200;
const toText = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** Runs inside the page: chooses each file as a person does, and waits for what the page shows. */
const GIVE = `async (files) => {
  const [chooser, result, status] = ['file', 'result', 'status'].map((id) => document.getElementById(id));
  const shown = () => result.querySelector('article')?.className ?? (status.textContent.startsWith('正在') ? '' : status.textContent);
  const said = [];
  for (const text of files) {
    const chosen = new DataTransfer();
    chosen.items.add(new File([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))], 'damaged.zip'));
    chooser.files = chosen.files;
    chooser.dispatchEvent(new Event('change'));
    const patience = Date.now() + 20000;
    while (shown() === '' && Date.now() < patience) await new Promise((resolve) => setTimeout(resolve));
    said.push(shown() || 'nothing');
  }
  return said;
}`;
