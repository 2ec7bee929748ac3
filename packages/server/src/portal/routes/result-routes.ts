import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { proofFile } from '../../log/proofs.ts';
import { witnessPolicyOf } from '../../log/witness-policy.ts';
import { PageMissing } from '../http/answer-error.ts';
import { sendPage } from '../http/send-page.ts';
import { sendVerifier } from '../http/send-verifier.ts';
import type { Markup } from '../markup/markup.ts';
import { errorPage } from '../pages/error-page.ts';
import { MOST_OFFICERS } from '../pages/information/officers-page.ts';
import { resultPage } from '../pages/result/result-page.ts';
import { tombstonePage } from '../pages/result/tombstone-page.ts';
import { allResultsPage, type ListContent, MOST_COUNTED, resultsPage } from '../pages/results-page.ts';
import type { BureauView } from '../pages/view.ts';
import { withArticleText } from '../read/article-text.ts';
import { readBureaus } from '../read/bureaus.ts';
import { correctionClause, withdrawalDue } from '../read/deadlines.ts';
import { findOfficers } from '../read/officers.ts';
import type { Reader } from '../read/reading.ts';
import { type Parameters, readResultQuery } from '../read/result-query.ts';
import {
  type Result,
  readEarlierFact,
  readEarlierPlaces,
  readProofState,
  readPublicFact,
  readResult,
} from '../read/results.ts';
import { namesOrganisation } from '../read/same-party.ts';
import { countOfParty, countResults, searchResults } from '../read/search-results.ts';
import type { Site } from '../site.ts';

/** The list of results, each result, and its proof file. */
export function resultRoutes(app: FastifyInstance, site: Site): void {
  app.get('/results', async (request, reply) => {
    const { content, page } = await site.read(async (db) => {
      const bureaus = await readBureaus(db);
      const content = await listContent(db, null, request);
      const demonstration = bureaus.some((bureau) => bureau.demonstration);
      return {
        content,
        page: allResultsPage(site.commonView(request, bureaus.length > 1), content, bureaus, demonstration),
      };
    });
    return sendList(request, reply, content, page);
  });
  app.get('/:bureau/results', async (request, reply) => {
    const { content, page } = await site.readBureau(request, async (db, view) => {
      const content = await listContent(db, view.bureau.id, request);
      return { content, page: resultsPage(view, content) };
    });
    return sendList(request, reply, content, page);
  });
  app.get('/:bureau/results/:id', async (request, reply) => {
    const page = await site.readBureau(request, async (db, view) =>
      onePage(site, db, view, await oneResult(db, view, request)),
    );
    return sendPage(request, reply, page);
  });
  app.get('/:bureau/results/:id/proof.json', (request, reply) => sendProof(site, request, reply));
  app.get('/:bureau/results/:id/earlier/:version/proof.json', (request, reply) =>
    sendEarlierProof(site, request, reply),
  );
  app.get('/:bureau/results/:id/verify.html', async (request, reply) => {
    const { result, file } = await findProof(site, request);
    return file === null
      ? sendNotYet(site, request, reply)
      : sendVerifier(reply, {
          name: nameOf(result),
          proof: file,
          demonstration: site.options.demonstration ?? false,
        });
  });
  app.get('/verify.html', async (_request, reply) => sendVerifier(reply));
}

const PAGE = 20;

async function listContent(db: Reader, bureau: string | null, request: FastifyRequest): Promise<ListContent> {
  const { form, query, problems } = readResultQuery(bureau, request.query as Parameters);
  const further = query.after !== null;
  const shortened = query.terms.shortened || query.number.shortened;
  if (problems.length > 0)
    return { form, problems, page: null, count: undefined, shortened, further, officers: 0 };
  const page = await searchResults(db, query, PAGE);
  const whole = page.next === null && !further;
  const count = further
    ? undefined
    : whole
      ? page.lines.length
      : await countResults(db, query, MOST_COUNTED + 1);
  const officers =
    bureau === null || further || query.terms.words.length === 0
      ? 0
      : (await findOfficers(db, bureau, query.terms, MOST_OFFICERS)).length;
  return { form, problems, page, count, shortened, further, officers };
}

