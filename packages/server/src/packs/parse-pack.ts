import {
  articleSchema,
  checkPack,
  type Pack,
  packSchema,
  placeName,
  REPORTING,
  schemaProblems,
} from '@mingjing/law';
import { z } from 'zod';
import type { FileFault } from './pack-file-error.ts';
import { lineOf, type YamlFile } from './read-yaml.ts';

/** A pack from its two files, or every fault with its file and line. */
export function parsePack(
  file: YamlFile,
  articlesFile: YamlFile | undefined,
): { readonly pack?: Pack; readonly faults: readonly FileFault[] } {
  const articles = articlesSchema.safeParse(articlesFile?.value ?? [], REPORTING);
  if (!articles.success && articlesFile !== undefined)
    return { faults: schemaFaults(articlesFile, articles.error, (path) => placeName(['articles', ...path])) };
  const own = typeof file.value === 'object' && file.value !== null ? file.value : {};
  const whole = { ...own, ...(articles.data?.length ? { articles: articles.data } : {}) };
  const parsed = packSchema.safeParse(whole, REPORTING);
  if (!parsed.success) return { faults: schemaFaults(file, parsed.error, placeName) };
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

/** What a schema finds wrong with a file, line by line, each place by its Chinese name where `called` knows one. */
export function schemaFaults(
  file: YamlFile,
  error: z.ZodError,
  called: (path: readonly string[]) => string | undefined = () => undefined,
): FileFault[] {
  return schemaProblems(error).map(({ path, message }) => {
    const key = path.join('.');
    const name = called(path);
    const place = name === undefined ? key : `${name}（${key}）`;
    return {
      file: file.name,
      line: lineOf(file, path),
      sentence: path.length === 0 ? message : `${place}：${message}`,
    };
  });
}
