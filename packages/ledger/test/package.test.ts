import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

let consumer = '';
let installed = '';
beforeAll(() => {
  consumer = realpathSync(mkdtempSync(join(tmpdir(), 'ledger-package-')));
  installed = join(consumer, 'node_modules/@mingjing/ledger');
  execFileSync(process.execPath, [join(import.meta.dirname, '../packaging/make-package.ts'), installed]);
  const noble = dirname(dirname(createRequire(import.meta.url).resolve('@noble/hashes/sha2.js')));
  symlinkSync(noble, join(consumer, 'node_modules/@noble'));
});
afterAll(() => rmSync(consumer, { recursive: true }));

const program = `
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { openCheckpoint, parseVkey, sha256, VerificationError } from '@mingjing/ledger/core';
import { verifyProofFile } from '@mingjing/ledger';
import { withFile } from '@mingjing/ledger/node';
const { vkey, cases } = JSON.parse(readFileSync('node_modules/@mingjing/ledger/vectors/checkpoint.json', 'utf8'));
const outcomes = cases.map(({ bytes, valid }) => {
  try {
    openCheckpoint(Buffer.from(bytes, 'base64'), parseVkey(vkey));
    return valid === true;
  } catch (error) {
    return valid === false && error instanceof VerificationError;
  }
});
const text = new TextEncoder().encode('明镜');
const digest = createHash('sha256').update(text).digest('hex');
console.log(JSON.stringify({
  right: outcomes.filter(Boolean).length,
  of: cases.length,
  sameDigest: Buffer.from(sha256(text)).toString('hex') === digest,
  curve: import.meta.resolve('@noble/curves/ed25519.js').startsWith('file:'),
  others: [typeof verifyProofFile, typeof withFile],
}));
`;

test.each([
  ['Node', []],
  ['a browser', ['--conditions=browser']],
])(
  'the package stands alone: as plain JavaScript for %s it judges the vectors it brings',
  (_, conditions) => {
    writeFileSync(join(consumer, 'program.mjs'), program);
    const told = execFileSync(process.execPath, [...conditions, 'program.mjs'], {
      cwd: consumer,
      encoding: 'utf8',
    });
    const { right, of, ...others } = JSON.parse(told) as { right: number; of: number };
    expect(of).toBeGreaterThan(5);
    expect(right).toBe(of);
    expect(others).toEqual({ sameDigest: true, curve: true, others: ['function', 'function'] });
  },
);

test('the package brings its types', () => {
  writeFileSync(
    join(consumer, 'typed.mts'),
    `import { parseVkey, type Verifier } from '@mingjing/ledger/core';
import { verifyProofFile } from '@mingjing/ledger';
export const verifier: Verifier = parseVkey('x');
// @ts-expect-error -- a number is no key
parseVkey(1);
export const verdict = verifyProofFile;
`,
  );
  const compiler = createRequire(import.meta.url).resolve('typescript/package.json');
  const options = ['--strict', '--noEmit', '--module', 'nodenext', '--target', 'es2024', '--types', ''];
  expect(() =>
    execFileSync(
      process.execPath,
      [join(dirname(compiler), 'bin/tsc'), ...options, '--skipLibCheck', 'typed.mts'],
      {
        cwd: consumer,
        stdio: 'pipe',
      },
    ),
  ).not.toThrow();
});

test('the package holds no test, no tool and no way into this repository', () => {
  const files = readdirSync(installed, { recursive: true, encoding: 'utf8' });
  expect(files.filter((path) => /\btest\b|testing|acceptance|(?<!\.d)\.ts$/.test(path))).toEqual([]);
  expect(files).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'dist/core.js', 'dist/core.d.ts']));
});
