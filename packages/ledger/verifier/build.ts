import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { argv } from 'node:process';
import { build, type InlineConfig } from 'vite';

const here = import.meta.dirname;
const folder = argv[2];
if (folder === undefined) throw new Error('usage: node build.ts FOLDER');

const page = await readFile(join(here, 'page.html'), 'utf8');
const style = await readFile(join(here, 'page.css'), 'utf8');
const script = (
  await bundle('page.ts', { lib: { formats: ['iife'], name: 'verifier' }, browser: true })
).trim();
if (/<\/script|<!--/i.test(script)) throw new Error('the script would end early inside the page');
const policy = [
  "default-src 'none'",
  `script-src '${digestOf(script)}'`,
  `style-src '${digestOf(style)}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');
await mkdir(folder, { recursive: true });
const parts: Readonly<Record<string, string>> = { policy, style, script };
const whole = page.replace(/\{\{(policy|style|script)\}\}/g, (_, name: string) => parts[name] ?? '');
await writeFile(join(folder, 'verify.html'), whole);
const program = await bundle('program.ts', { lib: { formats: ['es'], name: 'verifier' }, browser: false });
await writeFile(join(folder, 'verify.mjs'), program);

/** One file that holds everything, with the platform's half that fits. */
async function bundle(
  entry: string,
  {
    lib,
    browser,
  }: {
    readonly lib: { readonly formats: ('iife' | 'es')[]; readonly name: string };
    readonly browser: boolean;
  },
): Promise<string> {
  const config: InlineConfig = {
    configFile: false,
    root: here,
    logLevel: 'warn',
    resolve: { conditions: browser ? ['browser'] : ['node'] },
    build: {
      write: false,
      target: browser ? 'chrome108' : 'node20',
      minify: browser,
      lib: { ...lib, entry: join(here, entry), fileName: entry },
      rolldownOptions: browser ? {} : { external: /^node:/, platform: 'node' },
    },
  };
  const results = [await build(config)].flat();
  const chunks = results.flatMap((result) => ('output' in result ? result.output : []));
  const [chunk, ...more] = chunks;
  if (chunk?.type !== 'chunk' || more.length > 0) throw new Error(`${entry} did not become one file`);
  return chunk.code;
}

function digestOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
