import { execFileSync } from 'node:child_process';
import { afterAll, describe, expect, test } from 'vitest';
import { canReadPdf } from '../testing/printed-page.ts';
import { closeDocuments, type DocumentRequest, renderDocument } from './render-document.ts';
import { sampleDocuments } from './sample-documents.ts';

/** The letters, each with the running text that a test lets grow line by line. */
const letters = {
  'permit-decision': 'content',
  'refusal-decision': 'reasons',
  'extension-notice': 'reasons',
  'no-penalty-decision': 'facts',
} as const;

afterAll(closeDocuments);

describe.skipIf(!canReadPdf)('党政机关公文格式（GB/T 9704）: the page of the signature', () => {
  test.each(Object.entries(letters))(
    '%s: never stands alone and never leaves a quarter of the page before it empty, however long the text',
    async (template, field) => {
      for (let lines = 0; lines < 14; lines += 1) {
        const pages = await pagesOf(grown(template, field, lines));
        const last = pages.at(-1) ?? [];
        expect([lines, last.length > 2]).toEqual([lines, true]);
        const lowest = pages.slice(0, -1).map((page) => Math.max(...page));
        for (const foot of lowest) expect([lines, foot > TOP + 0.75 * (BOTTOM - TOP)]).toEqual([lines, true]);
      }
    },
    60_000,
  );
});

const MILLIMETRE = 72 / 25.4;
const TOP = 37 * MILLIMETRE;
const BOTTOM = (297 - 35) * MILLIMETRE;

function grown(template: string, field: string, lines: number): DocumentRequest {
  const [sample] = sampleDocuments().filter((one) => one.template === template);
  const data = { ...sample?.data } as Record<string, unknown>;
  const text = `${String(data[field])}${'依'.repeat(28 * lines)}`;
  return { template, demo: true, data: { ...data, [field]: text } } as DocumentRequest;
}

/** For each page the feet of its lines between the margins, in points from the top. */
async function pagesOf(request: DocumentRequest): Promise<readonly (readonly number[])[]> {
  const pdf = await renderDocument(request);
  const boxes = execFileSync('pdftotext', ['-bbox', '-', '-'], { input: pdf, encoding: 'utf8' });
  return boxes
    .split('<page ')
    .slice(1)
    .map((page) => [
      ...new Set(
        [...page.matchAll(/yMax="([\d.]+)">(?!印章位置)/g)]
          .map(([, foot]) => Math.round(Number(foot) / 4) * 4)
          .filter((foot) => foot > TOP && foot < BOTTOM),
      ),
    ]);
}
