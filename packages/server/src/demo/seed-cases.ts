import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { crc32, deflateSync } from 'node:zlib';
import { loadCase } from '../cases/case-store.ts';
import { runCaseCommand } from '../cases/run-command.ts';
import { storeFile } from '../evidence/evidence-store.ts';
import { registerOriginal } from '../evidence/register-original.ts';
import { type Person, peopleOf } from '../people/people.ts';
import { actingBy } from '../people/see-as.ts';
import { runPublicationCommand, startPublication } from '../publications/run-publication-command.ts';
import type { ServerContext } from '../web/context.ts';
import { demonstrationBureaus } from './demonstration-people.ts';
import { penaltyStories, permitStories, type Story } from './stories.ts';

/** Plays the demonstration's stories through the real commands, each step on its own day by its own person. */
export async function seedCases(context: ServerContext): Promise<void> {
  const people = new Map(
    (await peopleOf(context.databases.app, [...demonstrationBureaus])).map((person) => [
      person.login,
      person,
    ]),
  );
  const picture = await keepPicture(context);
  for (const story of [...permitStories, ...penaltyStories]) await playStory(context, people, picture, story);
}

interface Kept {
  readonly fileName: string;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: string;
  readonly sm3: string;
}

async function playStory(
  context: ServerContext,
  people: ReadonlyMap<string, Person>,
  picture: Kept,
  story: Story,
): Promise<void> {
  let id: string | null = null;
  let publication: string | null = null;
  const inOrder = [...story].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  for (const [step, [day, login, command]] of inOrder.entries()) {
    if (day > context.clock.today()) return;
    const person = people.get(login);
    if (person === undefined) throw new Error(`no demonstration person ${login}`);
    const then = onDay(context, day, step);
    if (command.type === 'draft-publication') {
      publication = await startPublication(then, person, randomUUID(), id ?? '');
      continue;
    }
    if (publication !== null && PUBLICATION.test(command.type)) {
      const { rows } = await context.databases.worker.query<{ version: number }>(
        `select version from publication where id = $1`,
        [publication],
      );
      await runPublicationCommand(then, person, publication, {
        id: randomUUID(),
        expectedVersion: rows[0]?.version ?? 0,
        command,
      });
      continue;
    }
    const version: number = id === null ? 0 : (await loadCase(context.databases.worker, id)).state.version;
    const complete = await completeCommand(context, person, picture, id, command);
    const reply = await runCaseCommand(then, person, id, {
      id: randomUUID(),
      expectedVersion: version,
      command: complete,
    });
    id = reply.id;
  }
}

const PUBLICATION = /publication$|^confirm-channel$|withdrawal$/;

/** Fills in what only the running case knows: the evidence just stored, the document waiting for service. */
async function completeCommand(
  context: ServerContext,
  person: Person,
  picture: Kept,
  id: string | null,
  command: Story[number][2],
): Promise<Story[number][2]> {
  if (command.type === 'attach-record') {
    const evidenceId = randomUUID();
    await registerOriginal(actingBy(context.databases, person), {
      id: evidenceId,
      bureau: person.bureau,
      file_name: picture.fileName,
      media_type: picture.mediaType,
      size: picture.size,
      sha256: picture.sha256,
      sm3: picture.sm3,
      stored_at: context.clock.now(),
      stored_by: person.id,
      facts: {},
    });
    return { ...command, attachment: { evidenceId, ...picture } };
  }
  if (command.type === 'serve-document' && id !== null) {
    const { state } = await loadCase(context.databases.worker, id);
    const waiting = state.documents.filter(
      (document) => document.forServing && document.servedOn === undefined,
    );
    return { ...command, documentId: waiting[0]?.documentId };
  }
  return command;
}

/** Steps of one story follow each other by two minutes, so that entry follows entry. */
function onDay(context: ServerContext, day: string, step: number): ServerContext {
  const moment = new Date(Date.parse(`${day}T09:10:00+08:00`) + step * 2 * 60_000);
  return { ...context, clock: { now: () => moment, today: () => day } };
}

/** A made-up picture marked by its plain pattern, so that evidence has something to show. */
async function keepPicture(context: ServerContext): Promise<Kept> {
  const stored = await storeFile(context.evidenceFolder, Readable.from([patternPng(480, 320)]));
  return {
    fileName: '演示照片.png',
    mediaType: 'image/png',
    size: stored.size,
    sha256: stored.sha256,
    sm3: stored.sm3,
  };
}

function patternPng(width: number, height: number): Buffer {
  const rows = Buffer.alloc(height * (width * 3 + 1));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = y * (width * 3 + 1) + 1 + x * 3;
      const light = (Math.floor(x / 40) + Math.floor(y / 40)) % 2 === 0 ? 222 : 200;
      rows.set([light - 20, light, light + 10], at);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
