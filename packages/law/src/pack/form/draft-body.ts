import type { JsonValue } from '../../json.ts';
import type { Pack } from '../schema.ts';
import { withoutDefaults } from './form-value.ts';
import { packForm } from './pack-form.ts';

/** A regulation that is being written: the content of a pack, not yet held to its format. */
export type DraftBody = Readonly<Record<string, JsonValue>>;

/** A pack, or what somebody wrote of one, as a draft holds it: without defaults, in the order of the format. */
export function toDraftBody(pack: Pack | DraftBody): DraftBody {
  const whole = JSON.parse(JSON.stringify(pack)) as Record<string, JsonValue>;
  const [head, ...sections] = packForm();
  const lists = new Set(sections.map(({ key }) => key));
  const own = Object.fromEntries(Object.entries(whole).filter(([key]) => !lists.has(key)));
  const body: Record<string, JsonValue> = {
    ...(head === undefined ? own : (withoutDefaults(own, head.node) as DraftBody)),
  };
  for (const { key, node } of sections) {
    const value = whole[key];
    if (value === undefined || (Array.isArray(value) && value.length === 0)) continue;
    body[key] = withoutDefaults(value, node);
  }
  return body;
}

/** What a new regulation begins with. */
export function emptyDraft(id: string, title: string): DraftBody {
  return {
    id,
    code: id.toUpperCase(),
    title,
    short: title,
    rank: 'normative',
    issuer: '',
    inForceFrom: null,
    extent: 'whole',
    source: '',
  };
}

/** The same rules for another regulation, whose text and figures are still to be gone through. */
export function draftFrom(source: Pack | DraftBody, id: string, title: string): DraftBody {
  const { inForceTo: _ended, ...body } = toDraftBody(source);
  return {
    ...body,
    id,
    code: id.toUpperCase(),
    title,
    short: title,
    inForceFrom: null,
    notes: [`由《${String(body.title ?? '')}》起草，尚未核对。`],
  };
}
