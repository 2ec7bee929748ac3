import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root, tool } from './steps.ts';

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

  test.each(['docs/TOUR.md', 'docs/HOUSE.md'])(
    '%s names files and functions that are there',
    async (page) => {
      const { result } = await tool('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard']);
      const files = result.split('\0').map((path) => `/${path}`);
      const sources = files
        .filter((path) => /\.(tsx?|sql|ya?ml|cjs)$|grants\.json$/.test(path) && existsSync(join(root, path)))
        .map(read)
        .join('\n');
      const words = [
        ...read(page)
          .replace(/```.*?```/gs, '')
          .matchAll(/`([^`\n]+)`/g),
      ].map(([, word = '']) => word);
      const isPath = (word: string) =>
        /^[\w.@-]+(\/[\w.@-]+)*\.(tsx?|ya?ml|json|md|sql|cjs)$|^([\w-]+\/)+[\w-]*$/.test(word);
      const stands = (path: string) =>
        files.some((file) => file.endsWith(`/${path}`) || file.includes(`/${path.replace(/\/$/, '')}/`));
      const missing = words.filter((word) =>
        isPath(word)
          ? !stands(word)
          : /^[a-z]\w*([A-Z]\w*|(-[a-z]+)+)$/.test(word) && !sources.includes(word),
      );
      expect(words.filter(isPath).length).toBeGreaterThan(5);
      expect([...new Set(missing)]).toEqual([]);
    },
  );

  test('LICENSE is Apache-2.0 as published, with nobody named in its appendix', () => {
    const licence = read('LICENSE');
    expect(licence).toMatch(/^\s*Apache License\s+Version 2\.0, January 2004\s/);
    expect(licence).toContain('END OF TERMS AND CONDITIONS');
    expect(licence.match(/^\s*Copyright .*$/gm)?.map((line) => line.trim())).toEqual([
      'Copyright [yyyy] [name of copyright owner]',
    ]);
  });

  test('TRUST names tests that are there, each promise with one at least', () => {
    const rows = read('docs/TRUST.md')
      .split('\n')
      .filter((line) => line.startsWith('| ') && !line.startsWith('| promise') && !line.startsWith('| word'));
    const promises = rows.filter((line) => !/^\| (已|验)/.test(line));
    expect(promises.length).toBeGreaterThan(15);
    expect(promises.filter((line) => !line.includes('.test.ts`'))).toEqual([]);
    const named = promises.flatMap((line) => [
      ...line.matchAll(/`([^`]+\.test\.ts)`(?: > (.+?)(?=; `| \|$))?/g),
    ]);
    const missing = named.filter(([, path = '', title]) => {
      const file = join(root, whole(path));
      return !existsSync(file) || (title !== undefined && !readFileSync(file, 'utf8').includes(`'${title}'`));
    });
    expect(missing.map(([text]) => text)).toEqual([]);
  });
});

const read = (page: string): string => readFileSync(join(root, page), 'utf8');

const whole = (path: string): string =>
  path.replace(/^([LSK])\//, (_, room: keyof typeof rooms) => `${rooms[room]}/`);
