import { existsSync } from 'node:fs';
import { tool } from './steps.ts';

/** Installs Debian's packages where that is ours to do (root on a Debian machine); says what went wrong, or nothing. */
export const installFromDebian = async (
  what: string,
  packages: readonly string[],
): Promise<string | undefined> => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get'))
    return `${what.trim()}没有安装，这里也不能代为安装`;
  process.stdout.write(`正在安装${what}（仅首次）……\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await tool('apt-get', ['update', '-q'], { env });
  const { ok, output } = await tool(
    'apt-get',
    ['install', '-y', '-q', '--no-install-recommends', ...WAITING, ...packages],
    { env },
  );
  return ok ? undefined : `${what.trim()}未能安装：\n${output.split('\n').slice(-15).join('\n')}`;
};

// A machine that has just started may be installing its own updates.
const WAITING = ['-o', 'DPkg::Lock::Timeout=300'];
