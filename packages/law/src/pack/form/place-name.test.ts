import { expect, test } from 'vitest';
import { placeName } from './place-name.ts';

test('a place in a pack is called as its form calls it, section, number and field', () => {
  expect(placeName(['deadlines', '0', 'name'])).toBe('期限第 1 项的“名称”');
  expect(placeName(['articles', '2', 'number'])).toBe('条文第 3 项的“条号”');
  expect(placeName(['publications', '0', 'fields', '1', 'name'])).toContain('第 2 项的“公示时的名称”');
  expect(placeName(['inForceFrom'])).toBe('“施行日期”');
});

test('what the form has no word for is not guessed', () => {
  expect(placeName(['surprise'])).toBeUndefined();
  expect(placeName(['deadlines', '0', 'surprise'])).toBeUndefined();
});
