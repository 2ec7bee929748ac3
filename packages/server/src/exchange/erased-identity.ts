import { createHmac, randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCode } from '../platform/startup-error.ts';
import { UnreadableFile } from './finding.ts';

/**
 * What is kept of the identity of an imported row whose values were erased by law: HMAC-SHA256 under a key that stands in
 * no database, so that the same row is known again and nobody can try names against it.
 */
export async function erasedIdentity(keyFolder: string, identity: string): Promise<string> {
  const file = join(keyFolder, KEY_FILE);
  await mkdir(keyFolder, { recursive: true, mode: 0o700 });
  return digestUnder((await readKey(file)) ?? (await makeKey(file)), identity);
}

/** How identities read once erased, by that reading; refuses where rows were erased and their key is not there. */
export async function erasedIdentities(
  keyFolder: string,
  identities: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const key = await readKey(join(keyFolder, KEY_FILE));
  if (key === undefined)
    throw new UnreadableFile(
      'erased-key-missing',
      '有导入的结果已依法删除，识别它们的密钥（keys/erased-imports.key）不见了。从备份恢复密钥后再导入。',
    );
  return new Map(identities.map((identity) => [digestUnder(key, identity), identity]));
}

/** How the reading begins, apart from every identity of a row that stands. */
export const ERASED_IDENTITY = 'erased:';

const KEY_FILE = 'erased-imports.key';

const digestUnder = (key: Buffer, identity: string) =>
  `${ERASED_IDENTITY}${createHmac('sha256', key).update(identity).digest('hex')}`;

async function readKey(file: string): Promise<Buffer | undefined> {
  try {
    return Buffer.from((await readFile(file, 'utf8')).trim(), 'hex');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Of two that make the key at once, the first one's stands. */
async function makeKey(file: string): Promise<Buffer> {
  const key = randomBytes(32);
  const draft = `${file}.${randomBytes(8).toString('hex')}`;
  await writeFile(draft, `${key.toString('hex')}\n`, { mode: 0o600, flush: true });
  try {
    await link(draft, file);
    return key;
  } catch (error) {
    const theirs = await readKey(file);
    if (theirs === undefined) throw error;
    return theirs;
  } finally {
    await rm(draft, { force: true });
  }
}
