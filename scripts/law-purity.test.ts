import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from './steps.ts';

/** What would bring a clock, chance or the world into the law without an import: the walls see imports alone. */
const impure =
  /\bDate\.now\b|\bnew Date\(\s*\)|(?<!new )\bDate\(|\bTemporal\.Now\b|\bMath\.random\b|\bcrypto\b|\bperformance\b|\bprocess\b\.|\bglobalThis\b|\bfetch\(|\bset(?:Timeout|Interval|Immediate)\(|\bconsole\b|\btoLocale\w*\(|\bIntl\.|\bawait\b|\basync\b|\bimport\(/;

/** Comments and texts may speak of anything. */
const codeOf = (source: string) =>
  source
    .replaceAll(/\/\*[\s\S]*?\*\/|(?<![:'"`\\])\/\/.*$/gm, '')
    .replaceAll(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, "''");

const folder = join(root, 'packages/law/src');
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.ts') && !/\.(?:test|prop\.test)\.ts$/.test(name),
);

describe('law is pure: no clock, no chance, nothing of the world', () => {
  test.each([
    'const on = Date.now();',
    'const on = new Date();',
    'return Math.random() > 0.5;',
    'const id = crypto.randomUUID();',
    'if (process.env.X) return;',
    'setTimeout(() => undefined, 5);',
    'return amount.toLocaleString();',
    "const law = await fetch('/law');",
  ])('%s would be found', (line) => {
    expect(codeOf(line)).toMatch(impure);
  });

  test('a day that is given may be reckoned with', () => {
    expect(codeOf("const at = new Date('2026-01-01'); // not Date.now()")).not.toMatch(impure);
  });

  test('none of it stands in packages/law', () => {
    expect(sources.length).toBeGreaterThan(100);
    const found = sources.filter((name) => impure.test(codeOf(readFileSync(join(folder, name), 'utf8'))));
    expect(found).toEqual([]);
  });
});
