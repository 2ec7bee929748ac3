import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  cosignatureLine,
  makeSigner,
  openCheckpoint,
  parseCheckpoint,
  parseNote,
  parseVkey,
  verifyProofFile,
} from '@mingjing/ledger';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../testing/office.ts';
import { BUREAU, witnessedLog } from '../testing/witnessed-log.ts';
import { publishLog } from './publish-log.ts';

let office: TestOffice;
let folder: string;
beforeAll(async () => {
  office = await openOffice();
  folder = await mkdtemp(join(tmpdir(), 'mingjing-witnessing-'));
});
const {
  log,
  witness,
  served,
  agree,
  round,
  pageOf,
  proofOf,
  grow,
  size,
  signedBy,
  kindsFoundBy,
  everything,
  warnings,
  stopAll,
} = witnessedLog(
  () => office,
  () => folder,
);
afterEach(stopAll);
afterAll(async () => {
  await office.close();
  await rm(folder, { recursive: true, force: true });
});

describe('a log and the bodies that witness it', () => {
  test('a new head is signed by each; page, proof file and published checkpoint say so; the proof holds offline', async () => {
    const [city, justice] = [await witness('city'), await witness('justice')];
    await agree(2, ['济宁市工信局', city], ['汶上县司法局', justice]);
    expect(await pageOf()).toContain('尚无见证');
    await round();
    expect([await signedBy(city), await signedBy(justice)]).toEqual([[await size()], [await size()]]);
    const page = await pageOf();
    expect(page).not.toContain('尚无见证');
    expect(page).toMatch(/已见证.*济宁市工信局.*汶上县司法局/s);
    const file = await proofOf();
    const verdict = verifyProofFile(file, {
      expectedVkey: log().vkey,
      requiredWitnesses: [city.vkey, justice.vkey],
    });
    expect(verdict.checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(verdict.witnesses).toHaveLength(2);
    await publishLog(office.databases.portal, BUREAU, join(folder, 'log'));
    const published = await readFile(join(folder, 'log', 'checkpoint'), 'utf8');
    const opened = openCheckpoint(published, log(), [city.vkey, justice.vkey].map(parseVkey));
    expect([opened.checkpoint.size, opened.cosignatures.length]).toEqual([await size(), 2]);
  });

  test('the published checkpoint gains the signatures that come after it', async () => {
    const city = await witness('later');
    await grow();
    const checkpoint = async () => {
      await publishLog(office.databases.portal, BUREAU, join(folder, 'log'));
      return parseNote(await readFile(join(folder, 'log', 'checkpoint'))).signatures.length;
    };
    expect(await checkpoint()).toBe(1);
    await agree(1, ['市局', city]);
    await round();
    expect(await checkpoint()).toBe(2);
  });

  test('a witness out of reach: the page claims nothing; when it is back it signs all that grew meanwhile', async () => {
    const first = await witness('absent');
    await agree(1, ['市局', first]);
    await first.stop();
    await round();
    expect(await signedBy(first)).toEqual([]);
    expect(await pageOf()).toContain('尚无见证');
    const again = await witness('absent', first.port);
    await round();
    const before = await size();
    await again.stop();
    await grow();
    await round();
    await witness('absent', first.port);
    await grow();
    await round();
    expect(await signedBy(first)).toEqual([before, await size()]);
    expect(await pageOf()).toMatch(/已见证.*市局/s);
  });

  test('fewer than agreed is not yet 已见证', async () => {
    const [city, justice] = [await witness('one'), await witness('two')];
    await agree(2, ['市局', city], ['司法局', justice]);
    await justice.stop();
    await round();
    expect(await pageOf()).toMatch(/市局.*尚未达到约定的见证方/s);
  });

  test('a witness restored from an old backup is named on every screen, and signs again', async () => {
    const first = await witness('restored');
    await agree(1, ['县司法局', first]);
    await round();
    await first.stop();
    await cp(join(folder, 'restored'), join(folder, 'backup'), { recursive: true });
    const second = await witness('restored', first.port);
    await grow();
    await round();
    await second.stop();
    await rm(join(folder, 'restored'), { recursive: true });
    await cp(join(folder, 'backup'), join(folder, 'restored'), { recursive: true });
    await witness('restored', first.port);
    expect(await warnings()).not.toContain('县司法局');
    await grow();
    await round();
    expect(await kindsFoundBy(first)).toEqual(['stale-witness']);
    expect(await warnings()).toMatch(/县司法局”忘记了它联署过的汶上县.*恢复了旧备份/);
    expect((await signedBy(first)).at(-1)).toBe(await size());
  });
});

describe('what answers at a witness’s address is not trusted', () => {
  const stranger = makeSigner('witness.test/stranger', new Uint8Array(32).fill(5), 'cosignature');
  const trusted = makeSigner('witness.test/trusted', new Uint8Array(32).fill(6), 'cosignature');
  const signedWith = (signer: typeof trusted, time: number, change = (line: string) => line) =>
    served((request, response) => {
      let body = '';
      request.on('data', (part: Buffer) => {
        body += part.toString('utf8');
      });
      request.on('end', () => {
        const checkpoint = parseCheckpoint(parseNote(body.slice(body.indexOf('\n\n') + 2)).text);
        response.end(change(cosignatureLine(checkpoint, signer, time)));
      });
    });
  const now = () => Math.floor(Date.now() / 1000);

  test('its line is kept when it holds, whatever other lines come with it', async () => {
    const url = await signedWith(
      trusted,
      now(),
      (line) => `— unknown ${Buffer.alloc(68).toString('base64')}\n${line}`,
    );
    await agree(1, ['市局', { vkey: trusted.vkey, url }]);
    await round();
    const [row] = await office.asOwner<{ line: string }>(
      `select line from ledger_cosignature where witness = $1`,
      [trusted.vkey],
    );
    expect(row?.line).toMatch(/^— witness\.test\/trusted \S+\n$/);
  });

  test.each([
    ['a signature of another key', () => signedWith(stranger, now())],
    ['a signature dated an hour ahead', () => signedWith(trusted, now() + 3600)],
    [
      'a signature changed on the way',
      () =>
        signedWith(trusted, now(), (line) =>
          line.replace(/.(?=.{30}\n)/, (one) => (one === 'A' ? 'B' : 'A')),
        ),
    ],
    ['nothing', () => served((_, response) => void response.end())],
    ['an endless answer', () => served((_, response) => endless(response))],
    ['a size that is none', () => served((_, response) => void response.writeHead(409).end('many\n'))],
    ['500', () => served((_, response) => void response.writeHead(500).end())],
  ])('%s is stored nowhere and accuses nobody', async (_title, serve) => {
    await grow();
    const before = await everything();
    await agree(1, ['市局', { vkey: trusted.vkey, url: await serve() }]);
    await round();
    expect(await everything()).toEqual(before);
  });

  test('a redirect is not followed, wherever it leads', async () => {
    const real = await witness('behind-redirect');
    const url = await served(
      (request, response) => void response.writeHead(307, { location: `${real.url}${request.url}` }).end(),
    );
    await agree(1, ['市局', { vkey: real.vkey, url }]);
    await round();
    expect(await signedBy(real)).toEqual([]);
  });

  test('a refusal without evidence is said as such, not as a proof against the log', async () => {
    const url = await served(
      (request, response) => void response.writeHead(request.method === 'POST' ? 422 : 404).end(),
    );
    await agree(1, ['说不清的', { vkey: stranger.vkey, url }]);
    await round();
    expect(await kindsFoundBy(stranger)).toEqual(['disputed']);
    expect(await warnings()).toContain('没有出示凭据');
  });
});

function endless(response: {
  write(text: string): boolean;
  on(event: 'drain', next: () => void): unknown;
}): void {
  const more = () => {
    while (response.write('x'.repeat(4096)));
  };
  response.on('drain', more);
  more();
}
