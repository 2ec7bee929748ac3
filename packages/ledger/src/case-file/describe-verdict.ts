import { printable } from '../errors.ts';
import { canonicalize, type JsonValue } from '../fact/canonical-json.ts';
import { chinaSecond } from '../proof/china-second.ts';
import type { Verdict } from '../proof/verify-proof-file.ts';
import { factNames } from './fact-names.ts';
import type { CaseFileVerdict, CheckedFact, CheckedPublication, SignedBy } from './verdict.ts';
import type { AnyVerdict } from './verify-anything.ts';
import type { DocumentVerdict } from './verify-document.ts';

/** The verdict in lines of Chinese for a terminal. */
export function describeVerdict(verdict: AnyVerdict): string[] {
  switch (verdict.kind) {
    case 'case-file':
      return describeCaseFile(verdict);
    case 'proof':
      return describeProof(verdict);
    case 'fork':
      return [
        `矛盾成立：“${printable(verdict.origin)}”的密钥就前 ${verdict.size} 条签过两个不同的检查点，日志被改写过。`,
      ];
    case 'document':
      return [documentSentence(verdict)];
    case 'unknown':
      return ['核验不成立：这不是卷宗压缩包，也不是证明文件。'];
  }
}

/** The last word on a case file. */
export function caseFileSentence({ ok, facts, files, absent }: CaseFileVerdict): string {
  if (!ok) return '核验不成立：这份卷宗不完整或者被改动过，见不成立的各处。';
  const withheld = facts.reduce((sum, fact) => sum + fact.withheld.length, 0);
  const away = absent.length === 0 ? '' : `，另有 ${absent.length} 份已依法删除`;
  const closed = withheld === 0 ? '' : `；${withheld} 个字段已依法删除，各有命令`;
  return `核验成立：本案的 ${facts.length} 项事实、${files.length} 份文书和原件没有被改动${away}${closed}。`;
}

/** What a file is worth beside the document that the log holds; alone it has only its digest. */
function documentSentence({ ok, sha256, size, registered }: DocumentVerdict): string {
  if (registered === undefined)
    return `核验不成立：这是 PDF 文件，单凭它不能核验。它的 SHA-256 摘要值是 ${sha256}，请在公示门户的“核对文书”页输入文书上的核验码，与登记的摘要值对照。`;
  const name = `《${printable(registered.title)}》${printable(registered.number)}`;
  const notes = (registered.notes ?? []).map((note) => `请注意：${printable(note, 400)}`).join('');
  return ok
    ? `核验成立：这就是登记的${name}，一个字节也没有改动（${size} 字节，SHA-256 摘要值 ${sha256}）。${notes}`
    : `核验不成立：这不是登记的${name}，或者已被改动。它的 SHA-256 摘要值是 ${sha256}，登记的是 ${printable(registered.sha256)}。`;
}

/** A field of a published fact as the fact itself names it (its labels are proven with it), else by its path. */
export function fieldName(record: NonNullable<Verdict['record']>, path: string): string {
  const fixed: Readonly<Record<string, string>> = { title: '标题', summary: '摘要', actor: '经手人员' };
  const key = path.replace(/^(fields|hidden)\./, '');
  const labels = record.plain.labels as Readonly<Record<string, unknown>> | undefined;
  const label = labels !== null && typeof labels === 'object' ? labels?.[key] : undefined;
  return printable(fixed[path] ?? (typeof label === 'string' ? label : path));
}

/** A disclosed value as one reads it. */
export function valueText(value: JsonValue): string {
  return printable(typeof value === 'string' ? value : canonicalize(value), 2000);
}

/** Who signed, when that is said, and where the key came from. */
export function signedSentence({ name, fingerprint, isExpected, time }: SignedBy): string {
  const when = time === undefined ? '' : `于 ${chinaSecond(time)} `;
  return `“${name}”${when}签署；公钥${isExpected ? '与您另行取得的一致' : `随文件提供，指纹 ${fingerprint}`}`;
}

function describeCaseFile(verdict: CaseFileVerdict): string[] {
  const { checks, problems, remarks, facts, publications, absent, witnesses } = verdict;
  return [
    ...checks.map(checkLine),
    ...witnesses.map((one) => `　见证　${signedSentence(one)}`),
    ...problems.slice(0, MOST_LINES).map(({ path, sentence }) => `　不符　${path}：${sentence}`),
    ...(problems.length > MOST_LINES ? [`　此外还有 ${problems.length - MOST_LINES} 处，未列出。`] : []),
    ...facts.flatMap(withheldLines),
    ...absent.map(
      ({ fact, kind, ground }) =>
        `　已删除　第 ${fact} 项的${kind === 'document' ? '文书' : '原件'}：${ground}`,
    ),
    ...publications.map(publicationLine).map((line) => `　公示　${line}`),
    ...remarks.map((remark) => `　说明　${remark}`),
    caseFileSentence(verdict),
  ];
}

/** What a publication's fact is, in one line. */
export function publicationLine({ type, occurredOn, logIndex, ok }: CheckedPublication): string {
  const what = factNames.get(type) ?? type;
  return `${occurredOn} ${what}${logIndex === null ? '' : `，入链 #${logIndex}`}${ok ? '' : '（不成立）'}`;
}

const MOST_LINES = 100;

const checkLine = ({
  name,
  ok,
  detail,
}: {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}) => `${ok ? '成立　' : '不成立'}　${name}：${detail}`;

function withheldLines({ version, label, type, withheld }: CheckedFact): string[] {
  return withheld.map(
    ({ name, ground }) =>
      `　未披露　第 ${version} 项（${label || type}）的 ${name}：${ground || '没有写明理由'}`,
  );
}

function describeProof(verdict: Verdict): string[] {
  const { checks, ok, record } = verdict;
  const lines = checks.map(checkLine);
  if (!ok || record === undefined) return [...lines, '核验不成立：这份证明不能证明所载内容。'];
  const recorded = chinaSecond(Math.floor(Date.parse(record.recordedAt) / 1000)).slice(0, 19);
  return [
    ...lines,
    `核验成立：${record.occurredOn} 发生、北京时间 ${recorded} 记入的事实（${record.stream} 第 ${record.version} 项）没有被改动。`,
    ...Object.entries(record.values).map(
      ([name, value]) => `　${fieldName(record, name)}：${valueText(value)}`,
    ),
    ...(record.withheld.length > 0
      ? [`　未披露：${record.withheld.map((name) => fieldName(record, name)).join('、')}`]
      : []),
  ];
}
