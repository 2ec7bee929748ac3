/** Text as the two-byte part of GB18030, the encoding in which spreadsheets of bureaux usually arrive. */
export function encodeGb18030(text: string): Buffer {
  const bytes = [...text].flatMap((character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) return [code];
    const pair = pairs().get(character);
    if (pair === undefined) throw new RangeError(`no two bytes for ${character}`);
    return pair;
  });
  return Buffer.from(bytes);
}

let known: ReadonlyMap<string, readonly [number, number]> | undefined;

function pairs(): ReadonlyMap<string, readonly [number, number]> {
  if (known) return known;
  const decoder = new TextDecoder('gb18030');
  const found = new Map<string, readonly [number, number]>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail === 0x7f) continue;
      const character = decoder.decode(Uint8Array.of(lead, trail));
      if ([...character].length === 1 && !found.has(character)) found.set(character, [lead, trail]);
    }
  }
  known = found;
  return found;
}
