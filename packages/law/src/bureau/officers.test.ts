import { expect, test } from 'vitest';
import { foldOfficers } from './officers.ts';

const data = {
  person: 'p',
  name: '某某某',
  post: '科员',
  unit: '质量科',
  credentialNumber: '1',
  validTo: '2029-12-31',
  area: '某县',
};

test('执法人员名录：登记、变更、撤销，依次算出现状', () => {
  const registered = { type: 'officer-registered', data } as const;
  const changed = { type: 'officer-changed', data: { ...data, validTo: '2031-01-01' } } as const;
  const removed = { type: 'officer-removed', data: { person: 'p' } } as const;
  expect(foldOfficers([registered]).get('p')).toEqual(data);
  expect(foldOfficers([registered, changed]).get('p')?.validTo).toBe('2031-01-01');
  expect(foldOfficers([registered, changed, removed]).size).toBe(0);
  expect(foldOfficers([registered, removed, registered]).size).toBe(1);
  expect(foldOfficers([{ type: 'account-opened', data: { person: 'p' } }]).size).toBe(0);
});
