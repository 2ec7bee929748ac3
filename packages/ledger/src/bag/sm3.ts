/** SM3 (GB/T 32905-2016) over bytes that come in parts. */
export class Sm3 {
  readonly #state = Uint32Array.from(START);
  readonly #block = new Uint8Array(BLOCK);
  #length = 0;

  update(bytes: Uint8Array): this {
    let at = 0;
    while (at < bytes.length) {
      const filled = this.#length % BLOCK;
      const taken = Math.min(BLOCK - filled, bytes.length - at);
      this.#block.set(bytes.subarray(at, at + taken), filled);
      this.#length += taken;
      at += taken;
      if (filled + taken === BLOCK) compress(this.#state, this.#block);
    }
    return this;
  }

  /** The 32 bytes of the digest; nothing can be added afterwards. */
  digest(): Uint8Array {
    const bits = BigInt(this.#length) * 8n;
    const zeros = (2 * BLOCK - 9 - (this.#length % BLOCK)) % BLOCK;
    const end = new Uint8Array(1 + zeros + 8);
    end[0] = 0x80;
    new DataView(end.buffer).setBigUint64(1 + zeros, bits);
    this.update(end);
    const digest = new DataView(new ArrayBuffer(32));
    for (const [i, word] of this.#state.entries()) digest.setUint32(4 * i, word);
    return new Uint8Array(digest.buffer);
  }
}

const BLOCK = 64;
const START = [
  0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e,
];
const words = new Uint32Array(68);

const rotate = (word: number, by: number): number => (word << by) | (word >>> (32 - by));
const p0 = (x: number): number => x ^ rotate(x, 9) ^ rotate(x, 17);
const p1 = (x: number): number => x ^ rotate(x, 15) ^ rotate(x, 23);
const at = (list: Uint32Array, i: number): number => list[i] as number;

function expand(block: Uint8Array): void {
  const view = new DataView(block.buffer);
  for (let j = 0; j < 16; j++) words[j] = view.getUint32(4 * j);
  for (let j = 16; j < 68; j++)
    words[j] =
      p1(at(words, j - 16) ^ at(words, j - 9) ^ rotate(at(words, j - 3), 15)) ^
      rotate(at(words, j - 13), 7) ^
      at(words, j - 6);
}

function compress(state: Uint32Array, block: Uint8Array): void {
  expand(block);
  let [a, b, c, d, e, f, g, h] = state as unknown as Eight;
  for (let j = 0; j < 64; j++) {
    const early = j < 16;
    const turned = rotate(a, 12);
    const ss1 = rotate((turned + e + rotate(early ? 0x79cc4519 : 0x7a879d8a, j % 32)) | 0, 7);
    const ff = early ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
    const gg = early ? e ^ f ^ g : (e & f) | (~e & g);
    const tt1 = (ff + d + (ss1 ^ turned) + (at(words, j) ^ at(words, j + 4))) | 0;
    const tt2 = (gg + h + ss1 + at(words, j)) | 0;
    [a, b, c, d, e, f, g, h] = [tt1, a, rotate(b, 9), c, p0(tt2), e, rotate(f, 19), g];
  }
  for (const [i, word] of [a, b, c, d, e, f, g, h].entries()) state[i] = at(state, i) ^ word;
}

type Eight = [number, number, number, number, number, number, number, number];
