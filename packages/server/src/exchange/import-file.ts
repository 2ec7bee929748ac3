import { type ImportedTerm, importedTermOver, type TermOver } from '@mingjing/law';
import type { Resources } from '../bureaus/resources.ts';
import type { Databases } from '../journal/database.ts';
import { asConflict } from '../journal/write-command.ts';
import { actAs } from '../people/see-as.ts';
import type { ImportReport } from './import-report.ts';
import { importRows } from './import-rows.ts';
import { importStore } from './import-store.ts';
import type { ImportMapping } from './mapping.ts';

/** What an import needs of the installation. */
export interface ImportSurroundings {
  readonly databases: Databases;
  readonly resources: Resources;
  readonly today: string;
  readonly now: Date;
  /** Where the keys stand that no database holds. */
  readonly keyFolder: string;
}

export interface ImportInput {
  readonly bureau: string;
  readonly actor: string;
  readonly file:
    | { readonly name: string; readonly bytes: Buffer }
    | { readonly name: string; readonly path: string };
  readonly map: ImportMapping | null;
  readonly kind: 'permit' | 'penalty' | null;
  readonly mode: 'none-if-any-bad' | 'only-good';
  readonly dryRun: boolean;
  /** Publish complete rows at once (they were approved and published where they come from), or hold them for approval here. */
  readonly publish: boolean;
}

/** Whether a row's time in public is over by the rules of a bureau as they stand today. */
export function termOverOf(
  { resources, today }: Pick<ImportSurroundings, 'resources' | 'today'>,
  bureau: string,
): (row: ImportedTerm) => TermOver | null {
  const law = { rules: resources.rulebook(bureau, today), calendar: resources.calendarOf(bureau), today };
  return (row) => importedTermOver(row, law);
}

class DryRun extends Error {}

/** One import as one transaction; a dry run checks everything and keeps nothing. */
export async function importFile(
  surroundings: ImportSurroundings,
  input: ImportInput,
): Promise<{ readonly report: ImportReport }> {
  let report: ImportReport | undefined;
  try {
    const by = { id: input.actor, bureau: input.bureau };
    await actAs(surroundings.databases, by, async (client) => {
      // Imports of one bureau come one after the other: two at once could each bring in half of one decision.
      await client.query(`select pg_advisory_xact_lock(hashtextextended('import/' || $1, 0))`, [
        input.bureau,
      ]);
      report = await importRows({
        source:
          'bytes' in input.file
            ? { name: input.file.name, content: input.file.bytes }
            : { name: input.file.name, content: { path: input.file.path } },
        bureau: input.bureau,
        kind: input.kind,
        map: input.map,
        mode: input.mode,
        today: surroundings.today,
        termOver: termOverOf(surroundings, input.bureau),
        store: importStore(surroundings, client, {
          bureau: input.bureau,
          actor: input.actor,
          source: input.file.name,
          publish: input.publish,
        }),
      });
      if (input.dryRun) throw new DryRun();
    });
  } catch (error) {
    if (!(error instanceof DryRun)) throw asConflict(error);
  }
  if (report === undefined) throw new Error('an import ended without a report');
  return {
    report: input.dryRun
      ? { ...report, taken: false, stored: { imported: 0, unchanged: 0, drafts: 0 } }
      : report,
  };
}
