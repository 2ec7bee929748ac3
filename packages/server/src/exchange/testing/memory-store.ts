import type { CheckedRow } from '../check-row.ts';
import type { AlikeRow, ImportStore } from '../import-rows.ts';
import { knownValues } from '../known-values.ts';

/** A store in memory that keeps the promises of `ImportStore`; `held` by identity. */
export function memoryStore(): ImportStore & { readonly held: Map<string, CheckedRow> } {
  const held = new Map<string, CheckedRow>();
  const toAlike = (row: CheckedRow): AlikeRow => ({
    id: row.identity,
    identity: row.identity,
    label: String(row.record.documentNumber ?? row.record.partyName),
    draft: row.disposition === 'draft',
    known: knownValues(row),
  });
  return {
    held,
    async lookUp(rows) {
      const found = rows.map((row) => {
        const own = held.get(row.identity);
        const { digest = null } = own ?? {};
        const same = own && {
          digest,
          draft: own.disposition === 'draft',
          erased: false,
          known: knownValues(own),
        };
        const others = own ? [] : [...held.values()].filter(({ kind }) => kind === row.kind);
        return [row.row, { same: same ?? null, alike: others.map(toAlike) }] as const;
      });
      return new Map(found);
    },
    async storeRows(rows, replaces) {
      const counts = { imported: 0, unchanged: 0, drafts: 0 };
      for (const row of rows) {
        if (held.get(row.identity)?.digest === row.digest) counts.unchanged += 1;
        else {
          held.delete(replaces.get(row.row) ?? '');
          held.set(row.identity, row);
          counts[row.disposition === 'draft' ? 'drafts' : 'imported'] += 1;
        }
      }
      return counts;
    },
  };
}
