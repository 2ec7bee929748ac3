import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { heldBytes } from '../zip/byte-source.ts';
import { describeVerdict } from './describe-verdict.ts';
import { verifyAnything } from './verify-anything.ts';

const pdf = Buffer.from('%PDF-1.7\nnot much of a document');
const sha256 = createHash('sha256').update(pdf).digest('hex');
const registered = { title: '行政处罚决定书', number: '示罚〔2025〕1号', sha256 };
const sentence = async (bytes: Uint8Array, of?: typeof registered) => {
  const verdict = await verifyAnything(heldBytes(bytes), { ...(of && { registered: of }) });
  return [verdict.kind, verdict.ok, describeVerdict(verdict).join('\n')] as const;
};

describe('a document held against what was registered', () => {
  it('is that document only where every byte is the same', async () => {
    expect(await sentence(pdf, registered)).toEqual([
      'document',
      true,
      expect.stringContaining('这就是登记的《行政处罚决定书》示罚〔2025〕1号'),
    ]);
    for (let at = 0; at < pdf.length; at += 1) {
      const changed = Buffer.from(pdf);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect((await sentence(changed, registered))[1]).toBe(false);
    }
    expect((await sentence(pdf.subarray(0, -1), registered))[1]).toBe(false);
    expect((await sentence(Buffer.concat([pdf, Buffer.of(10)]), registered))[1]).toBe(false);
  });

  it('says what befell it afterwards, as the page that hands it out tells', async () => {
    const revoked = { ...registered, notes: ['所载的决定已被撤销。'] };
    const verdict = await verifyAnything(heldBytes(pdf), { registered: revoked });
    expect(verdict.ok).toBe(true);
    expect(describeVerdict(verdict).join('')).toContain('请注意：所载的决定已被撤销。');
  });

  it('whatever else is chosen is not that document', async () => {
    for (const bytes of ['', '{', 'PK\u0003\u0004', '{"kind":"proof"}'])
      expect(await sentence(Buffer.from(bytes), registered)).toEqual([
        'document',
        false,
        expect.stringContaining('这不是登记的'),
      ]);
  });

  it('a PDF alone proves nothing; its digest is told to be compared', async () => {
    expect(await sentence(pdf)).toEqual(['document', false, expect.stringContaining(sha256)]);
  });
});
