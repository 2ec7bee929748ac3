import { startDigests } from '#digests';
import type { ByteSource } from '../zip/byte-source.ts';

/** What the log holds of a document, as the bureau's page hands it out. */
export type RegisteredDocument = {
  readonly title: string;
  readonly number: string;
  readonly sha256: string;
  /** What befell it afterwards, in sentences of the bureau’s page. */
  readonly notes?: readonly string[];
};

/** Whether a file is the document that was registered; without one to compare it with, only what it is. */
export type DocumentVerdict = {
  readonly kind: 'document';
  readonly ok: boolean;
  readonly sha256: string;
  readonly size: number;
  readonly registered?: RegisteredDocument;
};

/** Compares a file, whatever is in it, with a registered document by its digest. */
export async function verifyDocument(
  source: ByteSource,
  registered?: RegisteredDocument,
  onProgress: (path: string, done: number) => void = () => undefined,
): Promise<DocumentVerdict> {
  const digests = startDigests();
  let done = 0;
  for await (const part of source.stream(0, source.size)) {
    digests.update(part);
    done += part.length;
    onProgress('', done);
  }
  const { sha256 } = digests.end();
  return {
    kind: 'document',
    ok: registered !== undefined && sha256 === registered.sha256,
    sha256,
    size: done,
    ...(registered && { registered }),
  };
}
