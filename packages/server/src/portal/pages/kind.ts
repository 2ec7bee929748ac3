import { type ActKind, actKinds, ERASED_TEXT, kindLabels } from '@mingjing/law';

/** What the public calls a kind of act. */
export const kindLabel = (kind: string): string => kindLabels[kind as ActKind] ?? '其他行政执法';

/** The title of a published result; where it was erased by law, what kind of act it is. */
export const shownTitle = (title: string, kind: string): string =>
  title === ERASED_TEXT ? `${kindLabel(kind)}决定（标题已依法删除）` : title;

/** Kinds in the order of the law, each with its name. */
export const kindOptions = (kinds: readonly string[] = actKinds): readonly (readonly [string, string])[] =>
  actKinds.filter((kind) => kinds.includes(kind)).map((kind) => [kind, kindLabels[kind]]);
