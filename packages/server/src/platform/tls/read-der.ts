/** One element of DER: its tag, its content, and all its bytes. */
export interface DerElement {
  readonly tag: number;
  readonly content: Buffer;
  readonly whole: Buffer;
}

/** Bytes that are not strict DER, or not of the form that was asked for. */
export class DerError extends Error {}

/** Reads bytes that are exactly one element. */
export function readDer(bytes: Buffer): DerElement {
  const [element, ...more] = readElements(bytes);
  if (element === undefined || more.length > 0) throw new DerError('not one element');
  return element;
}

/** The elements that a constructed element consists of; refuses another tag. */
export function childrenOf(element: DerElement | undefined, tag: number): DerElement[] {
  if (element?.tag !== tag) throw new DerError(`no element of tag ${tag}`);
  return readElements(element.content);
}

/** The content of an element; refuses another tag. */
export function contentOf(element: DerElement | undefined, tag: number): Buffer {
  if (element?.tag !== tag) throw new DerError(`no element of tag ${tag}`);
  return element.content;
}

/** A moment in the form YYYYMMDDHHMMSS[.f]Z. */
export function readGeneralizedTime(element: DerElement | undefined): Date {
  const text = contentOf(element, 0x18).toString('latin1');
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.\d{0,8}[1-9])?Z$/.exec(text)?.slice(1);
  if (parts === undefined) throw new DerError('not a time');
  const [year, month, day, hour, minute, second] = parts;
  const instant = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(instant.getTime())) throw new DerError('not a time');
  return instant;
}

/** Only definite lengths in their shortest form and tags of one byte, as DER and all that we read have them. */
function readElements(bytes: Buffer): DerElement[] {
  const elements: DerElement[] = [];
  for (let at = 0; at < bytes.length; ) {
    const tag = bytes[at] as number;
    const { length, start } = readLength(bytes, at + 1);
    const end = start + length;
    if ((tag & 0x1f) === 0x1f || end > bytes.length) throw new DerError('cut short');
    elements.push({ tag, content: bytes.subarray(start, end), whole: bytes.subarray(at, end) });
    at = end;
  }
  return elements;
}

function readLength(bytes: Buffer, at: number): { readonly length: number; readonly start: number } {
  const first = bytes[at];
  if (first === undefined) throw new DerError('cut short');
  if (first < 0x80) return { length: first, start: at + 1 };
  const count = first & 0x7f;
  const digits = bytes.subarray(at + 1, at + 1 + count);
  const length = digits.reduce((value, digit) => value * 256 + digit, 0);
  const shortest = length >= 0x80 && digits[0] !== 0;
  if (count < 1 || count > 4 || digits.length < count || !shortest) throw new DerError('a length not of DER');
  return { length, start: at + 1 + count };
}
