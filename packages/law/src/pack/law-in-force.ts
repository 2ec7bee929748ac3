import { type HeldPack, isInForce, layersOn } from './rulebook.ts';
import type { BureauProfile, Pack } from './schema.ts';

/** Which versions a bureau put in force, and from which day on: pack id → content hash. */
export interface Activation {
  readonly from: string;
  readonly packs: Readonly<Record<string, string>>;
}

/**
 * The pack versions that bind a bureau on a day, in the order of its layers: of each pack the version activated last among those
 * that count by that day and whose own text is in force on it. So a new version activated before its day leaves the old one
 * standing until then. The first activation has no beginning: there is no earlier law to go by.
 */
export function packsOn(
  bureau: BureauProfile,
  activations: readonly Activation[],
  find: (version: string) => Pack | undefined,
  date: string,
): readonly HeldPack[] {
  const standing = activations.filter(({ from }, index) => index === 0 || from <= date);
  return layersOn(bureau, date).flatMap((id): HeldPack[] => {
    for (const { packs } of [...standing].reverse()) {
      const version = packs[id];
      const pack = version === undefined ? undefined : find(version);
      if (version !== undefined && pack !== undefined && isInForce(pack, date)) return [{ pack, version }];
    }
    return [];
  });
}

/** The versions that a case froze when it began, as far as they bound on that day. */
export function packsFrozen(
  bureau: BureauProfile,
  frozen: Readonly<Record<string, string>>,
  find: (version: string) => Pack | undefined,
  openedOn: string,
): readonly HeldPack[] {
  return packsOn(bureau, [{ from: openedOn, packs: frozen }], find, openedOn);
}
