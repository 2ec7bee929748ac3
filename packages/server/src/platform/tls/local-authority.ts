import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';
import {
  bits,
  boolean,
  explicit,
  identifier,
  implicit,
  integer,
  octets,
  sequence,
  set,
  time,
  utf8,
} from './der.ts';

/** The files of a local authority and of the server certificate it issued. */
export type LocalTls = Readonly<{ authorityFile: string; certificateFile: string; keyFile: string }>;

/** Issues a server certificate for the given names and addresses, from a local authority made on first use. */
export const issueLocalCertificate = async (
  folder: string,
  names: readonly string[],
  now: Date,
): Promise<LocalTls> => {
  if (names.length === 0) throw new RangeError('at least one name');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const authority = await loadAuthority(folder, now);
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const certificate = certify({
    subject: names[0] ?? '',
    publicKey: keys.publicKey,
    issuer: authority.name,
    issuerKey: authority.key,
    // Browsers refuse server certificates that live longer than 398 days.
    validity: [new Date(now.getTime() - day), new Date(now.getTime() + 397 * day)],
    extensions: serverExtensions(names, keys.publicKey, authority.key),
  });
  const files = {
    authorityFile: join(folder, 'authority.pem'),
    certificateFile: join(folder, 'server.pem'),
    keyFile: join(folder, 'server.key'),
  };
  await writeFile(files.keyFile, pem(keys.privateKey), { mode: 0o600 });
  await writeFile(files.certificateFile, certificate + authority.certificate);
  return files;
};

type Authority = Readonly<{ name: string; key: KeyObject; certificate: string }>;

const day = 24 * 3600 * 1000;
const ecdsaWithSha256 = sequence(identifier('1.2.840.10045.4.3.2'));

const loadAuthority = async (folder: string, now: Date): Promise<Authority> => {
  const [keyFile, certificateFile] = [join(folder, 'authority.key'), join(folder, 'authority.pem')];
  const known = await readFile(keyFile, 'utf8').catch(() => undefined);
  if (known !== undefined) {
    const key = createPrivateKey(known);
    return { name: authorityName(key), key, certificate: await readFile(certificateFile, 'utf8') };
  }
  const { privateKey: key, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = authorityName(key);
  const certificate = certify({
    subject: name,
    publicKey,
    issuer: name,
    issuerKey: key,
    validity: [new Date(now.getTime() - day), new Date(now.getTime() + 3650 * day)],
    extensions: authorityExtensions(publicKey),
  });
  await writeFile(certificateFile, certificate);
  await writeFile(keyFile, pem(key), { mode: 0o600 });
  return { name, key, certificate };
};

// Two authorities of one name with different keys confuse browsers, so the name carries the key.
const authorityName = (key: KeyObject): string =>
  `明镜本地证书 ${keyIdentifier(createPublicKey(key)).toString('hex').slice(0, 8)}`;

const certify = (certificate: {
  subject: string;
  publicKey: KeyObject;
  issuer: string;
  issuerKey: KeyObject;
  validity: readonly [Date, Date];
  extensions: Buffer;
}): string => {
  const body = sequence(
    explicit(0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([0x40]), randomBytes(15)])),
    ecdsaWithSha256,
    distinguishedName(certificate.issuer),
    sequence(...certificate.validity.map(time)),
    distinguishedName(certificate.subject),
    certificate.publicKey.export({ format: 'der', type: 'spki' }),
    explicit(3, certificate.extensions),
  );
  const signature = sign('sha256', body, certificate.issuerKey);
  const encoded = sequence(body, ecdsaWithSha256, bits(signature)).toString('base64');
  return `-----BEGIN CERTIFICATE-----\n${encoded.replace(/(.{64})/g, '$1\n').trimEnd()}\n-----END CERTIFICATE-----\n`;
};

const authorityExtensions = (publicKey: KeyObject): Buffer =>
  sequence(
    extension('2.5.29.19', true, sequence(boolean(true), integer(Buffer.from([0])))),
    extension('2.5.29.15', true, bits(Buffer.from([0b0000_0110]), 1)),
    extension('2.5.29.14', false, octets(keyIdentifier(publicKey))),
  );

const serverExtensions = (names: readonly string[], publicKey: KeyObject, authorityKey: KeyObject): Buffer =>
  sequence(
    extension('2.5.29.19', true, sequence()),
    extension('2.5.29.15', true, bits(Buffer.from([0b1000_0000]), 7)),
    extension('2.5.29.37', false, sequence(identifier('1.3.6.1.5.5.7.3.1'))),
    extension('2.5.29.17', false, sequence(...names.map(alternativeName))),
    extension('2.5.29.14', false, octets(keyIdentifier(publicKey))),
    extension('2.5.29.35', false, sequence(implicit(0, keyIdentifier(createPublicKey(authorityKey))))),
  );

const alternativeName = (name: string): Buffer => {
  const version = isIP(name);
  return version === 0 ? implicit(2, Buffer.from(name, 'ascii')) : implicit(7, addressBytes(name, version));
};

const addressBytes = (address: string, version: number): Buffer => {
  if (version === 4) return Buffer.from(address.split('.').map(Number));
  const [head = '', tail] = address.split('::');
  const words = (text: string) =>
    text === '' ? [] : text.split(':').map((word) => Number.parseInt(word, 16));
  const [first, last] = [words(head), words(tail ?? '')];
  const all = [...first, ...Array<number>(8 - first.length - last.length).fill(0), ...last];
  return Buffer.from(all.flatMap((word) => [word >> 8, word & 0xff]));
};

const extension = (oid: string, critical: boolean, content: Buffer): Buffer =>
  sequence(identifier(oid), ...(critical ? [boolean(true)] : []), octets(content));

const distinguishedName = (commonName: string): Buffer =>
  sequence(set(sequence(identifier('2.5.4.3'), utf8(commonName.slice(0, 64)))));

const keyIdentifier = (publicKey: KeyObject): Buffer =>
  createHash('sha1')
    .update(publicKey.export({ format: 'der', type: 'spki' }).subarray(-65))
    .digest();

const pem = (key: KeyObject): string => key.export({ format: 'pem', type: 'pkcs8' }).toString();
