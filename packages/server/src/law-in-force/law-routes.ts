import {
  type LawVersionReply,
  lawCommandRequest,
  lawPreviewRequest,
  lawVersionRequest,
  routes,
} from '@mingjing/api';
import { checkPack, type Pack } from '@mingjing/law';
import type { FastifyInstance } from 'fastify';
import { authoriseQuery } from '../people/authorise.ts';
import type { ServerContext } from '../web/context.ts';
import { requirePerson } from '../web/office-server.ts';
import { RequestError } from '../web/request-error.ts';
import { viewLaw } from './law-view.ts';
import { previewLaw } from './preview-law.ts';
import { readPackTexts } from './read-law-files.ts';
import { runLawCommand } from './run-law-command.ts';
import { keepPack, releasedPacks } from './stored-versions.ts';
import { viewRegister } from './view-register.ts';
import { viewSilentPoints } from './view-silent-points.ts';
import { announceLaw } from './watch-law.ts';

/** The office's doors to the law in force: what binds the bureau, another version, what it would change, the decision. */
export function lawRoutes(app: FastifyInstance, context: ServerContext): void {
  app.get(routes.law, async (request) => viewLaw(context, requirePerson(request)));
  app.get(routes.silentPoints, async (request) => viewSilentPoints(context, requirePerson(request)));
  app.get(routes.lawRegister, async (request) => viewRegister(context, requirePerson(request)));
  app.post(routes.law, async (request) => {
    const person = requirePerson(request);
    const command = lawCommandRequest.parse(request.body);
    authoriseQuery(person, command.command.type);
    return await runLawCommand(context, person, command);
  });
  app.post(routes.lawVersions, async (request): Promise<LawVersionReply> => {
    const person = requirePerson(request);
    authoriseQuery(person, 'propose-packs');
    const wanted = lawVersionRequest.parse(request.body);
    const pack =
      'release' in wanted ? released(wanted.release) : readPackTexts(wanted.packYaml, wanted.articlesYaml);
    const version = await keepPack(context.databases.app, pack, context.clock.now());
    await announceLaw(context.databases.app, person.bureau);
    await context.reloadResources();
    return {
      pack: pack.id,
      version,
      regulation: pack.title,
      inForceFrom: pack.inForceFrom,
      warnings: checkPack(pack).map(({ path, message }) => `${path}：${message}`),
    };
  });
  app.post(routes.lawPreview, async (request) => {
    const person = requirePerson(request);
    authoriseQuery(person, 'preview-law');
    return await previewLaw(context, person, lawPreviewRequest.parse(request.body));
  });
}

function released(id: string): Pack {
  const pack = releasedPacks().packs.find((one) => one.id === id);
  if (pack === undefined) throw new RequestError('bad-request', '本版程序没有带这部规定。');
  return pack;
}
