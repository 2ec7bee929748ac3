import { expect, test } from 'vitest';
import { valueAt, withValue } from './draft-path.ts';

const body = { title: '规定', deadlines: [{ id: 'a', limit: { count: 7 } }, { id: 'b' }] };

test('a value is set where it stands, and nothing else changes', () => {
  const changed = withValue(body, ['deadlines', '0', 'limit', 'count'], 5);
  expect(valueAt(changed, ['deadlines', '0', 'limit', 'count'])).toBe(5);
  expect(changed.deadlines).toEqual([{ id: 'a', limit: { count: 5 } }, { id: 'b' }]);
  expect(body.deadlines[0]?.limit?.count).toBe(7);
  expect((changed.deadlines as unknown[])[1]).toBe(body.deadlines[1]);
});

test('what is taken away is gone; what was not there is made on the way', () => {
  expect(withValue(body, ['deadlines', '0', 'limit'], undefined).deadlines).toEqual([
    { id: 'a' },
    { id: 'b' },
  ]);
  expect(valueAt(withValue({}, ['guards', '0', 'cite', 'quote'], '公开'), ['guards'])).toEqual({
    0: { cite: { quote: '公开' } },
  });
  expect(withValue(body, ['inForceFrom'], null)).toEqual({ ...body, inForceFrom: null });
});

test('nothing is found behind a word, a number or a name that every object has', () => {
  for (const path of [['title', 'length'], ['toString'], ['deadlines', '7', 'id'], ['constructor', 'name']])
    expect(valueAt(body, path)).toBeUndefined();
});
