import { ensureOfficeBundle } from '../packages/server/src/platform/office-bundle.ts';
import { readVerifier } from '../packages/server/src/platform/verifier-bundle.ts';
import { findBrowser } from './browser.ts';
import { runChecks } from './check-steps.ts';
import { closingLines } from './closing-lines.ts';
import { providePdfReader } from './pdf-reader.ts';
import { step } from './steps.ts';
import { runProject } from './vitest-project.ts';

// The second reading of the law is held against the engine on as many duties; the quick check tries fewer.
process.env.MINGJING_DUTIES_COMPARED = '1000000';
process.env.MINGJING_MUTATIONS = '100000';
const noPdf = await providePdfReader();
const outcomes = await runChecks();
const built = await step('生成办案界面和核验器', async () => {
  await ensureOfficeBundle(() => undefined);
  await readVerifier();
  return { ok: true, output: '' };
});
const database = await step('数据库测试', () => runProject('db'));
const journeys = await step('浏览器全程测试', async () => {
  process.env.MINGJING_CHROMIUM = await findBrowser();
  return runProject('journeys');
});
outcomes.push(built, database, journeys);

process.stdout.write(closingLines(outcomes, noPdf === undefined ? [] : [noPdf]));
process.exitCode = outcomes.every(({ ok }) => ok) && outcomes.some(({ passed }) => passed > 0) ? 0 : 1;
