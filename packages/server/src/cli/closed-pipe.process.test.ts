import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

test.each([['help'], ['packs', 'schema'], ['packs', 'list'], ['verify', 'nothing-here']])(
  '读的一方先关上（| head）：mingjing %s 不声不响地结束',
  async (...args) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    // Closed before the program has anything to say.
    child.stdout.destroy();
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    expect(said).not.toContain('EPIPE');
    expect(said).not.toContain('node:');
    expect(code).toBe(args[0] === 'verify' ? 1 : 141);
  },
);
