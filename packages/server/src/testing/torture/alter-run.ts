import type { RecheckFinding } from '../../recheck/finding.ts';
import type { DamagedOffice } from './damaged-office.ts';
import { type Alteration, changeValue, coveredColumns, coveredTables, removeRow } from './mutate-columns.ts';

export interface AlterReport {
  readonly columns: number;
  readonly tables: number;
  readonly alterations: number;
  readonly rechecks: number;
  /** What was altered and not named, with what was said instead. */
  readonly wrong: readonly string[];
  /** Everything that was said of what was found. */
  readonly sentences: readonly string[];
}

/**
 * Changes a value of every covered column and removes a row of every covered table, and has the recheck name each. Together,
 * one of each table is altered at a time; what is not named then is altered alone.
 */
export async function alterEverything(
  damaged: Pick<DamagedOffice, 'intruder' | 'findings'>,
  random: () => number,
  how: 'together' | 'alone' = 'together',
): Promise<AlterReport> {
  const { intruder, findings } = damaged;
  const columns = await coveredColumns(intruder);
  const tables = await coveredTables(intruder);
  const wrong: string[] = [];
  const sentences = new Set<string>();
  let [alterations, rechecks] = [0, 0];
  const check = async (): Promise<readonly RecheckFinding[]> => {
    rechecks += 1;
    const found = await findings();
    for (const { sentence } of found) sentences.add(sentence);
    return found;
  };
  const alter = async (alterers: readonly Alterer[], isLast: boolean): Promise<void> => {
    const altered: { readonly by: Alterer; readonly alteration: Alteration }[] = [];
    for (const by of alterers) {
      const alteration = await by.alter();
      if (alteration === null) wrong.push(`${by.name}: there is no row`);
      else altered.push({ by, alteration });
    }
    const told = await check();
    for (const { alteration } of altered) await alteration.restore();
    for (const { by, alteration } of altered) {
      if (told.some((finding) => alteration.isNamedBy(finding))) alterations += 1;
      else if (!isLast) await alter([by], true);
      else wrong.push(`${alteration.what}: ${told.length === 0 ? 'nothing was found' : saidOf(told)}`);
    }
  };
  const alterers = [
    ...columns.map((column) => ({
      table: column.table,
      name: `${column.table}.${column.name}`,
      alter: () => changeValue(intruder, column, random),
    })),
    ...tables.map((table) => ({
      table: table.table,
      name: table.table,
      alter: () => removeRow(intruder, table, random),
    })),
  ];
  if (how === 'alone') for (const one of alterers) await alter([one], true);
  else {
    const byTable = [...Map.groupBy(alterers, ({ table }) => table).values()];
    for (let n = 0; byTable.some((list) => list.length > n); n += 1)
      await alter(
        byTable.flatMap((list) => list[n] ?? []),
        false,
      );
  }
  const left = await check();
  if (left.length > 0) wrong.push(`put back, and still: ${saidOf(left)}`);
  return {
    columns: columns.length,
    tables: tables.length,
    alterations,
    rechecks,
    wrong,
    sentences: [...sentences],
  };
}

interface Alterer {
  readonly name: string;
  alter(): Promise<Alteration | null>;
}

const saidOf = (told: readonly RecheckFinding[]): string =>
  told
    .slice(0, 5)
    .map(({ table, row, column }) => `${table} ${row} ${column}`)
    .join('; ');
