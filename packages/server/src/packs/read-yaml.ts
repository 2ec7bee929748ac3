import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import type { FileFault } from './pack-file-error.ts';

/** A YAML file as read, with what is needed to name a line of it. */
export interface YamlFile {
  readonly name: string;
  readonly value: unknown;
  readonly document: Document;
  readonly lines: LineCounter;
  readonly faults: readonly FileFault[];
}

/** Reads YAML 1.2 strictly: unique keys, no custom tags, bounded size and aliases. */
export function readYaml(name: string, text: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text.length > LIMIT ? '' : text, {
    lineCounter: lines,
    strict: true,
    uniqueKeys: true,
    merge: false,
    version: '1.2',
    schema: 'core',
    prettyErrors: false,
  });
  const base = { name, document, lines };
  if (text.length > LIMIT)
    return {
      ...base,
      value: null,
      faults: [{ file: name, line: 1, sentence: `文件超过 ${LIMIT / 1024} KB` }],
    };
  const problems = [...document.errors, ...document.warnings];
  if (problems.length > 0) {
    const faults = problems.map((problem) => ({
      file: name,
      line: lines.linePos(problem.pos[0]).line,
      sentence: SENTENCES[problem.code] ?? `YAML 写法有误（${problem.code}）`,
    }));
    return { ...base, value: null, faults };
  }
  try {
    return { ...base, value: document.toJS({ maxAliasCount: 100 }), faults: [] };
  } catch {
    return { ...base, value: null, faults: [{ file: name, line: 1, sentence: '引用（&、*）过多或者有误' }] };
  }
}

/** The line of the value at `path`, or of the nearest thing around it. */
export function lineOf(file: YamlFile, path: readonly string[]): number {
  for (let depth = path.length; depth > 0; depth--) {
    const keys = path.slice(0, depth).map((key) => (/^\d+$/.test(key) ? Number(key) : key));
    const node = file.document.getIn(keys, true);
    if (isNode(node) && node.range) return file.lines.linePos(node.range[0]).line;
  }
  return 1;
}

const LIMIT = 1024 * 1024;
const SENTENCES: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: '同一个键写了两次',
  TAB_AS_INDENT: '缩进用了制表符',
  BAD_INDENT: '缩进有误',
  TAG_RESOLVE_FAILED: '用了不认识的标签',
  MISSING_CHAR: '缺少引号、括号或者冒号',
  UNEXPECTED_TOKEN: '出现了不该有的符号',
};
