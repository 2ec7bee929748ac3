import { printable } from '../errors.ts';
import { digestOfPath } from './bag-layout.ts';
import { erasuresIn, type Mention, mentionedFiles, type ReadCaseFact } from './check-facts.ts';
import type { CaseMetadata } from './metadata.ts';
import type { ReadFile } from './read-bag.ts';
import type { AbsentFile, CheckedFile, Problem } from './verdict.ts';

/** Compares documents and originals with what the facts state of them; names what is wrong, lacks, or is absent for a reason. */
export function checkFiles(
  files: ReadonlyMap<string, ReadFile>,
  facts: readonly ReadCaseFact[],
  metadata: CaseMetadata,
): {
  readonly checked: CheckedFile[];
  readonly absent: AbsentFile[];
  readonly wrong: Problem[];
  readonly lacking: Problem[];
} {
  const bySha256 = new Map(mentionedFiles(facts).map((mention) => [mention.sha256, mention]));
  const wrong: Problem[] = [];
  const lacking: Problem[] = [];
  const checked = [...files].flatMap(([path, file]): CheckedFile[] => {
    const named = digestOfPath(path);
    if (named === undefined) return [];
    const mention = bySha256.get(named);
    if (file.sha256 !== named) wrong.push({ path, sentence: '内容与事实所记的摘要不一致' });
    else if (mention === undefined) wrong.push({ path, sentence: '没有一项事实记有这个文件' });
    const ok = file.sha256 === named && mention !== undefined;
    const kind = path.startsWith('data/documents/') ? 'document' : 'original';
    const title = printable(mention?.title ?? '');
    return [{ path, title, kind, size: file.size, ok, fact: mention?.version ?? null }];
  });
  const present = new Set([...files.keys()].map(digestOfPath));
  const orderOf = erasuresIn(facts);
  const reasons = new Map(metadata.absent.map(({ sha256, reason }) => [sha256, reason]));
  const away = [...bySha256.values()].filter(({ sha256 }) => !present.has(sha256));
  const absent = away.flatMap((mention): AbsentFile[] => {
    const reason = printable(reasons.get(mention.sha256) ?? '');
    const order = orderOf(mention);
    if (order !== undefined)
      return [{ ...named(mention), ground: `依法删除（第 ${order} 项）`, isProven: true }];
    const what = `第 ${mention.version} 项事实所记的${mention.isDocument ? '文书' : '原件'}不在包里`;
    lacking.push({ path: mention.sha256, sentence: reason === '' ? what : `${what}：${reason}` });
    return [];
  });
  return { checked, absent, wrong, lacking };
}

const named = ({ version, sha256, isDocument }: Mention) => ({
  fact: version,
  sha256,
  kind: isDocument ? ('document' as const) : ('original' as const),
});
