/** Where things stand in the bag of a case. */
export const places = {
  declaration: 'bagit.txt',
  info: 'bag-info.txt',
  policy: 'policy.txt',
  metadata: 'data/metadata.json',
  exported: 'data/export.json',
  reading: '说明.html',
  page: 'verify.html',
  program: 'verify.mjs',
} as const;

/** The signed head of one of the bureau's logs; its first log has the number 1. */
export const checkpointPath = (log: number): string => (log === 1 ? 'checkpoint' : `checkpoint-${log}`);

/** Whether this path is that of a signed head. */
export const isCheckpointPath = (path: string): boolean => /^checkpoint(?:-[1-9]\d{0,5})?$/.test(path);

/** The file of a fact by its place in its stream. */
export const factPath = (version: number): string => `data/facts/${numbered(version)}.json`;

/** The proof that this fact stands in the log. */
export const proofPath = (version: number): string => `proofs/${numbered(version)}.tlog-proof`;

/** A document by its SHA-256. */
export const documentPath = (sha256: string): string => `data/documents/${sha256}.pdf`;

/** An original by its SHA-256 and the ending that its kind of file has. */
export const originalPath = (sha256: string, ending: string): string => `data/originals/${sha256}.${ending}`;

/** The proof of one fact of a publication (`publication/…`) of the case's decision. */
export const publicationPath = (stream: string, version: number): string =>
  `data/publications/${stream.replace(/^publication\//, '')}-${numbered(version)}.json`;

/** Whether this path is that of a publication's fact. */
export const isPublicationPath = (path: string): boolean =>
  /^data\/publications\/[0-9A-Za-z-]{1,80}-\d{4,9}\.json$/.test(path);

/** A time stamp over the head of this many entries: the token, the signed head, and the proof that joins it to the bag's. */
export const stampPaths = (size: number) => ({
  token: `timestamps/${size}.tsr`,
  checkpoint: `timestamps/${size}.checkpoint`,
  consistency: `timestamps/${size}.consistency`,
});

/** The version of the fact whose file this is. */
export const factVersionOf = (path: string): number | undefined =>
  versionOf(/^data\/facts\/(\d{4,9})\.json$/, path);

/** The version of the fact whose proof this is. */
export const proofVersionOf = (path: string): number | undefined =>
  versionOf(/^proofs\/(\d{4,9})\.tlog-proof$/, path);

/** The SHA-256 that a document's or an original's path states. */
export const digestOfPath = (path: string): string | undefined =>
  /^data\/(?:documents|originals)\/([0-9a-f]{64})\.[a-z0-9]{1,8}$/.exec(path)?.[1];

/** The algorithms of the manifests, in the order in which they are written. */
export const algorithms = ['sha256', 'sm3'] as const;

/** The text of a manifest: one line a file, by path. */
export function manifestText(lines: readonly (readonly [digest: string, path: string])[]): string {
  return lines
    .toSorted(([, a], [, b]) => (a < b ? -1 : 1))
    .map(([digest, path]) => `${digest}  ${path}\n`)
    .join('');
}

const numbered = (version: number): string => String(version).padStart(4, '0');

function versionOf(pattern: RegExp, path: string): number | undefined {
  const digits = pattern.exec(path)?.[1];
  const version = Number(digits);
  return digits === undefined || numbered(version) !== digits || version === 0 ? undefined : version;
}
