import { createHash, verify, type X509Certificate } from 'node:crypto';
import { boolean, identifier, integer, nothing, octets, sequence } from '../../platform/tls/der.ts';
import {
  childrenOf,
  contentOf,
  type DerElement,
  DerError,
  readDer,
  readGeneralizedTime,
} from '../../platform/tls/read-der.ts';
import { TimeStampRefused } from './refused.ts';
import { findSigner, requireTrusted } from './stamping-certificate.ts';

/** What a time-stamp authority is asked (RFC 3161): the SHA-256 to be stamped, and a number used once. */
export interface StampQuestion {
  readonly digest: Buffer;
  readonly nonce: Buffer;
}

/** A time stamp that holds: the token alone, when, and who stamped. */
export interface TimeStamp {
  readonly token: Buffer;
  readonly time: Date;
  readonly authority: string;
}

/** The request for a time stamp, the certificate of the authority included in its answer. */
export function timeStampRequest({ digest, nonce }: StampQuestion): Buffer {
  return sequence(integer(Buffer.from([1])), imprintOf(digest), integer(nonce), boolean(true));
}

/** Verifies an authority's whole response: for this very question, signed by a certificate for time stamping under a trusted one. */
export function readTimeStampResponse(
  response: Buffer,
  question: StampQuestion,
  trusted: readonly X509Certificate[],
): TimeStamp {
  return strictly(() => {
    const [status, token] = childrenOf(readDer(response), SEQUENCE);
    const granted = contentOf(childrenOf(status, SEQUENCE)[0], INTEGER);
    if (granted.length !== 1 || (granted[0] as number) > 1 || token === undefined)
      throw new TimeStampRefused('时间戳机构没有签发');
    const stamp = readToken(token.whole, question.digest, trusted);
    if (!stamp.nonce?.equals(integer(question.nonce)))
      throw new TimeStampRefused('时间戳不是对这次请求签发的');
    return { token: stamp.token, time: stamp.time, authority: stamp.authority };
  });
}

/** Verifies a stored token for the bytes whose SHA-256 is given; by whom its certificate must be issued is asked unless null. */
export function verifyTimeStamp(
  token: Buffer,
  digest: Buffer,
  trusted: readonly X509Certificate[] | null,
): TimeStamp {
  return strictly(() => {
    const { time, authority } = readToken(token, digest, trusted);
    return { token, time, authority };
  });
}

const SEQUENCE = 0x30;
const SET = 0x31;
const INTEGER = 0x02;
const OCTETS = 0x04;
const IDENTIFIER = 0x06;
const FIRST = 0xa0;

const SIGNED_DATA = identifier('1.2.840.113549.1.7.2');
const STAMP_INFO = identifier('1.2.840.113549.1.9.16.1.4');
const CONTENT_TYPE = identifier('1.2.840.113549.1.9.3');
const MESSAGE_DIGEST = identifier('1.2.840.113549.1.9.4');
const SHA_256 = '2.16.840.1.101.3.4.2.1';
const HASHES = new Map(
  [
    [SHA_256, 'sha256'],
    ['2.16.840.1.101.3.4.2.2', 'sha384'],
    ['2.16.840.1.101.3.4.2.3', 'sha512'],
  ].map(([oid = '', name = '']) => [identifier(oid).toString('hex'), name]),
);

const imprintOf = (digest: Buffer) => sequence(sequence(identifier(SHA_256), nothing()), octets(digest));

function readToken(bytes: Buffer, digest: Buffer, trusted: readonly X509Certificate[] | null) {
  const [type, wrapped] = childrenOf(readDer(bytes), SEQUENCE);
  requireSame(type?.whole, SIGNED_DATA, '不是签名数据');
  const signed = childrenOf(childrenOf(wrapped, FIRST)[0], SEQUENCE);
  const [contentType, content] = childrenOf(signed[2], SEQUENCE);
  requireSame(contentType?.whole, STAMP_INFO, '不是时间戳');
  const info = contentOf(childrenOf(content, FIRST)[0], OCTETS);
  const certificates = signed[3]?.tag === FIRST ? childrenOf(signed[3], FIRST) : [];
  const signers = childrenOf(signed.at(-1), SET);
  if (signers.length !== 1) throw new TimeStampRefused('时间戳应当只有一个签名');
  const stamp = readInfo(info, digest);
  const signer = verifySigner(signers[0], info, certificates);
  if (trusted !== null) requireTrusted(signer, certificates, trusted, stamp.time);
  return { token: bytes, authority: signer.subject.replaceAll('\n', ', '), ...stamp };
}

/** What the authority says: that these bytes, by their SHA-256, were there at that time. */
function readInfo(info: Buffer, digest: Buffer): { readonly time: Date; readonly nonce: Buffer | undefined } {
  const [version, , imprint, , time, ...rest] = childrenOf(readDer(info), SEQUENCE);
  requireSame(version?.whole, integer(Buffer.from([1])), '版本不符');
  const [algorithm, value] = childrenOf(imprint, SEQUENCE);
  requireSame(childrenOf(algorithm, SEQUENCE)[0]?.whole, identifier(SHA_256), '摘要算法不符');
  requireSame(contentOf(value, OCTETS), digest, '时间戳不是为这个检查点签发的');
  return { time: readGeneralizedTime(time), nonce: rest.find(({ tag }) => tag === INTEGER)?.whole };
}

function verifySigner(
  signerInfo: DerElement | undefined,
  info: Buffer,
  certificates: readonly DerElement[],
): X509Certificate {
  const [, identity, digestAlgorithm, attributes, , signature] = childrenOf(signerInfo, SEQUENCE);
  const hash = HASHES.get(childrenOf(digestAlgorithm, SEQUENCE)[0]?.whole.toString('hex') ?? '');
  if (hash === undefined) throw new TimeStampRefused('不支持时间戳的摘要算法');
  const values = new Map(
    childrenOf(attributes, FIRST).map((attribute) => {
      const [type, set] = childrenOf(attribute, SEQUENCE);
      return [contentOf(type, IDENTIFIER).toString('hex'), childrenOf(set, SET)];
    }),
  );
  const only = (type: Buffer) => {
    const found = values.get(readDer(type).content.toString('hex'));
    if (found?.length !== 1) throw new TimeStampRefused('时间戳缺少应签的属性');
    return found[0] as DerElement;
  };
  requireSame(only(CONTENT_TYPE).whole, STAMP_INFO, '不是时间戳');
  requireSame(
    contentOf(only(MESSAGE_DIGEST), OCTETS),
    createHash(hash).update(info).digest(),
    '时间戳的内容与签名不符',
  );
  const certificate = findSigner(identity, values, certificates);
  // What is signed is the set of attributes under its own tag, not the one it has inside the token.
  const message = Buffer.concat([Buffer.from([SET]), (attributes as DerElement).whole.subarray(1)]);
  const type = certificate.publicKey.asymmetricKeyType;
  if (type !== 'rsa' && type !== 'ec') throw new TimeStampRefused('不支持时间戳的签名算法');
  if (!verify(hash, message, certificate.publicKey, contentOf(signature, OCTETS)))
    throw new TimeStampRefused('时间戳的签名不成立');
  return certificate;
}

function requireSame(found: Buffer | undefined, wanted: Buffer, reason: string): void {
  if (!found?.equals(wanted)) throw new TimeStampRefused(reason);
}

/** Whatever the bytes are, the outcome is a time stamp or a refusal. */
function strictly<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof TimeStampRefused) throw error;
    if (error instanceof DerError) throw new TimeStampRefused('时间戳不符合格式');
    throw error;
  }
}
