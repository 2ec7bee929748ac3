import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from './steps.ts';

const rooms = { L: 'packages/law/src', S: 'packages/server/src', K: 'packages/ledger/src' } as const;
const pages = [
  'README.md',
  'README.zh-CN.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];

describe('what the documents point at exists', () => {
  test.each(pages)('%s: links', (page) => {
    const links = [...read(page).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, target = '']) => target);
    expect(links.filter((target) => !existsSync(join(root, dirname(page), target)))).toEqual([]);
  });

  test('CONFORMANCE names test files that are there', () => {
    const text = read('docs/CONFORMANCE.md');
    const named = [...text.matchAll(/`([^`]+\.test\.ts)`/g)].map(([, path = '']) => path);
    expect(named.length).toBeGreaterThan(100);
    expect(named.filter((path) => !existsSync(join(root, whole(path))))).toEqual([]);
  });
});

const read = (page: string): string => readFileSync(join(root, page), 'utf8');

const whole = (path: string): string =>
  path.replace(/^([LSK])\//, (_, room: keyof typeof rooms) => `${rooms[room]}/`);
