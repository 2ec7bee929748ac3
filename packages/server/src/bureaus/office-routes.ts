import { type ArticleReply, advanceClockRequest, articleQuery, routes } from '@mingjing/api';
import { findArticle, type Pack, rankLabels } from '@mingjing/law';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { keepDemonstrationDate } from '../demo/demonstration-date.ts';
import { authoriseQuery } from '../people/authorise.ts';
import { watchSilence } from '../silence/watch-silence.ts';
import type { ServerContext } from '../web/context.ts';
import { requirePerson } from '../web/office-server.ts';
import { RequestError } from '../web/request-error.ts';
import { articlesReply, catalogueReply } from './law-replies.ts';
import { notesOn } from './notes-on.ts';

/** Law texts, calendar and clock of the office. */
export function officeRoutes(app: FastifyInstance, context: ServerContext): void {
  const packsOf = (bureau: string): readonly Pack[] =>
    context.resources().rulebook(bureau, context.clock.today()).packs;

  app.get(routes.articles, async (request) => articlesReply(packsOf(requirePerson(request).bureau)));
  app.get(routes.catalogue, async (request) =>
    catalogueReply(context.resources().rulebook(requirePerson(request).bureau, context.clock.today()).held),
  );
  app.get(routes.article, async (request): Promise<ArticleReply> => {
    const person = requirePerson(request);
    const { pack: id, article } = z
      .strictObject({ pack: z.string().max(120), article: z.string().max(120) })
      .parse(request.params);
    const { version } = articleQuery.parse(request.query);
    const pack =
      version === undefined
        ? packsOf(person.bureau).find((candidate) => candidate.id === id)
        : context.resources().packVersion(version);
    const found = findArticle(pack, article);
    if (pack?.id !== id) throw new RequestError('not-found');
    return {
      pack: pack.id,
      regulation: pack.title,
      rank: pack.rank,
      rankLabel: rankLabels[pack.rank],
      number: found?.number ?? article,
      text: found?.text ?? '本系统没有这一条的文本。',
      whole: pack.extent === 'whole',
      verified: pack.textHeld,
      inForceFrom: pack.inForceFrom,
      notes: notesOn(pack.notes, found?.number ?? article),
    };
  });
  app.get(routes.calendar, async (request) => {
    return context.resources().calendarOf(requirePerson(request).bureau);
  });
  app.get(routes.clock, async (request) => {
    requirePerson(request);
    return {
      today: context.clock.today(),
      canAdvance: context.demonstration && context.clock.advance !== undefined,
    };
  });
  app.post(routes.clock, async (request) => {
    const person = requirePerson(request);
    authoriseQuery(person, 'advance-clock');
    if (!context.demonstration || context.clock.advance === undefined)
      throw new RequestError('forbidden', '只有演示环境可以推进日期。');
    const { date } = advanceClockRequest.parse(request.body);
    if (date < context.clock.today()) throw new RequestError('bad-request', '演示日期只能往后推。');
    if (date > `${Number(context.clock.today().slice(0, 4)) + 3}-12-31`)
      throw new RequestError('bad-request', '一次最多推进三年。');
    context.clock.advance(date);
    await keepDemonstrationDate(context.databases.app, date);
    await watchSilence(context).round();
    return { today: context.clock.today(), canAdvance: true };
  });
}
