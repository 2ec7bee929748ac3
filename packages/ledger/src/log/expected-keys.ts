import { keyFingerprint, parseVkey } from './vkey.ts';

/** Public keys that the reader knows from elsewhere: whole key lines, or fingerprints. */
export type ExpectedKeys = {
  readonly count: number;
  readonly has: (vkey: string) => boolean;
};

/** Finds every key line and every fingerprint in a text: pasted from the portal, or a whole policy. */
export function readExpectedKeys(text: string): ExpectedKeys {
  const words = text.slice(0, LONGEST).split(/[\s，。；：、（）()"“”<>]+/);
  const fingerprints = new Set(words.flatMap(fingerprintOf));
  return { count: fingerprints.size, has: (vkey) => fingerprints.has(keyFingerprint(vkey)) };
}

const LONGEST = 100_000;

function fingerprintOf(word: string): string[] {
  if (/^[0-9a-f]{64}$/i.test(word)) return [word.toLowerCase()];
  try {
    return [keyFingerprint(parseVkey(word).vkey)];
  } catch {
    return [];
  }
}
