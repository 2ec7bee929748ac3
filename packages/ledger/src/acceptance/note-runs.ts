import { openNote, parseNote, signNote } from '../log/note.ts';
import { formatVkey, parseSigningKey, parseVkey } from '../log/vkey.ts';
import { bytesOf, type Run, type Tally } from './run.ts';

type NoteVectors = {
  sign: { skey: string; text: string; expectedNote: string };
  goodVkeys: string[];
  badVkeys: string[];
  cases: {
    desc: string;
    note: string;
    vkeys: string[];
    ok: boolean;
    error?: string;
    verified?: string[];
    unverified?: string[];
  }[];
};

/** The vector file about notes and keys. */
export const noteRuns: Readonly<Record<string, Run>> = { 'signed-note.json': notes };

const CODES: Readonly<Record<string, readonly string[]>> = {
  unverified: ['note-unverified'],
  malformed: ['note-malformed'],
  'invalid signature': ['note-bad-signature'],
};

function notes(vectors: NoteVectors, counts: Tally): void {
  const { skey, text, expectedNote } = vectors.sign;
  counts.same('the signed text', signNote(text, [parseSigningKey(skey)]), expectedNote);
  for (const vkey of vectors.goodVkeys) {
    const { name, publicKey } = parseVkey(vkey);
    counts.same('the key written back', formatVkey(name, publicKey), vkey);
    mangled(vkey).forEach((wrong) => {
      counts.refuses(wrong, () => parseVkey(wrong));
    });
  }
  for (const vkey of vectors.badVkeys) counts.refuses(vkey, () => parseVkey(vkey));
  for (const { desc, note, vkeys, ok, error = '', verified = [], unverified = [] } of vectors.cases) {
    const open = () => openNote(bytesOf(note), vkeys.map(parseVkey));
    if (ok) {
      counts.check(desc, () => {
        const opened = open();
        const names = opened.verified.map(({ verifier }) => verifier.name);
        const others = opened.unverified.map(({ name }) => name);
        return names.join() === verified.join() && others.join() === unverified.join();
      });
      counts.check(`${desc} taken apart`, () => parseNote(bytesOf(note)).signatures.length > 0);
    } else {
      counts.check(desc, () => CODES[error]?.includes(codeOf(open)) === true);
    }
  }
}

function mangled(vkey: string): string[] {
  const wrong = new Set<string>();
  for (let from = 0; from < vkey.length; from++) {
    for (let to = from; to <= vkey.length; to++) wrong.add(vkey.slice(from, to));
  }
  for (let at = 0; at < vkey.length; at++) {
    wrong.add(vkey.slice(0, at) + String.fromCharCode(vkey.charCodeAt(at) + 1) + vkey.slice(at + 1));
  }
  wrong.delete(vkey);
  return [...wrong];
}

function codeOf(run: () => unknown): string {
  try {
    run();
    return '';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : '';
  }
}
