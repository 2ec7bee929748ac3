import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readDocumentCode } from '../../documents/document-code.ts';
import type { IssuedDocument } from '../../documents/issued-document.ts';
import { witnessPolicyOf } from '../../log/witness-policy.ts';
import { sendPage } from '../http/send-page.ts';
import { sendComparison } from '../http/send-verifier.ts';
import { rememberSize } from '../http/text-size.ts';
import type { Markup } from '../markup/markup.ts';
import { documentFormPage, documentPage, noDocumentPage } from '../pages/document-page.ts';
import type { BureauView } from '../pages/view.ts';
import { readDocumentProof, readIssuedDocument } from '../read/issued-documents.ts';
import type { Reader } from '../read/reading.ts';
import { oneOf, type Parameters } from '../read/result-query.ts';
import type { Site } from '../site.ts';

/** Where anybody checks a printed document by its code. No answer is kept by a cache. */
export function documentRoutes(app: FastifyInstance, site: Site): void {
  app.get('/:bureau/verify', async (request, reply) => {
    const typed = oneOf((request.query as Parameters).code);
    if (typed.trim() !== '') return await answer(site, request, reply, typed);
    return sendPage(
      request,
      reply,
      await site.readBureau(request, async (_db, view) => documentFormPage(view)),
    );
  });
  app.get('/:bureau/verify/:code', (request, reply) => answer(site, request, reply, codeOf(request)));
  app.get('/:bureau/verify/:code/compare.html', async (request, reply) => {
    const found = await find(site, request, codeOf(request), async (_db, _view, document) => document);
    return 'page' in found
      ? sendOnce(request, reply, found)
      : sendComparison(reply, found, site.options.demonstration ?? false);
  });
}

const codeOf = (request: FastifyRequest): string => (request.params as { code: string }).code;

interface Answer {
  readonly page: Markup;
  readonly status: number;
}

async function answer(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  typed: string,
): Promise<FastifyReply> {
  const found = await find(site, request, typed, async (db, view, document) => {
    const proof = await readDocumentProof(db, document, witnessPolicyOf(view.bureau.profile));
    return { page: documentPage(view, document, proof, readDocumentCode(typed) ?? ''), status: 200 };
  });
  return sendOnce(request, reply, found);
}

function find<T>(
  site: Site,
  request: FastifyRequest,
  typed: string,
  use: (db: Reader, view: BureauView, document: IssuedDocument) => Promise<T>,
): Promise<T | Answer> {
  return site.readBureau(request, async (db, view) => {
    const document = await readIssuedDocument(db, view.bureau.id, typed);
    if (document !== undefined) return await use(db, view, document);
    site.options.onUnknownCode?.(view.bureau.id);
    return { page: noDocumentPage(view), status: 404 };
  });
}

function sendOnce(request: FastifyRequest, reply: FastifyReply, { page, status }: Answer): FastifyReply {
  rememberSize(request, reply, request.protocol === 'https');
  return reply
    .status(status)
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(page.toString());
}
