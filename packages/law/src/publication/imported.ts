import type { Rulebook } from '../pack/rulebook.ts';
import { actKindSchema } from '../pack/schema.ts';
import { kindLabels } from '../terms.ts';
import type { DraftWithheld, PublicationSignal } from './draft.ts';
import { screenField } from './field-screening.ts';
import { groundById, groundForSignal } from './grounds.ts';
import type { PublicationState } from './publication-state.ts';

/**
 * An imported row as it would be published: the pack's fields, read from the row by field key, source name or Chinese name.
 * A field that only organisations show stays hidden unless the row carries a credit code.
 */
export function draftImported(state: PublicationState, rules: Rulebook) {
  const kind = actKindSchema.catch('other').parse(state.kind);
  const found = rules.publication(kind);
  if (!found) return null;
  const organisation = text(state.fields['party-credit-code']) !== undefined;
  const values = found.rule.fields.flatMap((field) => {
    const value = text(state.fields[field.key] ?? state.fields[field.from] ?? state.fields[field.name]);
    return value === undefined ? [] : [{ field, value }];
  });
  const isHidden = (show: string) => show === 'withheld' || (show === 'organisation-only' && !organisation);
  const open = values
    .filter(({ field }) => !isHidden(field.show))
    .map((one) => ({ ...one, ...screenField(one.field, one.value) }));
  const closed = values.filter(({ field }) => isHidden(field.show));
  const personal = groundForSignal(rules, 'personal-data') ?? null;
  return {
    kind,
    rule: found.rule.id,
    cite: found.cite,
    number: state.number,
    title: `${kindLabels[kind]}决定（${state.number}）`,
    summary: '',
    fields: Object.fromEntries(open.map(({ field, text: value }) => [field.key, value])),
    labels: Object.fromEntries(found.rule.fields.map((field) => [field.key, field.name])),
    hidden: Object.fromEntries(closed.map(({ field, value }) => [field.key, value])),
    withheld: closed.map(({ field }): DraftWithheld => {
      const ground = groundById(rules, field.ground ?? '') ?? personal;
      return {
        key: field.key,
        name: field.name,
        ground: ground?.id ?? 'not-listed',
        cite: ground?.cite ?? found.cite,
      };
    }),
    signals: open
      .filter((one) => one.found.length > 0)
      .map((one): PublicationSignal => {
        const sentence = `“${one.name}”中的${one.found.join('、')}已遮盖，请核对前后文。`;
        return { kind: 'personal-data', sentence, ground: personal, ...one };
      }),
  };
}

function text(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
