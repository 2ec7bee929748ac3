import {
  type LawVersionReply,
  lawCommandRequest,
  lawPreviewRequest,
  lawVersionRequest,
  routes,
} from '@mingjing/api';
import { checkPack, diffPacks, type Pack, readDraft } from '@mingjing/law';
import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import { loadDraft, type StoredDraft } from '../law-drafts/draft-store.ts';
import { authoriseQuery } from '../people/authorise.ts';
import type { Person } from '../people/people.ts';
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
    const pack = await readVersion(context, person, wanted);
    const standing = context.resources().rulebook(person.bureau, context.clock.today());
    const before = standing.packs.find(({ id }) => id === pack.id);
    const version = await keepPack(context.databases.app, pack, context.clock.now());
    await announceLaw(context.databases.app, person.bureau);
    await context.reloadResources();
    return {
      pack: pack.id,
      version,
      regulation: pack.title,
      inForceFrom: pack.inForceFrom,
      warnings: checkPack(pack).map(({ path, message }) => `${path}：${message}`),
      differences: before === undefined ? null : diffPacks(before, pack).map(({ sentence }) => sentence),
    };
  });
  app.post(routes.lawPreview, async (request) => {
    const person = requirePerson(request);
    authoriseQuery(person, 'preview-law');
    return await previewLaw(context, person, lawPreviewRequest.parse(request.body));
  });
}

async function readVersion(
  context: ServerContext,
  person: Person,
  wanted: z.output<typeof lawVersionRequest>,
): Promise<Pack> {
  if ('release' in wanted) return released(wanted.release);
  if ('draft' in wanted)
    return soundDraft(await loadDraft(context.databases.app, person.bureau, wanted.draft));
  return readPackTexts(wanted.packYaml, wanted.articlesYaml);
}

/** A draft as a pack, once the checker finds no error in it. */
function soundDraft({ body }: StoredDraft): Pack {
  const { pack, findings, leftAside } = readDraft(body);
  const errors = findings.filter(({ level }) => level === 'error');
  if (pack !== undefined && leftAside === 0 && errors.length === 0) return pack;
  throw new RequestError(
    'pack-faulty',
    `草稿还有 ${errors.length} 处没有改好，不能提请。按检查结果逐处改好后再办。`,
    errors.slice(0, 100).map(({ path, message }) => ({ key: path, message })),
  );
}

function released(id: string): Pack {
  const pack = releasedPacks().packs.find((one) => one.id === id);
  if (pack === undefined) throw new RequestError('bad-request', '本版程序没有带这部规定。');
  return pack;
}
