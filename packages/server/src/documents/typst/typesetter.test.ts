import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { sampleDocuments } from '../sample-documents.ts';
import { documentTemplates } from '../templates.ts';
import { Typesetter } from './typesetter.ts';

const sample = sampleDocuments().find((one) => one.template === 'closing-form');
const job = {
  file: 'closing-form.typ',
  request: JSON.stringify({
    title: '结案审批表',
    demo: false,
    seal: null,
    data: documentTemplates['closing-form'].schema.parse(sample?.data),
  }),
  timestamp: 0,
};
let typesetter: Typesetter;

afterEach(() => typesetter.close());

test('a document survives the death of its process', async () => {
  typesetter = new Typesetter();
  const waiting = typesetter.typeset(job);
  const first = typesetter.processId;
  process.kill(first ?? 0, 'SIGKILL');
  expect((await waiting).kind).toBe('done');
  expect(typesetter.processId).not.toBe(first);
});

test('the process is replaced when it has made its number of documents or grown too heavy', async () => {
  typesetter = new Typesetter({ documentsPerProcess: 2 });
  await typesetter.typeset(job);
  const first = typesetter.processId;
  await typesetter.typeset(job);
  await typesetter.typeset(job);
  expect(typesetter.processId).not.toBe(first);
  typesetter.close();

  typesetter = new Typesetter({ memoryLimit: 1 });
  await typesetter.typeset(job);
  expect(typesetter.processId).toBeUndefined();
});

test('a process that nobody needs ends, and the next document has another', async () => {
  typesetter = new Typesetter({ restLimit: 50 });
  await typesetter.typeset(job);
  const first = typesetter.processId ?? 0;
  await expect.poll(() => typesetter.processId).toBeUndefined();
  await expect.poll(() => isRunning(first)).toBe(false);
  expect((await typesetter.typeset(job)).kind).toBe('done');
});

test('a template that does not exist and data it cannot read are failures, not documents', async () => {
  typesetter = new Typesetter();
  expect((await typesetter.typeset({ ...job, file: 'nothing.typ' })).kind).toBe('failed');
  const reply = await typesetter.typeset({ ...job, request: '{}' });
  expect(reply).toMatchObject({ kind: 'failed', reason: expect.stringContaining('data') });
});

test('no template evaluates text or reads files other than its own modules', () => {
  for (const name of [...Object.keys(documentTemplates), 'official', 'form', 'record', 'penalties']) {
    const source = readFileSync(new URL(`../templates/${name}.typ`, import.meta.url), 'utf8');
    expect(source).not.toMatch(/\b(eval|read|plugin|include|image|yaml|csv|toml|xml|cbor)\(/);
    expect(source).not.toContain('@preview');
  }
});

function isRunning(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch {
    return false;
  }
}
