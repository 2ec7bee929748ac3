/** What an erasure names: facts of the stream by version, and of each the sealed names that go. */
export type ErasureTargets = readonly { readonly version: number; readonly fields: readonly string[] }[];

/** An erasure that one person asked for and another has not yet confirmed. */
export interface PendingErasure {
  readonly targets: ErasureTargets;
  readonly authority: string;
  readonly proposedBy: string;
}

/** Gathers `version.name` pairs, each once, by version. */
export function toTargets(chosen: readonly string[]): ErasureTargets {
  const fields = new Map<number, string[]>();
  for (const one of new Set(chosen)) {
    const dot = one.indexOf('.');
    const version = Number(one.slice(0, dot));
    fields.set(version, [...(fields.get(version) ?? []), one.slice(dot + 1)]);
  }
  return [...fields].map(([version, names]) => ({ version, fields: names }));
}
