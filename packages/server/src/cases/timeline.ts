import type { TimelineEntry } from '@mingjing/api';
import { factTypes } from '@mingjing/law';
import type { Queryable } from '../journal/database.ts';
import type { ReadFact } from '../journal/fact-codec.ts';
import { dateInChina } from '../platform/clock.ts';
import { withChangedParts } from './changed-parts.ts';
import { describeFact, fieldLabel, fieldText } from './describe-fact.ts';

/** What happened, newest first, with both times and the place in the log. */
export async function timelineOf(
  db: Queryable,
  stream: string,
  facts: readonly ReadFact[],
  names: ReadonlyMap<string, string>,
): Promise<readonly TimelineEntry[]> {
  const { rows } = await db.query<{ version: number; index: number }>({
    name: 'log-places',
    text: `select version, index from ledger_entry where stream = $1`,
    values: [stream],
  });
  const places = new Map(rows.map(({ version, index }) => [version, index]));
  const all = facts.map(({ fact }) => fact);
  return facts
    .map(({ fact, envelope }): TimelineEntry => {
      const late = fact.actor !== 'time' && fact.occurredOn < dateInChina(new Date(fact.recordedAt));
      const lateReason = fact.data.lateReason;
      return {
        version: fact.version,
        type: fact.type,
        label: labelOf(fact),
        detail: describeFact(withChangedParts(fact, all), names),
        occurredOn: fact.occurredOn,
        recordedAt: fact.recordedAt,
        late,
        ...(typeof lateReason === 'string' ? { lateReason } : {}),
        by: fact.actor === 'time' ? '期限届满' : (names.get(fact.actor) ?? fact.actor),
        logIndex: places.get(fact.version) ?? null,
        fields: [
          ...Object.entries(fact.data)
            .filter(([key]) => !unread.has(key))
            .map(([key, value]) => ({
              key,
              label: fieldLabel(key, fact.type),
              text: fieldText(value, fieldNames(fact, names), key),
              digest: envelope.sealed[key] ?? null,
              erased: false,
            })),
          ...fact.erased.map((key) => ({
            key,
            label: erasedLabel(fact, key),
            text: '已依法删除',
            digest: envelope.sealed[key] ?? null,
            erased: true,
          })),
        ],
      };
    })
    .reverse();
}

/** What a fact keeps for the program, or what its own line says already. */
const unread: ReadonlySet<string> = new Set([
  'lateReason',
  'packs',
  'participants',
  'rule',
  'decisionStream',
  'decisionVersion',
  'order',
  'labels',
  'origin',
  'channels',
  'explanation',
]);

/** A published fact brings the names of its fields along. */
function fieldNames({ data }: ReadFact['fact'], names: ReadonlyMap<string, string>) {
  const own = data.labels as Readonly<Record<string, string>> | undefined;
  if (own === undefined) return names;
  return new Map([
    ...names,
    ...Object.entries(own).flatMap(([key, name]) => [
      [`key ${key}`, name] as const,
      [`id ${key}`, name] as const,
    ]),
  ]);
}

/** What happened, in a word; what is published a second time puts right what stood there. */
const labelOf = ({ type, data }: ReadFact['fact']): string =>
  type === 'result-published' && data.correction !== undefined ? '更正公示' : factTypes[type].label;

/** A value that was sealed by itself is called as the published fact names it. */
function erasedLabel({ data }: ReadFact['fact'], key: string): string {
  const inner = key.slice(key.indexOf('.') + 1);
  const named = data.withheld as readonly { readonly key: string; readonly name?: string }[] | undefined;
  return (
    (data.labels as Readonly<Record<string, string>> | undefined)?.[inner] ??
    named?.find((one) => one.key === inner)?.name ??
    fieldLabel(key)
  );
}
