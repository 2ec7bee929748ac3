import { expect, test } from 'vitest';
import { durableFiles } from '../durable-files.ts';
import { everyFault } from '../testing/every-fault.ts';
import { keepLogins } from './keep-logins.ts';
import { actingRoles } from './roles.ts';

test('interrupted at any file operation, asked again it has whole passwords, and those that were told before', async () => {
  const { operations, faults } = await everyFault({
    root: '/kept',
    work: async (disk) => (await keepLogins('/kept/logins.json', durableFiles(disk))).logins,
    check: async (disk, told) => {
      const { logins } = await keepLogins('/kept/logins.json', durableFiles(disk));
      expect(Object.keys(logins).sort()).toEqual([...actingRoles].sort());
      if (told !== undefined) expect(logins).toEqual(told);
      expect(await keepLogins('/kept/logins.json', durableFiles(disk))).toEqual({ logins, isNew: false });
    },
  });
  expect(operations).toBeGreaterThan(4);
  expect(faults).toBeGreaterThan(12);
});
