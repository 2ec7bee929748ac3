/** What came back from somebody else's address. */
export interface BoundedReply {
  readonly status: number;
  readonly body: Buffer;
}

/**
 * Asks a configured address and no other: a redirect is an answer like any other. Throws where the answer takes too long or is
 * larger than `largest` bytes.
 */
export async function boundedFetch(
  url: string,
  request: RequestInit,
  limits: { readonly milliseconds: number; readonly largest: number },
): Promise<BoundedReply> {
  const response = await fetch(url, {
    ...request,
    redirect: 'manual',
    signal: AbortSignal.timeout(limits.milliseconds),
  });
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > limits.largest) throw new Error('the answer is too large');
    parts.push(part);
  }
  return { status: response.status, body: Buffer.concat(parts) };
}
