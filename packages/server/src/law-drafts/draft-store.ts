import type { DraftCheck, LawDraftReply, LawDraftSummary } from '@mingjing/api';
import { type DraftBody, type DraftReading, readDraft, shortened, toDraftBody } from '@mingjing/law';
import { namesAround } from '../cases/case-view.ts';
import type { Queryable } from '../journal/database.ts';
import type { Person } from '../people/people.ts';
import type { ServerContext } from '../web/context.ts';
import { RequestError } from '../web/request-error.ts';

const MOST_DRAFTS = 50;
const LARGEST = 1024 * 1024;

/** A draft as it is stored. */
export interface StoredDraft {
  readonly id: string;
  readonly pack: string;
  readonly title: string;
  readonly origin: string;
  readonly body: DraftBody;
  readonly version: number;
  readonly created_by: string;
  readonly saved_by: string;
  readonly saved_at: Date;
}

/** The bureau's drafts, the one saved last first. */
export async function listDrafts(context: ServerContext, person: Person): Promise<LawDraftSummary[]> {
  const { rows } = await context.databases.app.query<StoredDraft>(
    `select id, pack, title, origin, created_by, saved_by, saved_at from pack_draft where bureau = $1 order by saved_at desc, id`,
    [person.bureau],
  );
  const nameOf = await namesOf(context, person);
  return rows.map((row) => summaryOf(row, nameOf));
}

/** One draft of the person's bureau; another bureau's is not there. */
export async function loadDraft(db: Queryable, bureau: string, id: string): Promise<StoredDraft> {
  const { rows } = await db.query<StoredDraft>(`select * from pack_draft where id = $1 and bureau = $2`, [
    id,
    bureau,
  ]);
  const [row] = rows;
  if (row === undefined) throw new RequestError('not-found');
  return row;
}

/** Keeps a new draft; sending the same again keeps it once. */
export async function addDraft(
  context: ServerContext,
  person: Person,
  draft: { readonly id: string; readonly body: DraftBody; readonly origin: string },
): Promise<void> {
  const body = toStored(draft.body);
  const { rows } = await context.databases.app.query(
    `insert into pack_draft (id, bureau, pack, title, origin, body, version, created_by, created_at, saved_by, saved_at)
     select $1, $2, $3, $4, $5, $6, 1, $7, $8, $7, $8
     where (select count(*) from pack_draft where bureau = $2) < ${MOST_DRAFTS}
     on conflict (id) do nothing returning id`,
    [draft.id, person.bureau, ...namesIn(body), draft.origin, body, person.id, context.clock.now()],
  );
  if (rows.length > 0) return;
  const { rows: known } = await context.databases.app.query(
    `select 1 from pack_draft where id = $1 and bureau = $2`,
    [draft.id, person.bureau],
  );
  if (known.length === 0)
    throw new RequestError('bad-request', `草稿最多留 ${MOST_DRAFTS} 份。先删去不用的，再新建。`);
}

/** Keeps what was written, if nobody else wrote meanwhile. */
export async function saveDraft(
  context: ServerContext,
  person: Person,
  id: string,
  expectedVersion: number,
  written: DraftBody,
): Promise<{ readonly body: DraftBody; readonly check: DraftCheck }> {
  const body = toStored(written);
  const savedAt = context.clock.now();
  const { rows } = await context.databases.app.query<{ version: number }>(
    `update pack_draft set body = $4, pack = $5, title = $6, saved_by = $7, saved_at = $8, version = version + 1
     where id = $1 and bureau = $2 and version = $3 returning version`,
    [id, person.bureau, expectedVersion, body, ...namesIn(body), person.id, savedAt],
  );
  const [row] = rows;
  if (row === undefined) {
    const { saved_by, saved_at } = await loadDraft(context.databases.app, person.bureau, id);
    const by = (await namesOf(context, person))(saved_by);
    const at = saved_at.toLocaleTimeString('zh-CN', {
      timeZone: 'Asia/Shanghai',
      hour: '2-digit',
      minute: '2-digit',
    });
    throw new RequestError('version-conflict', `${by}在 ${at} 改过这份草稿，您的改动还没有保存。`);
  }
  return { body, check: checkOf({ version: row.version, saved_at: savedAt }, readDraft(body)) };
}

/** Throws a draft away; one that is not there is none the less gone. */
export async function deleteDraft(context: ServerContext, person: Person, id: string): Promise<void> {
  await context.databases.app.query(`delete from pack_draft where id = $1 and bureau = $2`, [
    id,
    person.bureau,
  ]);
}

/** A draft with what the checker says of it. */
export async function viewDraft(context: ServerContext, person: Person, id: string): Promise<LawDraftReply> {
  const draft = await loadDraft(context.databases.app, person.bureau, id);
  const layers = context.resources().bureaus.get(person.bureau)?.profile.layers ?? [];
  return {
    ...summaryOf(draft, await namesOf(context, person)),
    ...checkOf(draft, readDraft(draft.body)),
    body: toDraftBody(draft.body),
    replaces: layers.some(({ pack }) => pack === draft.body.id),
  };
}

function checkOf(draft: Pick<StoredDraft, 'version' | 'saved_at'>, reading: DraftReading): DraftCheck {
  const { findings, leftAside } = reading;
  return {
    version: draft.version,
    savedAt: draft.saved_at.toISOString(),
    findings: findings.slice(0, 500),
    leftAside,
  };
}

/** The order of the format, without what goes without saying. */
function toStored(written: DraftBody): DraftBody {
  const body = toDraftBody(written);
  if (JSON.stringify(body).length > LARGEST)
    throw new RequestError('too-large', '内容太多，一份草稿不超过 1 MB。');
  return body;
}

const words = (value: unknown, most: number) => (typeof value === 'string' ? shortened(value, most) : '');
const namesIn = (body: DraftBody) => [words(body.id, 120), words(body.title, 400)];

function summaryOf(
  { id, pack, title, origin, created_by, saved_by, saved_at }: Omit<StoredDraft, 'body' | 'version'>,
  nameOf: (id: string) => string,
): LawDraftSummary {
  const [createdBy, savedBy] = [nameOf(created_by), nameOf(saved_by)];
  return { id, pack, title, origin, createdBy, savedBy, savedAt: saved_at.toISOString() };
}

async function namesOf(context: ServerContext, person: Person): Promise<(id: string) => string> {
  const names = await namesAround(context, { bureau: person.bureau, participants: [] });
  return (id) => names.get(id) ?? id;
}
