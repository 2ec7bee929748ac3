import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { argv, execPath } from 'node:process';

// Writes the ledger as a package for `npm publish FOLDER`: JavaScript with types, for whoever wants it without the rest of the product.
const source = join(import.meta.dirname, '..');
const named = argv[2];
if (named === undefined) throw new Error('usage: node make-package.ts FOLDER');
const folder = resolve(named);
if (existsSync(folder) && readdirSync(folder).length > 0) throw new Error(`${folder} is not empty`);

const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
const settings = join(import.meta.dirname, 'tsconfig.json');
execFileSync(execPath, [compiler, '-p', settings, '--outDir', join(folder, 'dist')], { stdio: 'inherit' });

const {
  private: _private,
  devDependencies: _tools,
  ...kept
} = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as Record<string, unknown> & {
  readonly exports: Readonly<Record<string, string>>;
  readonly imports: Readonly<Record<string, Readonly<Record<string, string>>>>;
};
const built = {
  ...kept,
  exports: mapped(kept.exports, (path) => ({
    types: compiled(path, '.d.ts'),
    default: compiled(path, '.js'),
  })),
  imports: mapped(kept.imports, (platforms) => mapped(platforms, (path) => compiled(path, '.js'))),
  files: ['dist', 'vectors'],
};
writeFileSync(join(folder, 'package.json'), `${JSON.stringify(built, null, 2)}\n`);
cpSync(join(source, 'README.md'), join(folder, 'README.md'));
cpSync(join(source, '../../LICENSE'), join(folder, 'LICENSE'));
cpSync(join(source, 'vectors'), join(folder, 'vectors'), { recursive: true });

function compiled(path: string, ending: '.js' | '.d.ts'): string {
  return path.replace('./src/', './dist/').replace(/\.ts$/, ending);
}

function mapped<A, B>(
  values: Readonly<Record<string, A>>,
  change: (value: A) => B,
): Readonly<Record<string, B>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
}
