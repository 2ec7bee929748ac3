import { expect, test } from 'vitest';
import type { z } from 'zod';
import { factTypes } from './fact-types.ts';

/** Texts that stand in the open, each looked at: nobody types them in free words, or they are made public by their nature. */
const looked: Readonly<Record<string, readonly RegExp[]>> = {
  'drawn from the numbering of the bureau': [
    /^[\w-]+ (documentNumber|receivedNumber|caseNumber|certificateNumber)$/,
  ],
  'names and digests that the product makes': [
    /^[\w-]+ (\w+\.)*(sha256|sm3|oldDigest|codeDigest|mediaType|root|startedAt|finishedAt|commitment|stream)$/,
    /^(audit-segment-sealed) (from|to)$/,
    /^document-issued (title|issuedBy)$/,
    /^emergency-access-opened until$/,
    /^(log-opened|signer-caught-up) (\w+\.)*(origin|vkey|name)$/,
    /^counts-sealed rows\.unpublished$/,
    /^hearing-notified time$/,
    /^(application-received|filing-proposed|case-adopted|packs-proposed|packs-activated) packs\.\*$/,
    /^recheck-sealed counts\.\*$/,
    /^result-published explanation\.strip\.\*$/,
    /^silent-point-decided version$/,
  ],
  'words of the packs, of the bureau’s profile and of the law': [
    /^[\w-]+ (\w+\.)*cite(\.(regulation|article|quote|text))?$/,
    /^[\w-]+ (\w+\.)*withheld\.(name|ground)$/,
    /^result-published (authority|channels\.name|explanation\.sentence|labels\.\*)$/,
    /^(bureau-created|bureau-profile-changed|matter-added|matter-changed) (profile|changes|matter)\./,
    /^matter-retired matter$/,
    /^(bureau-added|bureau-succeeded|succession-taken-on) (name|title|number)$/,
    /^(linked-item-registered|law-change-recorded) (title|name|bases|items)/,
    /^calendar-imported notice$/,
    /^(witness-named|witness-ended) (name|body|vkey|address)$/,
  ],
  'public registers of officers, law over officers (公示规定 第六条)': [
    /^officer-(registered|changed|removed) /,
  ],
  'shown to the public, and refused where they name the party or hold personal data': [
    /^result-withdrawn explanation$/,
    /^decision-revoked by$/,
    /^result-published correction\.reason$/,
  ],
  'public by the order of the administrators': [/^(log-opened|signer-caught-up|matter-retired) reason$/],
  'number of the decision, the same on every page': [
    /^(publication-drafted|result-published|result-imported) number$/,
  ],
  'numbers of the paper file and dates: words stand apart, in `said`': [/^case-adopted done\.data\.\*$/],
  'the address of a carrier': [/^channel-confirmed address$/],
};

/** Fields of a schema that hold text of more than a name’s length, or of any. */
function textsOf(schema: unknown, path: string): readonly string[] {
  const { def } = (schema as z.core.$ZodType)._zod as unknown as { def: Record<string, unknown> };
  switch (def.type) {
    case 'optional':
    case 'nullable':
    case 'default':
      return textsOf(def.innerType, path);
    case 'array':
      return textsOf(def.element, path);
    case 'union':
      return (def.options as readonly unknown[]).flatMap((option) => textsOf(option, path));
    case 'object':
      return Object.entries(def.shape as object).flatMap(([key, inner]) =>
        textsOf(inner, path === '' ? key : `${path}.${key}`),
      );
    case 'record':
      return [`${path}.*`];
    case 'string': {
      const { format, maxLength } = schema as z.ZodString;
      const isShort = format === 'date' || (maxLength !== null && maxLength <= 80);
      return isShort ? [] : [path];
    }
    default:
      return [];
  }
}

test('the journal holds digests of free text: every text in the open was looked at', () => {
  const open = Object.entries(factTypes).flatMap(([type, { schema, sealed, sealedEach }]) => {
    const { shape } = (schema as unknown as z.ZodObject).def;
    return Object.entries(shape)
      .filter(([key]) => !sealed.includes(key) && !sealedEach.includes(key))
      .flatMap(([key, inner]) => textsOf(inner, key).map((path) => `${type} ${path}`));
  });
  const known = Object.values(looked).flat();
  expect(open.filter((one) => !known.some((pattern) => pattern.test(one)))).toEqual([]);
  expect(known.filter((pattern) => !open.some((one) => pattern.test(one)))).toEqual([]);
});
