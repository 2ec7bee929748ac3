import {
  beginDraftRequest,
  type DraftFilesReply,
  draftTrialRequest,
  type LawDraftReply,
  type LawDraftsReply,
  type PackFormReply,
  routes,
  saveDraftRequest,
  saveSectionRequest,
} from '@mingjing/api';
import { can, packForm, toDraftBody } from '@mingjing/law';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { writePack } from '../packs/write-pack.ts';
import { authoriseQuery } from '../people/authorise.ts';
import { type Person, toActor } from '../people/people.ts';
import type { ServerContext } from '../web/context.ts';
import { requirePerson } from '../web/office-server.ts';
import { uuidOf } from '../web/uuid-of.ts';
import { beginDraft } from './begin-draft.ts';
import { saveSection, viewSection } from './draft-sections.ts';
import { addDraft, deleteDraft, listDrafts, loadDraft, saveDraft, viewDraft } from './draft-store.ts';
import { tryDraft } from './draft-trial.ts';

const sectionParameter = z.strictObject({ id: z.uuid(), section: z.string().max(40) });

/** The office's doors to regulations that are being written: nothing here is in force, and nothing here puts anything in force. */
export function draftRoutes(app: FastifyInstance, context: ServerContext): void {
  app.get(routes.lawForm, async (request): Promise<PackFormReply> => {
    writer(request);
    return packForm();
  });
  app.get(routes.lawDrafts, async (request): Promise<LawDraftsReply> => {
    const person = requirePerson(request);
    const refusal = can(toActor(person), 'write-law-draft', { bureau: person.bureau });
    if (refusal !== undefined) return { drafts: [], edit: { may: false, refusal } };
    return { drafts: await listDrafts(context, person), edit: { may: true } };
  });
  app.post(routes.lawDrafts, async (request, reply): Promise<LawDraftReply> => {
    const person = writer(request);
    const { id, begin } = beginDraftRequest.parse(request.body);
    await addDraft(context, person, { id, ...(await beginDraft(context, person, begin)) });
    reply.status(201);
    return await viewDraft(context, person, id);
  });
  app.get(routes.lawDraft, async (request) => {
    const person = writer(request);
    return await viewDraft(context, person, uuidOf(request));
  });
  app.put(routes.lawDraft, async (request) => {
    const person = writer(request);
    const id = uuidOf(request);
    const { expectedVersion, body } = saveDraftRequest.parse(request.body);
    return (await saveDraft(context, person, id, expectedVersion, body)).check;
  });
  app.delete(routes.lawDraft, async (request, reply) => {
    const person = writer(request);
    await deleteDraft(context, person, uuidOf(request));
    return reply.status(204).send();
  });
  app.get(routes.lawDraftFiles, async (request): Promise<DraftFilesReply> => {
    const person = writer(request);
    const { body } = await loadDraft(context.databases.app, person.bureau, uuidOf(request));
    return writePack(toDraftBody(body));
  });
  app.get(routes.lawDraftSection, async (request) => {
    const person = writer(request);
    const { id, section } = sectionParameter.parse(request.params);
    return await viewSection(context, person, id, section);
  });
  app.put(routes.lawDraftSection, async (request) => {
    const person = writer(request);
    const asked = { ...sectionParameter.parse(request.params), ...saveSectionRequest.parse(request.body) };
    return await saveSection(context, person, asked);
  });
  app.post(routes.lawDraftTrial, async (request) => {
    const person = writer(request);
    const id = uuidOf(request);
    return await tryDraft(context, person, id, draftTrialRequest.parse(request.body));
  });
}

/** Who writes regulations for the bureau; nobody else gets in. */
function writer(request: FastifyRequest): Person {
  const person = requirePerson(request);
  authoriseQuery(person, 'write-law-draft');
  return person;
}
