import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toUtf8 } from '../encoding.ts';
import { cosignNote, openNote, parseNote, signNote } from './note.ts';
import {
  formatSigningKey,
  formatVkey,
  keyFingerprint,
  makeSigner,
  parseSigningKey,
  parseVkey,
} from './vkey.ts';

const log = makeSigner('mingjing.test/370830', new Uint8Array(32).fill(1));
const other = makeSigner('mingjing.test/other', new Uint8Array(32).fill(2));
const witness = makeSigner('mingjing.test/witness', new Uint8Array(32).fill(3), 'cosignature');
const text = '第一行\n\n第三行\n';
const note = signNote(text, [log, other]);

const code = (value: string) => expect.objectContaining({ code: value });

test('signed-note: a note signed by a known key opens to its text, unknown signatures aside', () => {
  const opened = openNote(note, [log]);
  expect(opened.text).toBe(text);
  expect(opened.verified.map(({ verifier }) => verifier.name)).toEqual([log.name]);
  expect(opened.unverified.map(({ name }) => name)).toEqual([other.name]);
});

test('signed-note: a note without a signature of a known key is refused', () => {
  expect(() => openNote(note, [witness])).toThrow(code('note-unverified'));
});

test('signed-note: one bad signature by a known key refuses the note, though another holds', () => {
  const [, good, bad] = [note, ...parseNote(note).signatures.map(({ line }) => line)];
  const forged = signNote('另一文本\n', [other]).slice('另一文本\n\n'.length);
  expect(bad).not.toBe(forged);
  expect(() => openNote(`${text}\n${good}${forged}`, [log, other])).toThrow(code('note-bad-signature'));
  expect(openNote(`${text}\n${good}${forged}`, [log]).text).toBe(text);
});

test('every single bit of a note changed makes it refused', () => {
  const bytes = toUtf8(signNote(text, [log]));
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const altered = bytes.slice();
    altered[bit >> 3] = (altered[bit >> 3] as number) ^ (1 << (bit & 7));
    expect(() => openNote(altered, [log])).toThrow(expect.objectContaining({ name: 'VerificationError' }));
  }
});

test('tlog-cosignature: a witness states the time, and the time is what it signed', () => {
  const cosigned = cosignNote(note, witness, 1_700_000_000);
  const opened = openNote(cosigned, [log, witness]);
  expect(opened.verified.find(({ verifier }) => verifier === witness)?.time).toBe(1_700_000_000);
  const line = parseNote(cosigned).signatures[2]?.line as string;
  const [, name, encoded] = line.trimEnd().split(' ') as [string, string, string];
  const bytes = Buffer.from(encoded, 'base64');
  bytes[11] = (bytes[11] as number) ^ 1;
  const redated = cosigned.replace(line, `— ${name} ${bytes.toString('base64')}\n`);
  expect(() => openNote(redated, [log, witness])).toThrow(code('note-bad-signature'));
});

test('a witness key signs no plain note, and a log key no cosignature', () => {
  expect(() => signNote(text, [witness])).toThrow(code('key-malformed'));
  expect(() => cosignNote(note, log, 1)).toThrow(code('key-malformed'));
});

test.each([
  ['no text', ''],
  ['no signature', text],
  ['a blank line and nothing', `${text}\n`],
  ['no newline at the end', note.slice(0, -1)],
  ['a control character', note.replace('第一行', '第\t行')],
  ['a carriage return', note.replaceAll('\n', '\r\n')],
  ['a hyphen for the dash', note.replaceAll('—', '-')],
  ['a space in a key name', note.replace(log.name, 'two words')],
  ['a plus in a key name', note.replace(log.name, 'two+words')],
  ['a line that is no signature', `${note}more\n`],
  ['101 signatures', `${text}\n${parseNote(note).signatures[0]?.line.repeat(101)}`],
])('a note with %s is refused', (_, malformed) => {
  expect(() => openNote(malformed, [log])).toThrow(code('note-malformed'));
});

test('bytes that are not UTF-8 are no note', () => {
  expect(() => parseNote(Uint8Array.of(0xff, 10, 10, 10))).toThrow(code('note-malformed'));
});

test.each(['no newline', 'signature\n\n— look alike\n— x AAAAAAA=\n\u0007'])(
  'the text %j is not signed',
  (bad) => {
    expect(() => signNote(bad, [log])).toThrow(code('note-malformed'));
  },
);

test('keys written as text read back, public and private', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (seed) => {
      const signer = parseSigningKey(formatSigningKey(log.name, seed));
      expect(parseVkey(signer.vkey).publicKey).toEqual(signer.publicKey);
      expect(openNote(signNote(text, [signer]), [parseVkey(signer.vkey)]).text).toBe(text);
    }),
    { numRuns: 20 },
  );
});

test('a public key line with any one character changed is refused', () => {
  for (let at = 0; at < log.vkey.length; at++) {
    for (const change of [1, 2]) {
      const wrong = String.fromCharCode(log.vkey.charCodeAt(at) ^ change);
      const altered = log.vkey.slice(0, at) + wrong + log.vkey.slice(at + 1);
      expect(() => parseVkey(altered)).toThrow(code('key-malformed'));
    }
  }
});

test('a private key line whose id belongs to another name is refused', () => {
  const key = formatSigningKey(log.name, new Uint8Array(32).fill(1));
  expect(() => parseSigningKey(key.replace('370830', '370831'))).toThrow(code('key-malformed'));
  expect(() => parseSigningKey(key.slice(1))).toThrow(code('key-malformed'));
});

test.each(['', 'a b', 'a+b', 'a\u3000b', 'a\u0085b', 'a\nb'])('%j is no key name', (name) => {
  expect(() => formatVkey(name, log.publicKey)).toThrow(code('key-malformed'));
});

test('the fingerprint is the SHA-256 of the key line', () => {
  expect(keyFingerprint('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  expect(keyFingerprint(log.vkey)).not.toBe(keyFingerprint(other.vkey));
});
