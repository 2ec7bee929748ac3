import { articleSchema, checkPack, type Pack, packSchema } from '@mingjing/law';
import { z } from 'zod';
import type { FileFault } from './pack-file-error.ts';
import { lineOf, type YamlFile } from './read-yaml.ts';

/** A pack from its two files, or every fault with its file and line. */
export function parsePack(
  file: YamlFile,
  articlesFile: YamlFile | undefined,
): { readonly pack?: Pack; readonly faults: readonly FileFault[] } {
  const articles = articlesSchema.safeParse(articlesFile?.value ?? []);
  if (!articles.success && articlesFile !== undefined)
    return { faults: schemaFaults(articlesFile, articles.error) };
  const own = typeof file.value === 'object' && file.value !== null ? file.value : {};
  const parsed = packSchema.safeParse({
    ...own,
    ...(articles.data?.length ? { articles: articles.data } : {}),
  });
  if (!parsed.success) return { faults: schemaFaults(file, parsed.error) };
  const faults = checkPack(parsed.data)
    .filter(({ level }) => level === 'error')
    .map(({ path, message }): FileFault => {
      const [first = '', ...rest] = path.split('.');
      const place = first === 'articles' && articlesFile ? articlesFile : file;
      const keys = place === articlesFile ? rest : [first, ...rest];
      return { file: place.name, line: lineOf(place, keys), sentence: message };
    });
  return { pack: parsed.data, faults };
}

const articlesSchema = z.array(articleSchema);

/** What a schema finds wrong with a file, line by line. */
export function schemaFaults(file: YamlFile, error: z.ZodError): FileFault[] {
  return error.issues.map((issue) => {
    const path = issue.path.map(String);
    const place = path.length === 0 ? '' : `${path.join('.')}：`;
    return { file: file.name, line: lineOf(file, path), sentence: `${place}${describeIssue(issue)}` };
  });
}

function describeIssue(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return `不认识的字段 ${issue.keys.join('、')}`;
    case 'invalid_value':
      return `只能是 ${issue.values.map(String).join('、')} 之一`;
    case 'invalid_type':
      return issue.input === undefined ? '缺少这一项' : `类型不对，应为 ${issue.expected}`;
    case 'too_small':
      return '内容太短或者数目太少';
    case 'too_big':
      return '内容太长或者数目太大';
    case 'invalid_format':
      return '格式不对';
    default:
      return '写法不符合规定的格式';
  }
}
