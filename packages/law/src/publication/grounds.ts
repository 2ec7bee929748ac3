import type { Cite } from '../cite.ts';
import type { Rulebook, Sourced } from '../pack/rulebook.ts';
import type { GroundRule } from '../pack/schema.ts';

/** A ground of non-disclosure with its clause. */
export interface Ground {
  readonly id: string;
  readonly name: string;
  readonly scope: GroundRule['scope'];
  readonly cite: Cite;
}

/** The bureau's own layer comes first: several layers may name the same ground. */
export function groundById(rules: Rulebook, id: string): Ground | undefined {
  return toGround(rules.grounds().find(({ rule }) => rule.id === id));
}

/** The ground that answers an automatic signal (age, personal data). */
export function groundForSignal(rules: Rulebook, signal: 'minor' | 'personal-data'): Ground | undefined {
  return toGround(rules.grounds().find(({ rule }) => rule.signal === signal));
}

/** Grounds on which a whole result is not published. */
export function groundsForItem(rules: Rulebook): readonly Ground[] {
  return groundsOf(rules, 'item');
}

/** Grounds on which one field is not shown. */
export function groundsForField(rules: Rulebook): readonly Ground[] {
  return groundsOf(rules, 'field');
}

function groundsOf(rules: Rulebook, scope: 'item' | 'field'): readonly Ground[] {
  const fitting = rules.grounds().filter(({ rule }) => rule.scope === scope || rule.scope === 'both');
  const first = new Map<string, Ground>();
  for (const sourced of fitting) {
    const ground = toGround(sourced);
    if (ground && !first.has(ground.id)) first.set(ground.id, ground);
  }
  return [...first.values()];
}

function toGround(sourced: Sourced<GroundRule> | undefined): Ground | undefined {
  if (!sourced) return undefined;
  const { id, name, scope } = sourced.rule;
  return { id, name, scope, cite: sourced.cite };
}
