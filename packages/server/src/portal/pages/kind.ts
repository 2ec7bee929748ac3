import { type ActKind, actKinds, kindLabels } from '@mingjing/law';

/** What the public calls a kind of act. */
export const kindLabel = (kind: string): string => kindLabels[kind as ActKind] ?? '其他行政执法';

/** Kinds in the order of the law, each with its name. */
export const kindOptions = (kinds: readonly string[] = actKinds): readonly (readonly [string, string])[] =>
  actKinds.filter((kind) => kinds.includes(kind)).map((kind) => [kind, kindLabels[kind]]);
