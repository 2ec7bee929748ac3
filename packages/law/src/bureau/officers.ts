import type { RecordedFact } from '../facts/fact-types.ts';

/** An officer as the public may know them. */
export interface Officer {
  readonly person: string;
  readonly name: string;
  readonly post: string;
  readonly unit: string;
  readonly credentialNumber: string;
  readonly validTo: string;
  readonly area: string;
}

/** The officers of a bureau as its stream tells: registered, changed, and gone once removed. */
export function foldOfficers(
  facts: readonly Pick<RecordedFact, 'type' | 'data'>[],
): ReadonlyMap<string, Officer> {
  const officers = new Map<string, Officer>();
  for (const { type, data } of facts) {
    if (type === 'officer-registered' || type === 'officer-changed')
      officers.set(person(data), toOfficer(data));
    else if (type === 'officer-removed') officers.delete(person(data));
  }
  return officers;
}

/** The officer that a registration or a change names; the first version named no unit. */
export function toOfficer(data: Readonly<Record<string, unknown>>): Officer {
  const text = (key: string) => String(data[key] ?? '');
  return {
    person: text('person'),
    name: text('name'),
    post: text('post'),
    unit: text('unit'),
    credentialNumber: text('credentialNumber'),
    validTo: text('validTo'),
    area: text('area'),
  };
}

const person = (data: Readonly<Record<string, unknown>>) => String(data.person);
