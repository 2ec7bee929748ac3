import { runChecks } from './check-steps.ts';

const outcomes = await runChecks();
const failures = outcomes.filter((outcome) => !outcome.ok).map((outcome) => outcome.name);
process.stdout.write(failures.length === 0 ? '检查全部通过。\n' : `检查未通过：${failures.join('、')}。\n`);
process.exitCode = failures.length === 0 ? 0 : 1;
