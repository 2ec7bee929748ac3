import { execFileSync } from 'node:child_process';
import { afterAll, describe, expect, test } from 'vitest';
import { canReadPdf } from '../testing/printed-page.ts';
import { DocumentError } from './document-error.ts';
import {
  closeDocuments,
  createDocumentRenderer,
  type DocumentRequest,
  documentProblems,
  renderDocument,
} from './render-document.ts';
import { sampleDocuments } from './sample-documents.ts';
import { documentTemplates } from './templates.ts';

const samples = sampleDocuments();
const penaltyDecision = sampleOf('penalty-decision');

afterAll(closeDocuments);

describe('every template', () => {
  test('has a specimen', () => {
    expect(samples.map((one) => one.template).sort()).toEqual(Object.keys(documentTemplates).sort());
  });

  test.for(samples)(
    '$template prints its specimen with title, bureau, date and the demonstration mark',
    async (sample, { skip }) => {
      const pdf = await renderDocument(sample);
      expect(isPdf(pdf)).toBe(true);
      skip(!canReadPdf);
      const text = textOf(pdf);
      const title = documentTemplates[sample.template].title;
      for (const words of [title, sample.data.bureau, '演示数据']) expect(text).toContain(words);
      for (const words of valuesOf({ ...sample.data, party: null })) expect(text).toContain(words);
    },
  );

  test.for(samples)('$template carries long, rare and hostile text as text', async (sample, { skip }) => {
    const hostile = '#panic() $x$ *b* \\ "q" <a> [c] _d_ @e //f `g` 𬱖喆 ￥5,000';
    const filled = withText(sample, (value) => `${value}${hostile}${'长'.repeat(150)}`);
    const pdf = await renderDocument(filled);
    expect(pageCount(pdf)).toBeGreaterThanOrEqual(1);
    skip(!canReadPdf);
    const text = textOf(pdf);
    for (const words of ['#panic()$x$*b*\\', '@e//f`g`𬱖喆￥5,000']) expect(text).toContain(words);
  });

  test.each(samples)('$template refuses data it does not know and data without a bureau', (sample) => {
    expect(documentProblems(sample.template, { ...sample.data, surprise: 1 })).not.toEqual([]);
    expect(documentProblems(sample.template, { ...sample.data, bureau: ' ' })).toContain('bureau：不得为空');
    expect(documentProblems(sample.template, { ...sample.data, date: '2025-02-30' })).toEqual([
      'date：日期须为 YYYY-MM-DD',
    ]);
  });
});

