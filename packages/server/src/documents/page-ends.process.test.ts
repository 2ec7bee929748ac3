import { execFileSync } from 'node:child_process';
import { afterAll, describe, expect, test } from 'vitest';
import { canReadPdf } from '../testing/printed-page.ts';
import { closeDocuments, type DocumentRequest, renderDocument } from './render-document.ts';
import { sampleDocuments } from './sample-documents.ts';

/** The letters, each with the running text that a test lets grow line by line. */
const letters = {
  'acceptance-decision': 'basis',
  'prior-notice': 'facts',
  'permit-decision': 'content',
  'refusal-decision': 'reasons',
  'extension-notice': 'reasons',
  'no-penalty-decision': 'facts',
} as const;

afterAll(closeDocuments);

describe.skipIf(!canReadPdf)('党政机关公文格式（GB/T 9704）: the page of the signature', () => {
  test.each(Object.entries(letters))(
    '%s: stands neither alone nor with the contacts alone, and never leaves a quarter of the page before it empty, however long the text',
    async (template, field) => {
      for (let lines = 0; lines < 14; lines += 1) {
        const pdf = await renderDocument(grown(template, field, lines));
        const pages = pagesOf(pdf);
        if (pages.length > 1)
          expect([lines, firstWords(pdf, pages.length)]).not.toEqual([lines, expect.stringMatching(/^联系/)]);
        const last = pages.at(-1) ?? [];
        expect([lines, last.length > 2]).toEqual([lines, true]);
        const lowest = pages.slice(0, -1).map((page) => Math.max(...page));
        for (const foot of lowest) expect([lines, foot > TOP + 0.75 * (BOTTOM - TOP)]).toEqual([lines, true]);
      }
    },
    120_000,
  );
});

const MILLIMETRE = 72 / 25.4;
const TOP = 37 * MILLIMETRE;
const BOTTOM = (297 - 35) * MILLIMETRE;

function grown(template: string, field: string, lines: number): DocumentRequest {
  const [sample] = sampleDocuments().filter((one) => one.template === template);
  const data = { ...sample?.data } as Record<string, unknown>;
  if (template === 'prior-notice')
    Object.assign(data, { hearing: undefined, evidence: '现场笔录一份。', facts: '当事人未报送。' });
  const text = `${String(data[field])}${'依'.repeat(28 * lines)}`;
  return {
    template,
    demo: true,
    data: { ...data, ...(data.contact ? { contact } : {}), [field]: text },
  } as DocumentRequest;
}

const firstWords = (pdf: Uint8Array, page: number): string =>
  execFileSync('pdftotext', ['-f', String(page), '-', '-'], { input: pdf, encoding: 'utf8' })
    .replaceAll(/演示数据|不具有法律效力/g, '')
    .trim();

// Of two lines, as most bureaux have them.
const contact = {
  phone: '0317-0000000（演示）',
  address: '河北省沧州市南大港产业园区示例路 1 号（演示）',
  postcode: '061103',
};

/** For each page the feet of its lines between the margins, in points from the top. */
function pagesOf(pdf: Uint8Array): readonly (readonly number[])[] {
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
