/** The few ASN.1 DER forms an X.509 certificate needs (ITU-T X.690). */
export const sequence = (...items: Buffer[]): Buffer => tagged(0x30, Buffer.concat(items));

export const set = (...items: Buffer[]): Buffer => tagged(0x31, Buffer.concat(items));

export const explicit = (number: number, content: Buffer): Buffer => tagged(0xa0 | number, content);

export const implicit = (number: number, content: Buffer): Buffer => tagged(0x80 | number, content);

export const boolean = (value: boolean): Buffer => tagged(0x01, Buffer.from([value ? 0xff : 0]));

export const nothing = (): Buffer => tagged(0x05, Buffer.alloc(0));

export const octets = (content: Buffer): Buffer => tagged(0x04, content);

export const utf8 = (text: string): Buffer => tagged(0x0c, Buffer.from(text, 'utf8'));

/** A bit string; `unused` counts the bits of the last byte that carry nothing. */
export const bits = (content: Buffer, unused = 0): Buffer =>
  tagged(0x03, Buffer.concat([Buffer.from([unused]), content]));

/** A non-negative integer from its big-endian bytes. */
export const integer = (content: Buffer): Buffer => {
  const start = content.findIndex((byte) => byte !== 0);
  const shortest = start === -1 ? Buffer.from([0]) : content.subarray(start);
  const negativeLooking = (shortest[0] ?? 0) >= 0x80;
  return tagged(0x02, negativeLooking ? Buffer.concat([Buffer.from([0]), shortest]) : shortest);
};

/** An object identifier such as `2.5.29.17`. */
export const identifier = (dotted: string): Buffer => {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return tagged(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
};

/** A moment up to 2049 as UTCTime, later as GeneralizedTime, as RFC 5280 asks. */
export const time = (instant: Date): Buffer => {
  const digits = `${instant.toISOString().replace(/\D/g, '').slice(0, 14)}Z`;
  const late = instant.getUTCFullYear() >= 2050;
  return tagged(late ? 0x18 : 0x17, Buffer.from(late ? digits : digits.slice(2), 'ascii'));
};

const base128 = (value: number): number[] => {
  const groups = [value & 0x7f];
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) groups.unshift((rest & 0x7f) | 0x80);
  return groups;
};

const tagged = (tag: number, content: Buffer): Buffer => {
  const length = content.length;
  const head =
    length < 0x80
      ? [tag, length]
      : length < 0x100
        ? [tag, 0x81, length]
        : [tag, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(head), content]);
};