describe('the page', () => {
  test.skipIf(!canReadPdf).each(samples)(
    '$template keeps names and addresses without a space inside its margins',
    async (sample) => {
      const pdf = await renderDocument(withText(sample, (value) => `${value}${'abc123/'.repeat(24)}`));
      const boxes = execFileSync('pdftotext', ['-bbox', '-', '-'], { input: pdf, encoding: 'utf8' });
      const punctuationOverhang = 3.5;
      const rightmost = Math.max(...[...boxes.matchAll(/xMax="([\d.]+)"/g)].map((match) => Number(match[1])));
      expect(rightmost).toBeLessThan(((210 - 26 + punctuationOverhang) / 25.4) * 72);
    },
  );

  test.skipIf(!canReadPdf).each(samples)('$template is set on A4 throughout', async (sample) => {
    const long = await renderDocument(withText(sample, (value) => `${value}${'长'.repeat(400)}`));
    const told = execFileSync('pdfinfo', ['-l', '99', '-'], {
      input: long,
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const sizes = [...told.matchAll(/^Page +\d+ size: +([\d.]+) x ([\d.]+) pts/gm)];
    expect(sizes).toHaveLength(pageCount(long));
    for (const [, width, height] of sizes)
      expect([Math.round(Number(width)), Math.round(Number(height))]).toEqual([595, 842]);
  });

  test('a document longer than a million characters is refused before it is set', async () => {
    const sample = sampleOf('supplement-notice');
    const item = { material: '材料', problem: '缺'.repeat(20_000), remedy: '补'.repeat(20_000) };
    const data = { ...sample.data, items: Array.from({ length: 30 }, () => item) };
    await expect(renderDocument({ ...sample, data })).rejects.toMatchObject({
      code: 'document-data-invalid',
    });
  });
});

describe('行政处罚法第五十九条', () => {
  test.skipIf(!canReadPdf)(
    'the decision states the six items, the defence, payment in 15 days and 3% a day',
    async () => {
      const text = textOf(await renderDocument(penaltyDecision));
      const { party, remedies } = penaltyDecision.data;
      for (const words of [
        party.name,
        party.address,
        '以上事实，有下列证据证明',
        '不予采纳',
        remedies.court,
      ]) {
        expect(text).toContain(words);
      }
      for (const words of [
        '20,000元（人民币贰万元整）',
        '15日内（《中华人民共和国行政处罚法》第六十七条第三款）',
        '每日按罚款数额的3%',
        '60日内',
        '6个月内',
        '2025年11月18日',
      ]) {
        expect(text).toContain(words);
      }
    },
  );

  test('a fine without a way to pay, or no way to perform at all, is refused', () => {
    const { payment: _, ...unpaid } = penaltyDecision.data;
    expect(documentProblems('penalty-decision', unpaid).map(fieldOf)).toEqual(['payment', 'performance']);
  });

  test('a decision without the address of the party is refused', () => {
    const { address: _, ...party } = penaltyDecision.data.party;
    expect(documentProblems('penalty-decision', { ...penaltyDecision.data, party }).map(fieldOf)).toEqual([
      'party.address',
    ]);
  });
});

describe('行政处罚法第四十二条', () => {
  test.each(['interview-record'] as const)('%s names at least two officers', (id) => {
    const { data } = sampleOf(id);
    const alone = { ...data, officers: data.officers.slice(0, 1) };
    expect(documentProblems(id, alone)).toEqual(['officers：执法人员不得少于两人']);
  });
});

describe('南大港全过程记录实施办法', () => {
  test('第六条 every missing material is told, over several pages, with the heading repeated', async ({
    skip,
  }) => {
    const sample = sampleOf('supplement-notice');
    const items = Array.from({ length: 80 }, (_, index) => ({
      material: `材料${index + 1}`,
      problem: '未提交',
      remedy: '提交原件一份',
    }));
    const pdf = await renderDocument({ ...sample, data: { ...sample.data, items } });
    expect(pageCount(pdf)).toBeGreaterThan(2);
    skip(!canReadPdf);
    const text = textOf(pdf);
    expect(text).toContain('材料80');
    expect(text.split('补正要求').length - 1).toBeGreaterThan(2);
  });

  test('第七条 a matter outside the powers needs the right organ', () => {
    const { competentOrgan: _, ...data } = sampleOf('non-acceptance-decision').data;
    expect(documentProblems('non-acceptance-decision', data).map(fieldOf)).toEqual(['competentOrgan']);
  });

  test('第十三条 a refusal based on a test needs the report attached', () => {
    const { attachments: _, ...data } = sampleOf('refusal-decision').data;
    expect(documentProblems('refusal-decision', data).map(fieldOf)).toEqual(['attachments']);
  });
});

describe('the renderer', () => {
  test('gives the same bytes for the same request, in another process too', async () => {
    const other = createDocumentRenderer();
    const [first, second, third] = await Promise.all([
      renderDocument(penaltyDecision),
      renderDocument(penaltyDecision),
      other.render(penaltyDecision),
    ]);
    other.close();
    expect(Buffer.from(first).equals(second)).toBe(true);
    expect(Buffer.from(first).equals(third)).toBe(true);
  });

  test('keeps working across replaced processes and in order', async () => {
    const renderer = createDocumentRenderer({ documentsPerProcess: 2 });
    const pdfs = await Promise.all(samples.slice(0, 7).map((sample) => renderer.render(sample)));
    renderer.close();
    expect(pdfs.every(isPdf)).toBe(true);
  });

  test('stops a document that takes too long', async () => {
    const renderer = createDocumentRenderer({ timeLimit: 1 });
    await expect(renderer.render(penaltyDecision)).rejects.toMatchObject({ code: 'document-timeout' });
    renderer.close();
  });

  test('refuses work beyond the queue and what waits when it is closed', async () => {
    const renderer = createDocumentRenderer({ queueLimit: 1 });
    const running = renderer.render(penaltyDecision);
    const waiting = renderer.render(penaltyDecision);
    await expect(renderer.render(penaltyDecision)).rejects.toMatchObject({ code: 'document-queue-full' });
    renderer.close();
    await expect(running).rejects.toBeInstanceOf(DocumentError);
    await expect(waiting).rejects.toMatchObject({ code: 'document-typesetter-failed' });
  });

  test('names the characters that no font has instead of printing boxes', async () => {
    const sample = sampleOf('closing-form');
    const request = { ...sample, data: { ...sample.data, result: '当事人𠀀😀' } };
    await expect(renderDocument(request)).rejects.toMatchObject({
      code: 'document-character-missing',
      problems: ['𠀀', '😀'],
    });
  });

  test.skipIf(!canReadPdf)('takes out invisible characters that could reorder a name', async () => {
    const sample = sampleOf('closing-form');
    const pdf = await renderDocument({
      ...sample,
      data: { ...sample.data, caseName: '甲\u202E乙\u200B丙\t丁\n戊' },
    });
    expect(textOf(pdf)).toContain('甲乙丙丁戊');
  });
});

function sampleOf<Id extends DocumentRequest['template']>(
  id: Id,
): Extract<DocumentRequest, { template: Id }> {
  const sample = samples.find((one) => one.template === id);
  if (!sample) throw new Error(`no specimen of ${id}`);
  return sample as Extract<DocumentRequest, { template: Id }>;
}

function withText(sample: DocumentRequest, change: (value: string) => string): DocumentRequest {
  const kept = new Set([
    'kind',
    'number',
    'acceptanceNumber',
    'decisionNumber',
    'ground',
    'method',
    'unit',
    'outcome',
    'conclusion',
    'result',
    'gender',
  ]);
  const walk = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') {
      const fixed = (kept.has(key) && !value.includes('，')) || /^\d{4}-\d{2}-\d{2}/.test(value);
      return fixed ? value : change(value);
    }
    if (Array.isArray(value)) return value.map((one) => walk(one, key));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, walk(one, name)]));
  };
  return { ...sample, data: walk(sample.data, '') } as DocumentRequest;
}

function valuesOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return /\p{Script=Han}/u.test(value) ? value.split('\n').map(squeeze) : [];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(valuesOf);
}

function textOf(pdf: Uint8Array): string {
  return squeeze(execFileSync('pdftotext', ['-raw', '-', '-'], { input: pdf, encoding: 'utf8' }));
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, '');
}

function pageCount(pdf: Uint8Array): number {
  return Number(/\/Count (\d+)/.exec(Buffer.from(pdf).toString('latin1'))?.[1]);
}

function isPdf(pdf: Uint8Array): boolean {
  return Buffer.from(pdf.subarray(0, 5)).toString() === '%PDF-';
}

function fieldOf(problem: string): string {
  return problem.split('：')[0] ?? '';
}
