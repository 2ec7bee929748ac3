import { join } from 'node:path';
import { root, tool } from './steps.ts';

/** What the check of the walls found; `modules` says how many TypeScript files it really read. */
export type WallReport = Readonly<{ ok: boolean; output: string; modules: number; rules: readonly string[] }>;

/** Checks who imports whom against `.dependency-cruiser.cjs`, and that TypeScript was really read. */
export const checkWalls = async (folders: readonly string[], cwd = root): Promise<WallReport> => {
  const config = join(root, '.dependency-cruiser.cjs');
  const { result, output } = await tool(
    'depcruise',
    ['--config', config, '--output-type', 'json', ...folders],
    { cwd },
  );
  const report = parse(result);
  if (report === undefined) return { ok: false, output, modules: 0, rules: [] };
  // Without a parser for TypeScript the tool reads no file, finds no violation and looks content.
  const modules = report.modules.filter((module) => /\.tsx?$/.test(module.source)).length;
  if (modules === 0)
    return {
      ok: false,
      output: `dependency-cruiser 没有读到任何 TypeScript 文件：\n${output}`,
      modules,
      rules: [],
    };
  const { violations } = report.summary;
  const lines = violations.map(({ rule, from, to }) => `${rule.name}：${from} → ${to}`);
  return {
    ok: lines.length === 0,
    output: lines.join('\n'),
    modules,
    rules: violations.map(({ rule }) => rule.name),
  };
};

type Report = {
  modules: { source: string }[];
  summary: { violations: { rule: { name: string }; from: string; to: string }[] };
};

const parse = (text: string): Report | undefined => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
