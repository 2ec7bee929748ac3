import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readFindings } from '../../log/findings.ts';
import { readLogs } from '../../log/logs.ts';
import { proofFile } from '../../log/proofs.ts';
import { readTimeStamp, type StoredTimeStamp } from '../../log/time-stamp/time-stamps.ts';
import { publicPolicy, witnessPolicyOf } from '../../log/witness-policy.ts';
import { readSealedRecheck } from '../../recheck/seal-rechecks.ts';
import { PageMissing } from '../http/answer-error.ts';
import { sendPage } from '../http/send-page.ts';
import type { Markup } from '../markup/markup.ts';
import { chooserPage } from '../pages/chooser-page.ts';
import { homePage } from '../pages/home-page.ts';
import { aboutPage } from '../pages/information/about-page.ts';
import { deadlinesPage } from '../pages/information/deadlines-page.ts';
import { howToVerifyPage } from '../pages/information/how-to-verify-page.ts';
import { mattersPage } from '../pages/information/matters-page.ts';
import { MOST_OFFICERS, officersPage } from '../pages/information/officers-page.ts';
import { sitemapPage } from '../pages/information/sitemap-page.ts';
import type { BureauView } from '../pages/view.ts';
import { readBureaus } from '../read/bureaus.ts';
import { readCheckpoint } from '../read/checkpoints.ts';
import { answerOf, readDeadlineForm, standingOf } from '../read/deadlines.ts';
import { findOfficers } from '../read/officers.ts';
import type { Reader } from '../read/reading.ts';
import { oneOf, type Parameters, readResultQuery } from '../read/result-query.ts';
import { searchResults } from '../read/search-results.ts';
import { readSearchTerms } from '../read/search-terms.ts';
import { type Completeness, countOfficers } from '../read/summary.ts';
import type { Site } from '../site.ts';

/** Homes, officers, matters, contact, verification, sitemap and checkpoints. */
export function informationRoutes(app: FastifyInstance, site: Site): void {
  app.get('/', async (request, reply) => sendPage(request, reply, await front(site, request)));
  app.get('/:bureau', async (request, reply) => sendPage(request, reply, await home(site, request)));
  app.get('/:bureau/officers', async (request, reply) => {
    const q = oneOf((request.query as Parameters).q).slice(0, 400);
    const page = await site.readBureau(request, async (db, view) =>
      officersPage(view, await findOfficers(db, view.bureau.id, readSearchTerms(q), MOST_OFFICERS), q),
    );
    return sendPage(request, reply, page);
  });
  const still = (path: string, page: (view: BureauView) => Markup) =>
    app.get(path, async (request, reply) =>
      sendPage(request, reply, await site.readBureau(request, async (_db, view) => page(view))),
    );
  app.get('/:bureau/deadlines', async (request, reply) => {
    const form = readDeadlineForm(request.query as Parameters);
    const page = await site.readBureau(request, async (_db, view) => {
      const law = site.options.law();
      const book = law.rulebook(view.bureau.id, view.today);
      return deadlinesPage(
        view,
        standingOf(view, book, law),
        answerOf(view, form, law),
        form,
        law.calendarOf(view.bureau.id).years,
      );
    });
    return sendPage(request, form.problems.length > 0 ? reply.status(400) : reply, page);
  });
  still('/:bureau/matters', mattersPage);
  still('/:bureau/about', aboutPage);
  app.get('/:bureau/recheck.json', async (request, reply) =>
    reply
      .header('cache-control', 'no-cache')
      .type('application/json; charset=utf-8')
      .send(await recheckProof(site, request)),
  );
  app.get('/:bureau/how-to-verify', async (request, reply) =>
    sendPage(
      request,
      reply,
      await site.readBureau(request, async (db, view) =>
        howToVerifyPage(view, {
          logs: await readLogs(db, view.bureau.id),
          findings: await readFindings(db, view.bureau.id, new Date()),
          timeStamp: await readStamp(db, view.bureau.id),
        }),
      ),
    ),
  );
  app.get('/:bureau/policy.txt', async (request, reply) => {
    const text = await site.readBureau(request, async (db, { bureau }) =>
      publicPolicy(
        (await readLogs(db, bureau.id)).map(({ vkey }) => vkey),
        witnessPolicyOf(bureau.profile),
      ),
    );
    return reply.header('cache-control', 'no-cache').type('text/plain; charset=utf-8').send(text);
  });
  app.get('/:bureau/time-stamps/:size/token.tst', (request, reply) =>
    sendTimeStamp(site, request, reply, 'token'),
  );
  app.get('/:bureau/time-stamps/:size/checkpoint.txt', (request, reply) =>
    sendTimeStamp(site, request, reply, 'note'),
  );
  app.get('/:bureau/contradictions/:size.json', (request, reply) => sendContradiction(site, request, reply));
  still('/:bureau/sitemap', sitemapPage);
  app.get('/checkpoint/:bureau', (request, reply) => sendCheckpoint(site, request, reply));
}

