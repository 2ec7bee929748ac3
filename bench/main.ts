import { parseArgs } from 'node:util';
import { measureCommands } from './commands.ts';
import { openInstallation } from './installation.ts';

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false }, only: { type: 'string' } } });
const t0 = performance.now();
const installation = await openInstallation();
console.error('open', performance.now() - t0);
try {
  console.table(await measureCommands(installation));
} finally {
  await installation.close();
}
console.error('all', performance.now() - t0, values.only);
