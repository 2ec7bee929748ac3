import {
  caseFileSentence,
  describeVerdict,
  fieldName,
  publicationLine,
  signedSentence,
  valueText,
} from '../src/case-file/describe-verdict.ts';
import type { CaseFileVerdict, CheckedFact } from '../src/case-file/verdict.ts';
import type { AnyVerdict } from '../src/case-file/verify-anything.ts';
import { chinaSecond } from '../src/proof/china-second.ts';
import type { Verdict } from '../src/proof/verify-proof-file.ts';
import { type Content, element, list, table } from './elements.ts';

/** The verdict as it stands on the page. */
export function showVerdict(fileName: string, verdict: AnyVerdict): HTMLElement {
  return element(
    'article',
    verdict.ok ? 'verdict holds' : 'verdict fails',
    element(
      'header',
      'band',
      element('strong', '', wordOf(verdict)),
      element('span', '', sentenceOf(verdict)),
      element('small', '', `所核验的文件：${fileName}`),
    ),
    ...detailsOf(verdict),
  );
}

function wordOf(verdict: AnyVerdict): string {
  if (verdict.kind === 'fork') return '矛盾成立';
  return verdict.ok ? '核验成立' : '核验不成立';
}

function sentenceOf(verdict: AnyVerdict): string {
  const sentence =
    verdict.kind === 'case-file' ? caseFileSentence(verdict) : (describeVerdict(verdict).find(isLast) ?? '');
  return sentence.slice(sentence.indexOf('：') + 1);
}

const isLast = (line: string): boolean => /^(?:核验|矛盾)(?:不)?成立：/.test(line);

function detailsOf(verdict: AnyVerdict): Content[] {
  if (verdict.kind === 'case-file') return caseFile(verdict);
  if (verdict.kind === 'proof') return proof(verdict);
  return [];
}

function caseFile(verdict: CaseFileVerdict): Content[] {
  const { checks, problems, facts, publications, files, absent, signers, witnesses, remarks } = verdict;
  return [
    list(
      '不符的地方',
      problems.slice(0, MOST_ROWS).map(({ path, sentence }) => [element('code', '', path), `：${sentence}`]),
    ),
    checkList(checks),
    list('谁签署的', [
      ...signers.map(
        (one) => `本案所在的日志由${signedSentence(one)}；检查点共 ${one.size} 条，树根 ${one.root}`,
      ),
      ...witnesses.map((one) => `见证方${signedSentence(one)}`),
    ]),
    table(
      '事实',
      ['项', '事实', '发生', '记入（北京时间）', '入链', '结论'],
      facts.slice(0, MOST_ROWS).map(factRow),
    ),
    list('公示', publications.slice(0, MOST_ROWS).map(publicationLine)),
    list('没有披露的内容', facts.flatMap(withheldLines)),
    table(
      '文书和原件',
      ['文件', '种类', '大小', '由第几项记载', '结论'],
      files
        .slice(0, MOST_ROWS)
        .map(({ path, title, kind, size, ok, fact }) => [
          [title, title === '' ? '' : element('br', ''), element('code', '', path)],
          kind === 'document' ? '文书' : '原件',
          sizeText(size),
          fact === null ? '没有' : `第 ${fact} 项`,
          mark(ok),
        ]),
    ),
    list(
      '已删除的文件',
      absent.map(
        ({ fact, kind, ground }) => `第 ${fact} 项的${kind === 'document' ? '文书' : '原件'}：${ground}`,
      ),
    ),
    list('说明', remarks),
  ];
}

function proof(verdict: Verdict): Content[] {
  const { record, ok, witnesses = [] } = verdict;
  return [
    checkList(verdict.checks),
    record && ok
      ? table(
          '证明所载的内容',
          ['字段', '内容'],
          Object.entries(record.values).map(([name, value]) => [fieldName(record, name), valueText(value)]),
        )
      : undefined,
    record && ok
      ? list(
          '没有披露的字段',
          record.withheld.map((name) => fieldName(record, name)),
        )
      : undefined,
    list(
      '见证方',
      witnesses.map(({ name, time }) => `“${name}”于 ${chinaSecond(time)} 联署`),
    ),
  ];
}

const MOST_ROWS = 1000;

function checkList(
  checks: readonly { readonly name: string; readonly ok: boolean; readonly detail: string }[],
) {
  return element(
    'section',
    '',
    element('h2', '', '逐项核验'),
    element(
      'ol',
      'checks',
      ...checks.map(({ name, ok, detail }) =>
        element(
          'li',
          ok ? 'good' : 'bad',
          mark(ok),
          element('strong', '', name),
          element('span', '', detail),
        ),
      ),
    ),
  );
}

function factRow(fact: CheckedFact): Content[] {
  const { version, label, type, by, occurredOn, recordedAt, logIndex, ok } = fact;
  const recorded = chinaSecond(Math.floor(Date.parse(recordedAt) / 1000)).slice(0, 19);
  return [
    String(version),
    [label || type, by === '' ? '' : `　${by}`],
    occurredOn,
    recorded,
    logIndex === null ? '没有证明' : `#${logIndex}`,
    mark(ok),
  ];
}

function withheldLines({ version, label, type, withheld }: CheckedFact): string[] {
  return withheld.map(
    ({ name, ground, isProven }) =>
      `第 ${version} 项（${label || type}）的 ${name}：${ground || '没有写明理由'}${isProven ? '' : '（理由是导出时写的，不由日志证明）'}`,
  );
}

const mark = (ok: boolean): HTMLElement =>
  element('b', ok ? 'mark good' : 'mark bad', ok ? '成立' : '不成立');

function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} 字节`;
  return bytes < 1024 ** 2
    ? `${(bytes / 1024).toFixed(1)}\u00a0KB`
    : `${(bytes / 1024 ** 2).toFixed(1)}\u00a0MB`;
}