function sendList(
  request: FastifyRequest,
  reply: FastifyReply,
  content: ListContent,
  page: Markup,
): FastifyReply {
  return sendPage(request, content.page === null ? reply.status(400) : reply, page);
}

async function oneResult(db: Reader, view: BureauView, request: FastifyRequest): Promise<Result> {
  const { id } = request.params as { id: string };
  const result = /^[\w.:-]{1,100}$/.test(id) ? await readResult(db, view.bureau.id, id) : undefined;
  if (result === undefined) throw new PageMissing();
  return result;
}

async function onePage(site: Site, db: Reader, view: BureauView, result: Result): Promise<Markup> {
  const proof = await readProofState(db, result, witnessPolicyOf(view.bureau.profile));
  const correction = correctionClause(view, result.kind, site.options.law());
  if (result.state === 'withdrawn') {
    const due = withdrawalDue(view.bureau.id, result, site.options.law());
    return tombstonePage(view, result, proof, due, correction);
  }
  return resultPage(
    view,
    { ...result, body: withArticleText(site.options.law(), view.bureau.id, result) },
    proof,
    {
      sameParty: namesOrganisation(result.party)
        ? await countOfParty(db, result.bureau, result.party, MOST_COUNTED + 1)
        : 0,
      correction,
      earlier: await readEarlierPlaces(db, result),
    },
  );
}

async function sendProof(site: Site, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { result, file } = await findProof(site, request);
  if (file === null) return sendNotYet(site, request, reply);
  return sendProofFile(reply, nameOf(result), file);
}

/** A version that was put right since proves that it stood there, never what it said. */
async function sendEarlierProof(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { version } = request.params as { version: string };
  const found = await site.readBureau(request, async (db, view) => {
    const result = await oneResult(db, view, request);
    const bytes = /^[1-9]\d{0,8}$/.test(version)
      ? await readEarlierFact(db, result, Number(version))
      : undefined;
    if (bytes === undefined) throw new PageMissing();
    const { bureau, stream } = result;
    const policy = witnessPolicyOf(view.bureau.profile);
    const held = { bureau, stream, version: Number(version), bytes, disclosures: [], policy };
    return { result, file: await proofFile(db, { ...held, show: () => false }) };
  });
  if (found.file === null) return sendNotYet(site, request, reply);
  return sendProofFile(reply, nameOf(found.result).replace('.json', `-${version}.json`), found.file);
}

function sendProofFile(reply: FastifyReply, name: string, file: Uint8Array): FastifyReply {
  return reply
    .headers({ 'content-disposition': `attachment; filename="${name}"`, 'cache-control': 'no-cache' })
    .type('application/json; charset=utf-8')
    .send(Buffer.from(file));
}

function findProof(site: Site, request: FastifyRequest) {
  return site.readBureau(request, async (db, view) => {
    const result = await oneResult(db, view, request);
    return { result, file: await proofOf(view, db, result) };
  });
}

function sendNotYet(site: Site, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply
    .status(503)
    .headers({ 'retry-after': '2', 'cache-control': 'no-store' })
    .type('text/html; charset=utf-8')
    .send(errorPage(site.commonView(request, false), 'not-in-log').toString());
}

const nameOf = (result: Result): string => `mingjing-${result.id.replace(/[^\w-]/g, '')}.json`;

// A withdrawn result proves that it was there and went, never what it said.
async function proofOf(view: BureauView, db: Reader, result: Result): Promise<Uint8Array | null> {
  const fact = await readPublicFact(db, result);
  if (fact === undefined) return null;
  const shown = result.state === 'published';
  return proofFile(db, {
    bureau: result.bureau,
    stream: result.stream,
    version: result.version,
    bytes: fact.bytes,
    disclosures: fact.disclosures,
    policy: witnessPolicyOf(view.bureau.profile),
    show: (name) => shown && (name === 'title' || name === 'summary' || name.startsWith('fields.')),
  });
}
