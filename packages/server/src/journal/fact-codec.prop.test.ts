import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toJson } from './fact-codec.ts';

const anything = fc.anything({
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withObjectString: true,
  withSparseArray: true,
  withBoxedValues: true,
});
const odd = fc.constantFrom<unknown>(-0, Number.NaN, undefined, () => 1, Symbol('a'), '\ud800', {
  toJSON: () => 'itself',
});
const value = fc.oneof(
  anything,
  fc.dictionary(fc.string(), fc.oneof(odd, anything, fc.array(odd))),
  fc.jsonValue(),
);

test('一个值作为 JSON：与写成 JSON 再读回来相同', () => {
  fc.assert(
    fc.property(value, (one) => {
      const written = JSON.stringify(one);
      fc.pre(written !== undefined);
      expect(toJson(one)).toStrictEqual(JSON.parse(written));
    }),
    { numRuns: 1000 },
  );
});

test('本来就是 JSON 的值原样给回，不另抄一份', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (one) => {
      const read: unknown = JSON.parse(JSON.stringify(one));
      expect(toJson(read)).toBe(read);
    }),
  );
});
