import { type BureauProfile, type NumberSource, numberingLabels, RuleError } from '@mingjing/law';
import type { Queryable } from '../journal/database.ts';

/** A number that a command asked for. */
interface Wanted {
  readonly family: string;
  readonly kind: 'document' | 'ordinal';
}

/** A source that answers with placeholders and remembers what was asked: the first pass of a command. */
export function collectNumbers(
  bureau: BureauProfile,
  today: string,
): { readonly source: NumberSource; readonly wanted: Wanted[] } {
  const wanted: Wanted[] = [];
  const year = Number(today.slice(0, 4));
  return {
    wanted,
    source: {
      documentNumber: (family) => {
        wanted.push({ family, kind: 'document' });
        return formatNumber(bureau, family, year, 1);
      },
      ordinal: (kind) => {
        wanted.push({ family: `ordinal.${kind}`, kind: 'ordinal' });
        return { kind, year, number: 1 };
      },
    },
  };
}

/** Draws the asked numbers inside the transaction: gapless, because a rollback gives them back and the rows stay locked till then. */
export async function drawNumbers(
  db: Queryable,
  bureau: BureauProfile,
  today: string,
  wanted: readonly Wanted[],
): Promise<NumberSource> {
  const year = Number(today.slice(0, 4));
  const drawn = new Map<string, number[]>();
  const counts = new Map<string, number>();
  for (const { family } of wanted) counts.set(family, (counts.get(family) ?? 0) + 1);
  for (const family of [...counts.keys()].sort()) {
    const count = counts.get(family) ?? 1;
    const { rows } = await db.query<{ last: number }>(
      `insert into number_series (bureau, family, year, last) values ($1, $2, $3, $4)
       on conflict (bureau, family, year) do update set last = number_series.last + $4 returning last`,
      [bureau.id, family, year, count],
    );
    const last = rows[0]?.last ?? count;
    drawn.set(
      family,
      Array.from({ length: count }, (_, i) => last - count + 1 + i),
    );
  }
  const take = (family: string): number => {
    const number = drawn.get(family)?.shift();
    if (number === undefined) throw new Error(`number family ${family} was not announced by the first pass`);
    return number;
  };
  return {
    documentNumber: (family) => formatNumber(bureau, family, year, take(family)),
    ordinal: (kind) => ({ kind, year, number: take(`ordinal.${kind}`) }),
  };
}

function formatNumber(bureau: BureauProfile, family: string, year: number, number: number): string {
  const pattern = bureau.numbering[family];
  // A bureau that was set up before there was this family has no pattern for it yet.
  if (pattern === undefined)
    throw new RuleError(
      'numbering-missing',
      `“${numberingLabels[family] ?? family}”还没有文号格式。请系统管理员在“机关”页的“文号格式”里补上一行，再来办理。`,
    );
  return pattern.replace('{year}', String(year)).replace('{number}', String(number));
}
