import { type CalendarYear, calendarYearSchema, type Pack, REPORTING } from '@mingjing/law';
import type { FileFault } from '../packs/pack-file-error.ts';
import { parsePack, schemaFaults } from '../packs/parse-pack.ts';
import { readYaml, type YamlFile } from '../packs/read-yaml.ts';
import { RequestError } from '../web/request-error.ts';

const MOST_FAULTS = 100;

/** A pack from the text of its two files; refuses with every fault by file and line. */
export function readPackTexts(packYaml: string, articlesYaml: string | undefined): Pack {
  const file = readYaml('pack.yaml', packYaml);
  const articles = articlesYaml === undefined ? undefined : readYaml('articles.yaml', articlesYaml);
  refuseFaults('pack-faulty', [...file.faults, ...(articles?.faults ?? [])]);
  const { pack, faults } = parsePack(file, articles);
  refuseFaults('pack-faulty', faults);
  if (pack === undefined) throw new RequestError('pack-faulty');
  return pack;
}

/** A year's holiday arrangement from the text of its file. */
export function readYearText(yaml: string): CalendarYear {
  const file = readYaml('calendar.yaml', yaml);
  refuseFaults('calendar-faulty', file.faults);
  const parsed = calendarYearSchema.safeParse(file.value, REPORTING);
  if (parsed.success) return parsed.data;
  refuseFaults('calendar-faulty', schemaFaults(file, parsed.error));
  throw new RequestError('calendar-faulty');
}

/** Text as YAML; refuses what is none, with its line. */
export function readFile(name: string, text: string): YamlFile {
  const file = readYaml(name, text);
  refuseFaults('pack-faulty', file.faults);
  return file;
}

/** Refuses where there are faults, each named with its place. */
export function refuseFaults(code: 'pack-faulty' | 'calendar-faulty', faults: readonly FileFault[]): void {
  if (faults.length === 0) return;
  throw new RequestError(
    code,
    undefined,
    faults
      .slice(0, MOST_FAULTS)
      .map(({ file, line, sentence }) => ({ key: `${file} 第 ${line} 行`, message: sentence })),
  );
}
