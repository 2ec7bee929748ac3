import { createHash, X509Certificate } from 'node:crypto';
import { identifier } from '../../platform/tls/der.ts';
import { childrenOf, contentOf, type DerElement, readDer } from '../../platform/tls/read-der.ts';
import { TimeStampRefused } from './refused.ts';

/** The certificate that a signature names, by issuer and number, and that the signed attributes bind it to by its digest. */
export function findSigner(
  identity: DerElement | undefined,
  attributes: ReadonlyMap<string, readonly DerElement[]>,
  certificates: readonly DerElement[],
): X509Certificate {
  const [issuer, number] = childrenOf(identity, SEQUENCE);
  const found = certificates.find(({ whole }) => {
    const named = nameOf(whole);
    return named.issuer.equals(issuer?.whole ?? NOBODY) && named.number.equals(number?.whole ?? NOBODY);
  });
  if (found === undefined) throw new TimeStampRefused('时间戳没有附签发者的证书');
  requireBound(found.whole, attributes);
  return readCertificate(found.whole);
}

/** Refuses unless the signer may stamp times and leads, by certificates valid at that time, to one that is trusted here. */
export function requireTrusted(
  signer: X509Certificate,
  certificates: readonly DerElement[],
  trusted: readonly X509Certificate[],
  time: Date,
): void {
  const usages: readonly string[] | undefined = signer.keyUsage;
  if (usages?.length !== 1 || usages[0] !== STAMPING)
    throw new TimeStampRefused('签发者的证书不是时间戳专用证书');
  const between = certificates.map(({ whole }) => readCertificate(whole));
  let current = signer;
  for (let depth = 0; depth < DEEPEST; depth++) {
    if (!isValidAt(current, time)) throw new TimeStampRefused('签发者的证书在签发时不在有效期内');
    const anchor = trusted.find((one) => isIssuedBy(current, one));
    if (anchor !== undefined && isValidAt(anchor, time)) return;
    const next = between.find(
      (one) => isIssuedBy(current, one) && one.fingerprint256 !== current.fingerprint256,
    );
    if (next === undefined) break;
    current = next;
  }
  throw new TimeStampRefused('签发者的证书不是由 MINGJING_TSA_CA 中的机构签发的');
}

const SEQUENCE = 0x30;
const OCTETS = 0x04;
const DEEPEST = 5;
const NOBODY = Buffer.alloc(0);
const STAMPING = '1.3.6.1.5.5.7.3.8';
const key = (dotted: string) => readDer(identifier(dotted)).content.toString('hex');
const SIGNING_CERTIFICATE = key('1.2.840.113549.1.9.16.2.12');
const SIGNING_CERTIFICATE_V2 = key('1.2.840.113549.1.9.16.2.47');
const HASHES: Readonly<Record<string, string>> = {
  [key('2.16.840.1.101.3.4.2.1')]: 'sha256',
  [key('2.16.840.1.101.3.4.2.2')]: 'sha384',
  [key('2.16.840.1.101.3.4.2.3')]: 'sha512',
};

function nameOf(certificate: Buffer): { readonly issuer: Buffer; readonly number: Buffer } {
  const fields = childrenOf(childrenOf(readDer(certificate), SEQUENCE)[0], SEQUENCE);
  const [number, , issuer] = fields[0]?.tag === 0xa0 ? fields.slice(1) : fields;
  return { issuer: issuer?.whole ?? NOBODY, number: number?.whole ?? NOBODY };
}

/** Without it another certificate of the same key could be put in the signer's place (RFC 5035). */
function requireBound(certificate: Buffer, attributes: ReadonlyMap<string, readonly DerElement[]>): void {
  const second = attributes.get(SIGNING_CERTIFICATE_V2)?.[0];
  const first = attributes.get(SIGNING_CERTIFICATE)?.[0];
  const id = childrenOf(childrenOf(childrenOf(second ?? first, SEQUENCE)[0], SEQUENCE)[0], SEQUENCE);
  const named = second !== undefined && id[0]?.tag === SEQUENCE ? id[0] : undefined;
  const hash =
    second === undefined
      ? 'sha1'
      : named === undefined
        ? 'sha256'
        : HASHES[childrenOf(named, SEQUENCE)[0]?.content.toString('hex') ?? ''];
  if (hash === undefined) throw new TimeStampRefused('不支持时间戳的摘要算法');
  const digest = contentOf(named === undefined ? id[0] : id[1], OCTETS);
  if (!createHash(hash).update(certificate).digest().equals(digest))
    throw new TimeStampRefused('时间戳所附的证书不是签名所指的证书');
}

function readCertificate(bytes: Buffer): X509Certificate {
  try {
    return new X509Certificate(bytes);
  } catch {
    throw new TimeStampRefused('时间戳所附的证书无法读取');
  }
}

function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}

function isValidAt(certificate: X509Certificate, time: Date): boolean {
  return certificate.validFromDate <= time && time <= certificate.validToDate;
}
