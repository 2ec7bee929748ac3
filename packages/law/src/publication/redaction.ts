import type { Cite } from '../cite.ts';
import type { Rulebook, Sourced } from '../pack/rulebook.ts';
import type { ActKind, Pack, RedactionRule } from '../pack/schema.ts';

export type RedactedItem = RedactionRule['items'][number];
export type Treatment = RedactedItem['treat'];

/** How one thing is shown in public: the treatment that binds with its clause, and what other layers say of the same thing. */
export interface BindingTreatment {
  /** Closed name where the engine can treat it, else the words of the clause. */
  readonly subject: string;
  readonly item: string;
  readonly treat: Treatment;
  readonly cite: Cite;
  readonly others: readonly { readonly treat: Treatment; readonly cite: Cite }[];
}

/**
 * The redaction profiles of all layers taken together for one kind of party. Of two treatments of personal data the stricter
 * binds, whatever the ranks; of other things the one to whose rank the other's clause yields, else the stricter too. One text
 * goes to every carrier, so a profile made for one carrier counts for all.
 */
export function redactionsFor(
  rules: Rulebook,
  kind: ActKind,
  party: 'natural-person' | 'organisation',
): readonly BindingTreatment[] {
  const all = rules.sections.redactions
    .filter(({ rule }) => rule.kinds.includes(kind))
    .flatMap((source) =>
      source.rule.items
        .filter((item) => item.party === 'any' || item.party === party)
        .map((item): Answer => ({ item, source })),
    );
  return [...Map.groupBy(all, ({ item }) => item.covers ?? item.item)].map(([subject, answers]) => {
    const binding = answers.reduce((held, next) => (prevails(next, held) ? next : held));
    const { item, source } = binding;
    return {
      subject,
      item: item.item,
      treat: item.treat,
      cite: source.cite,
      others: answers
        .filter((one) => one !== binding)
        .map((one) => ({ treat: one.item.treat, cite: one.source.cite })),
    };
  });
}

interface Answer {
  readonly item: RedactedItem;
  readonly source: Sourced<RedactionRule>;
}

function prevails(next: Answer, held: Answer): boolean {
  const nextYields = yieldsTo(next, held.source.pack);
  const heldYields = yieldsTo(held, next.source.pack);
  if (!isPersonal(next.item) && nextYields !== heldYields) return heldYields;
  return STRICTEST.indexOf(next.item.treat) < STRICTEST.indexOf(held.item.treat);
}

const yieldsTo = ({ source }: Answer, { rank }: Pack): boolean => source.rule.yieldsTo.includes(rank);
const isPersonal = ({ covers }: RedactedItem): boolean =>
  covers === 'name' || covers === 'address' || covers === 'personal-data';
const STRICTEST: readonly Treatment[] = ['remove', 'mask', 'generalise', 'keep'];

/** 张三 → 张某, as a name stands where it is masked. */
export function maskName(name: string): string {
  const [first = '', ...rest] = name;
  return first + '某'.repeat(Math.max(1, rest.length));
}
