import { expect, test } from 'vitest';
import { isMissingPart } from './newer-office.ts';

test.each([
  'Failed to fetch dynamically imported module: https://office.example/assets/case-page-AB12.js',
  'error loading dynamically imported module: https://office.example/assets/case-page-AB12.js',
  'Importing a module script failed.',
  'Unable to preload CSS for /assets/case-page-AB12.css',
])('取不到程序的一部分：%s', (message) => {
  expect(isMissingPart(new TypeError(message))).toBe(true);
});

test('画页面时出的错不算取不到程序', () => {
  expect(isMissingPart(new TypeError("Cannot read properties of undefined (reading 'name')"))).toBe(false);
});
