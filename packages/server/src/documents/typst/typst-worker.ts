import { join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { fontFolders } from './fonts.ts';
import type { TypesetJob, TypesetReply } from './messages.ts';

const templates = join(import.meta.dirname, '..', 'templates');
const extraFonts = process.argv.slice(2);
const compiler = NodeCompiler.create({
  workspace: templates,
  fontArgs: [{ fontPaths: [...fontFolders(), ...extraFonts] }],
});

process.on('message', (job: TypesetJob) => {
  const reply = typeset(job);
  compiler.evictCache(10);
  const answer: TypesetReply = { ...reply, id: job.id, memory: process.memoryUsage.rss() };
  // The server may be gone by now: then there is nobody to answer, and `disconnect` ends this process.
  process.send?.(answer, undefined, undefined, () => undefined);
});
process.on('disconnect', () => process.exit());

type Outcome =
  | { readonly kind: 'done'; readonly pdf: Uint8Array }
  | { readonly kind: 'missing'; readonly characters: readonly string[] }
  | { readonly kind: 'failed'; readonly reason: string };

function typeset(job: TypesetJob): Outcome {
  try {
    const compiled = compiler.compile({
      mainFilePath: join(templates, job.file),
      inputs: { request: job.request },
    });
    const complaint = compiled.takeError() ?? compiled.takeWarnings();
    if (complaint) return { kind: 'failed', reason: JSON.stringify(compiler.fetchDiagnostics(complaint)) };
    if (!compiled.result) return { kind: 'failed', reason: 'no document' };
    const pdf = compiler.pdf(compiled.result, { pdfStandard: 'a-2a', creationTimestamp: job.timestamp });
    return { kind: 'done', pdf };
  } catch (error) {
    return failure(error instanceof Error ? error.message : String(error));
  }
}

const missingCharacter = /the text `\\?"(.*?)\\?"` could not be displayed with/g;

function failure(message: string): Outcome {
  const characters = [...message.matchAll(missingCharacter)].map((match) => plain(match[1] ?? ''));
  return characters.length > 0
    ? { kind: 'missing', characters: [...new Set(characters)] }
    : { kind: 'failed', reason: message };
}

function plain(text: string): string {
  return text.replace(/\\+u\{([0-9a-f]+)\}/g, (_, code: string) =>
    String.fromCodePoint(Number.parseInt(code, 16)),
  );
}
