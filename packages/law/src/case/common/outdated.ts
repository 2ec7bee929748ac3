import { asPrinted } from '../../duties/day.ts';
import type { RecordedFact } from '../../facts/fact-types.ts';
import type { CaseEntry, CaseState, IssuedDocument } from '../case-state.ts';
import { factTitle, fieldLabels } from '../fact-words.ts';
import { ERASED_TEXT } from '../read-fact.ts';
import { partLabels } from './correctable.ts';

/** One entry that was put right after a document was made of it: the document still says what stood before. */
export interface OutdatedWords {
  /** The entry whose field was put right, and the fact that did it. */
  readonly target: number;
  readonly field: string;
  readonly correction: number;
  /** The entry and its field in Chinese. */
  readonly title: string;
}

/** What was put right in a case after a document meant for the party was made and before it was served. */
export function outdatedWords(state: CaseState, document: IssuedDocument): readonly OutdatedWords[] {
  if (!awaitsService(document)) return [];
  const found = state.entries.flatMap(({ type, version, data }): OutdatedWords[] => {
    const target = state.entries.find((entry) => entry.version === data.target);
    return corrections.includes(type) && version > document.version && target && isPrinted(target, document)
      ? [
          {
            target: target.version,
            field: String(data.field),
            correction: version,
            title: titleOf(target, data),
          },
        ]
      : [];
  });
  return found.filter(
    (one, at) =>
      found.findLastIndex(({ target, field }) => target === one.target && field === one.field) === at,
  );
}

/** Documents waiting for service that were made of an entry: once it is put right they are made again. */
export function madeOf(state: CaseState, entry: CaseEntry): readonly IssuedDocument[] {
  return state.documents.filter((document) => awaitsService(document) && isPrinted(entry, document));
}

/** Documents meant for the party that nobody has served and no later one has taken the place of. */
export function awaitsService({ forServing, servedOn, remade }: IssuedDocument): boolean {
  return forServing && servedOn === undefined && remade === undefined;
}

/** Files attached stand by themselves; what was entered later no document made before can say. */
function isPrinted({ type, version }: CaseEntry, document: IssuedDocument): boolean {
  return version < document.version && type !== 'record-attached' && type !== 'recording-waived';
}

function titleOf(entry: CaseEntry, { field }: CaseEntry['data']): string {
  return `${factTitle(entry.type)}（${entry.occurredOn}）：${fieldLabels[String(field)] ?? String(field)}`;
}

/** What a document says and what stands now, one line for each part that differs. */
export interface ChangedWords {
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

/** The words that a document still has as they stood when it was made, and what they were put right to; `facts` as they were recorded. */
export function changedWords(
  state: CaseState,
  document: IssuedDocument,
  facts: readonly RecordedFact[],
): readonly ChangedWords[] {
  return outdatedWords(state, document).flatMap(({ target, field, title }) => {
    const before = valueWhen(facts, document.version, { target, field });
    const after = state.entries.find(({ version }) => version === target)?.data[field];
    if (!isParts(before) || !isParts(after))
      return [{ label: title, before: wordsOf(before), after: wordsOf(after) }];
    return Object.entries(partLabels)
      .filter(([part]) => before[part] !== after[part])
      .map(([part, label]) => ({
        label: `${title}${label}`,
        before: before[part] === undefined ? '未填' : wordsOf(before[part]),
        after: after[part] === undefined ? '未填' : wordsOf(after[part]),
      }));
  });
}

/** A field as it stood before a fact: as recorded, or as last put right by then. */
function valueWhen(
  facts: readonly RecordedFact[],
  version: number,
  { target, field }: Pick<OutdatedWords, 'target' | 'field'>,
): unknown {
  const by = facts.findLast(
    (fact) =>
      fact.version < version &&
      corrections.includes(fact.type) &&
      fact.data.target === target &&
      fact.data.field === field,
  );
  return by ? by.data.value : facts.find((fact) => fact.version === target)?.data[field];
}

function wordsOf(value: unknown): string {
  if (typeof value === 'string') return asPrinted(value);
  return value === undefined ? ERASED_TEXT : isParts(value) ? String(value.name) : JSON.stringify(value);
}

function isParts(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && 'name' in value;
}

const corrections: readonly string[] = ['fact-corrected', 'document-corrected'];
