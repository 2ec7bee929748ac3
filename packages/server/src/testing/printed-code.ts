import { execFileSync, spawnSync } from 'node:child_process';

/** Whether this machine can read the text of a PDF as a person sees it (poppler). */
export const canReadPdf = spawnSync('pdftotext', ['-v']).status === 0;

/** The code printed on a document. */
export function printedCode(pdf: Uint8Array): string {
  const text = execFileSync('pdftotext', ['-l', '1', '-', '-'], { input: pdf, encoding: 'utf8' });
  return /核验码 (\S+)/.exec(text)?.[1] ?? '';
}
