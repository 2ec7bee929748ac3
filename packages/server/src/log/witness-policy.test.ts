import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeSigner } from '@mingjing/ledger';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readWitnessPolicy } from './witness-policy.ts';

const { vkey } = makeSigner('witness.test/city', new Uint8Array(32), 'cosignature');
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mingjing-policy-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const read = async (text: string) => {
  await writeFile(join(folder, 'witnesses'), text);
  return readWitnessPolicy(folder);
};

describe('the file of witnesses', () => {
  test('is read when it holds to the form; without one there is nobody', async () => {
    expect((await readWitnessPolicy(folder)).witnesses).toEqual([]);
    const { witnesses } = await read(`witness 市局 ${vkey} http://10.0.0.1:8090/\nquorum 市局\n`);
    expect(witnesses.map(({ name, url }) => [name, url])).toEqual([['市局', 'http://10.0.0.1:8090/']]);
  });

  test.each([
    ['quorum w', '没有在前面定义'],
    ['witness w x http://a\nquorum w', '公钥不符合格式'],
    ['', '没有 quorum'],
  ])('%j stops the start, and says why', async (text, reason) => {
    await expect(read(text)).rejects.toMatchObject({
      code: 'configuration',
      message: expect.stringContaining(reason),
    });
  });

  test.each(['ftp://a/', 'a.test', 'http://user@a/', 'http://a/?x=1'])(
    '%s is no address of a witness',
    async (url) => {
      await expect(read(`witness w ${vkey} ${url}\nquorum w`)).rejects.toThrow('地址应为');
    },
  );
});
