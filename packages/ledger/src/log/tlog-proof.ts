import { fromBase64, parseDecimal, toBase64 } from '../encoding.ts';
import { VerificationError } from '../errors.ts';
import { requireCount, requireHash } from './tree.ts';

/** An offline proof that an entry is in a log (C2SP tlog-proof); `checkpoint` is the signed note, verbatim. */
export type TlogProof = {
  readonly index: number;
  readonly hashes: readonly Uint8Array[];
  readonly checkpoint: string;
  readonly extra?: Uint8Array;
};

/** The proof as text, the content of a .tlog-proof file. */
export function formatTlogProof({ index, hashes, checkpoint, extra }: TlogProof): string {
  requireCount(index);
  hashes.forEach(requireHash);
  const lines = [
    HEADER,
    ...(extra === undefined ? [] : [`extra ${toBase64(extra)}`]),
    `index ${index}`,
    ...hashes.map(toBase64),
  ];
  return `${lines.join('\n')}\n\n${checkpoint}`;
}

/** Reads the text of a proof; the checkpoint in it is not looked into. */
export function parseTlogProof(text: string): TlogProof {
  const split = text.indexOf('\n\n');
  if (split < 0) throw malformed('');
  const [header, ...lines] = text.slice(0, split).split('\n');
  if (header !== HEADER) throw malformed('第一行');
  const extra = lines[0]?.startsWith('extra ') ? fromBase64((lines.shift() as string).slice(6)) : null;
  const index = parseDecimal(/^index (.*)$/.exec(lines.shift() ?? '')?.[1] ?? '');
  if (extra === undefined) throw malformed('附加数据');
  if (index === undefined) throw malformed('条目序号');
  if (lines.length > MAX_HASHES) throw malformed('证明路径');
  const hashes = lines.map((line) => {
    const hash = fromBase64(line);
    if (hash?.length !== 32) throw malformed('证明路径');
    return hash;
  });
  const proof = { index, hashes, checkpoint: text.slice(split + 2) };
  return extra === null ? proof : { ...proof, extra };
}

const HEADER = 'c2sp.org/tlog-proof@v1';
const MAX_HASHES = 63;

function malformed(part: string): VerificationError {
  return new VerificationError('proof-malformed', part);
}
