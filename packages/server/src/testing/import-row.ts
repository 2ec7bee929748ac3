import { importFile } from '../exchange/import-file.ts';
import type { TestOffice } from './office.ts';

/** Imports one row into 汶上, as its liaison or another does, held as a draft or published at once. */
export async function importOneRow(
  { databases, context, keyFolder }: TestOffice,
  row: Readonly<Record<string, string>>,
  { actor, publish }: { readonly actor: string; readonly publish: boolean },
) {
  const { report } = await importFile(
    {
      databases,
      resources: context.resources(),
      today: context.clock.today(),
      now: context.clock.now(),
      keyFolder,
    },
    {
      bureau: 'wenshang',
      actor,
      file: { name: 'a.jsonl', bytes: Buffer.from(JSON.stringify(row)) },
      map: null,
      kind: null,
      mode: 'none-if-any-bad',
      dryRun: false,
      publish,
    },
  );
  return report;
}
