/** Bytes that are too many to hold: their number, and any stretch of them. */
export type ByteSource = {
  readonly size: number;
  /** The bytes from `start` up to but not including `end`, in parts. */
  readonly stream: (start: number, end: number) => AsyncIterable<Uint8Array>;
};

/** Bytes that are held anyway. */
export function heldBytes(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    async *stream(start, end) {
      if (end > start) yield bytes.subarray(start, end);
    },
  };
}

/** A stretch as one piece; only for stretches known to be short. */
export async function readStretch(source: ByteSource, start: number, end: number): Promise<Uint8Array> {
  const whole = new Uint8Array(Math.max(end - start, 0));
  let at = 0;
  for await (const part of source.stream(start, end)) {
    whole.set(part.subarray(0, whole.length - at), at);
    at += part.length;
  }
  return whole;
}