const LATEST = 5;

async function front(site: Site, request: FastifyRequest): Promise<Markup> {
  const bureaus = await site.read(readBureaus);
  const [only] = bureaus;
  if (only !== undefined && bureaus.length === 1) {
    const counts = await site.completeness(only.id);
    return site.read(async (db) => homeOf(db, await site.bureauView(request, db, only, false), counts));
  }
  return site.read(async (db) => {
    const { lines } = await searchResults(db, readResultQuery(null, {}).query, LATEST);
    return chooserPage(site.commonView(request, true), bureaus, lines);
  });
}

async function home(site: Site, request: FastifyRequest): Promise<Markup> {
  const { bureau } = request.params as { bureau: string };
  await site.readBureau(request, async () => undefined);
  const counts = await site.completeness(bureau);
  return site.readBureau(request, (db, view) => homeOf(db, view, counts));
}

async function homeOf(db: Reader, view: BureauView, counts: Completeness): Promise<Markup> {
  const { query } = readResultQuery(view.bureau.id, {});
  const { lines } = await searchResults(db, query, LATEST);
  return homePage(view, { latest: lines, counts, officers: await countOfficers(db, view.bureau.id) });
}

/** Of the log in use. */
async function readStamp(db: Reader, bureau: string, size?: number): Promise<StoredTimeStamp | null> {
  const log = (await readLogs(db, bureau)).at(-1);
  return log === undefined ? null : readTimeStamp(db, log.id, size);
}

async function sendTimeStamp(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  file: 'token' | 'note',
): Promise<FastifyReply> {
  const { size } = request.params as { size: string };
  const stamp = await site.readBureau(request, (db, view) =>
    /^[1-9]\d{0,14}$/.test(size) ? readStamp(db, view.bureau.id, Number(size)) : Promise.resolve(null),
  );
  if (stamp === null) throw new PageMissing();
  const type = file === 'token' ? 'application/octet-stream' : 'text/plain; charset=utf-8';
  return reply.header('cache-control', 'no-cache').type(type).send(stamp[file]);
}

async function sendContradiction(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { size } = request.params as { size: string };
  const file = await site.readBureau(request, async (db, view) => {
    const findings = await readFindings(db, view.bureau.id, new Date());
    return findings.find(({ kind, seenSize }) => kind === 'fork' && String(seenSize) === size)?.evidence;
  });
  if (!file) throw new PageMissing();
  return reply
    .headers({
      'content-disposition': 'attachment; filename="mingjing-contradiction.json"',
      'cache-control': 'no-cache',
    })
    .type('application/json; charset=utf-8')
    .send(file);
}

async function sendCheckpoint(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const checkpoint = await site.readBureau(request, (db, { bureau }) => readCheckpoint(db, bureau.id));
  if (checkpoint === null) throw new PageMissing();
  return reply.header('cache-control', 'no-cache').type('text/plain; charset=utf-8').send(checkpoint.note);
}

/** The proof file of the newest full recheck that stands in the log. */
async function recheckProof(site: Site, request: FastifyRequest): Promise<Buffer> {
  const file = await site.readBureau(request, async (db, { bureau }) => {
    const sealed = await readSealedRecheck(db, bureau.id);
    if (sealed === null) return null;
    const { stream, version, bytes } = sealed;
    const asked = { bureau: bureau.id, stream, version, bytes, disclosures: [], show: () => true };
    return await proofFile(db, { ...asked, policy: witnessPolicyOf(bureau.profile) });
  });
  if (file === null) throw new PageMissing();
  return Buffer.from(file);
}
