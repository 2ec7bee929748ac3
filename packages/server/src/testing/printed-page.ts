import { execFileSync, spawnSync } from 'node:child_process';

/** Whether this machine can read a PDF as a person does (poppler); what needs it is skipped elsewhere. */
export const canReadPdf = spawnSync('pdftotext', ['-v']).status === 0;

/** The code on the first page of a printed document, and the address where it is entered. */
export function readPaper(pdf: Uint8Array): { readonly code: string; readonly address: string } {
  const text = execFileSync('pdftotext', ['-l', '1', '-', '-'], { input: pdf, encoding: 'utf8' });
  return {
    code: /核验码 (\S+)/.exec(text)?.[1] ?? '',
    address: /^https?:\S+\/verify$/m.exec(text)?.[0] ?? '',
  };
}

/** What a printed document says, without the spaces and lines of its page. */
export function textOfPaper(pdf: Uint8Array): string {
  return execFileSync('pdftotext', ['-', '-'], { input: pdf, encoding: 'utf8' }).replaceAll(/\s+/g, '');
}
