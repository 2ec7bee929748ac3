import type { BeginDraftRequest } from '@mingjing/api';
import { type DraftBody, draftFrom, emptyDraft, type JsonValue, type Pack, toDraftBody } from '@mingjing/law';
import { readFile, refuseFaults } from '../law-in-force/read-law-files.ts';
import { releasedPacks } from '../law-in-force/stored-versions.ts';
import type { Person } from '../people/people.ts';
import type { ServerContext } from '../web/context.ts';
import { RequestError } from '../web/request-error.ts';
import { loadDraft } from './draft-store.ts';

type Begin = BeginDraftRequest['begin'];
type Source = Extract<Begin, { as: 'copy' }>['of'];

/** What a draft begins with, and where that comes from in words. */
export async function beginDraft(
  context: ServerContext,
  person: Person,
  begin: Begin,
): Promise<{ readonly body: DraftBody; readonly origin: string }> {
  if (begin.as === 'copy') {
    const { body, origin } = await read(context, person, begin.of);
    return { body: toDraftBody(body), origin };
  }
  if (isKnown(context, begin.pack))
    throw new RequestError(
      'bad-request',
      `编号“${begin.pack}”已经有了，换一个编号。要改这部规定的，用“编辑副本”。`,
    );
  if (begin.of === undefined) return { body: emptyDraft(begin.pack, begin.title), origin: '空白' };
  const { body, origin } = await read(context, person, begin.of);
  return { body: draftFrom(body, begin.pack, begin.title), origin };
}

async function read(
  context: ServerContext,
  person: Person,
  source: Source,
): Promise<{ readonly body: Pack | DraftBody; readonly origin: string }> {
  if ('version' in source) {
    const pack = context.resources().packVersion(source.version);
    if (pack === undefined) throw new RequestError('not-found', '没有找到这一版本。刷新后再选。');
    return { body: pack, origin: `《${pack.title}》版本 ${source.version.slice(0, 12)}` };
  }
  if ('release' in source) {
    const pack = releasedPacks().packs.find(({ id }) => id === source.release);
    if (pack === undefined) throw new RequestError('bad-request', '本版程序没有带这部规定。');
    return { body: pack, origin: `随程序带来的《${pack.title}》` };
  }
  if ('draft' in source) {
    const { body, title } = await loadDraft(context.databases.app, person.bureau, source.draft);
    return { body, origin: `草稿《${title}》` };
  }
  return { body: readTexts(source.packYaml, source.articlesYaml), origin: '读入的文件' };
}

/** What stands in the files, as far as it is YAML at all; what else is wrong is shown in the form. */
function readTexts(packYaml: string, articlesYaml: string | undefined): DraftBody {
  const file = readFile('pack.yaml', packYaml);
  const articles = articlesYaml === undefined ? undefined : readFile('articles.yaml', articlesYaml);
  const { value } = file;
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    refuseFaults('pack-faulty', [{ file: 'pack.yaml', line: 1, sentence: '应为若干“键: 值”' }]);
  return {
    ...(value as DraftBody),
    ...(articles === undefined ? {} : { articles: articles.value as JsonValue }),
  };
}

function isKnown(context: ServerContext, id: string): boolean {
  const { bureaus } = context.resources();
  return (
    releasedPacks().packs.some((pack) => pack.id === id) ||
    [...bureaus.values()].some(({ profile }) => profile.layers.some(({ pack }) => pack === id))
  );
}
