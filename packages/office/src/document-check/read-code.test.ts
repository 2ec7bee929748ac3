import QRCode from 'qrcode';
import { describe, expect, test } from 'vitest';
import { readCode } from './read-code.ts';
import { asPicture, type Hand, photograph, type Sheet } from './testing/photograph.ts';

const address = 'https://gs.example.gov.cn/wenshang/verify/7K3QM9TR2XW5HCJ8ENVP';
const checkpoint = `mingjing.test/wenshang\n1234567\n${'k9+Zq3/W'.repeat(5)}abc=\n\n— mingjing.test/wenshang ${'Pz8/aB3x'.repeat(12)}\n— 司法局.test ${'Qw0/cD5y'.repeat(13)}\n`;

/** A code printed on white paper, four points a module. */
function printed(text: string, version?: number): Sheet {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M', ...(version && { version }) });
  const width = 4 * (modules.size + 12);
  const shades = new Uint8Array(width * width).map((_, i) => {
    const [x, y] = [Math.floor((i % width) / 4) - 6, Math.floor(i / width / 4) - 6];
    return x >= 0 && y >= 0 && x < modules.size && y < modules.size && modules.get(y, x) === 1 ? 0 : 255;
  });
  return { width, height: width, shades };
}

const read = (sheet: Sheet) => readCode(asPicture(sheet));
const steady: Hand = { turn: 0, scale: 1, tilt: 0, blur: 0, noise: 0, shadow: 0 };

describe('a printed code that is photographed', () => {
  test.each([
    ['held steady', {}],
    ['turned a little', { turn: 7 }],
    ['on its side', { turn: 90 }],
    ['on its head, a little aslant', { turn: 187 }],
    ['turned by half a right angle', { turn: 45 }],
    ['from aside', { tilt: 0.3, turn: 4 }],
    ['out of focus', { blur: 1.6, turn: -5 }],
    ['grainy', { noise: 45, turn: 3 }],
    ['half in the shade', { shadow: 90, turn: -8 }],
    ['small', { scale: 0.6, turn: 2 }],
    ['large', { scale: 2.7, turn: -3 }],
    [
      'turned, from aside, out of focus, grainy, half in the shade',
      { turn: 6, tilt: 0.15, blur: 1.1, noise: 30, shadow: 60 },
    ],
  ])('%s is read', (_, hand: Partial<Hand>) => {
    expect(read(photograph(printed(address), { ...steady, ...hand }))).toBe(address);
  });

  test.each([
    ['held steady', {}],
    [
      'turned a little, out of focus, grainy, half in the shade',
      { turn: -4, blur: 0.9, noise: 25, shadow: 50, scale: 1.2 },
    ],
    ['from aside', { tilt: 0.08, turn: 3, scale: 1.5 }],
  ])('a whole signed checkpoint %s is read to the last letter', (_, hand: Partial<Hand>) => {
    expect(read(photograph(printed(checkpoint), { ...steady, ...hand }))).toBe(checkpoint);
  });

  test('what is no code is read as none, and never as another', () => {
    const paper: Sheet = { width: 200, height: 200, shades: new Uint8Array(40_000).fill(255) };
    const grain = { ...paper, shades: paper.shades.map((_, i) => (i * 2_654_435_761) >>> 24) };
    for (const one of [paper, grain, { width: 0, height: 0, shades: new Uint8Array() }])
      expect(read(one)).toBeUndefined();
    const whole = printed(address);
    for (const share of [0.3, 0.5, 0.7]) {
      const cut = { ...whole, height: Math.floor(whole.height * share) };
      expect(read({ ...cut, shades: whole.shades.subarray(0, cut.width * cut.height) })).toBeUndefined();
    }
  });
});
