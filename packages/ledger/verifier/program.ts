import { readFileSync } from 'node:fs';
import { argv } from 'node:process';
import { describeVerdict } from '../src/case-file/describe-verdict.ts';
import { verifyAnything } from '../src/case-file/verify-anything.ts';
import { readExpectedKeys } from '../src/log/expected-keys.ts';
import { withFile } from '../src/node.ts';

const [path, ...keys] = argv.slice(2);

process.exitCode = path === undefined ? 2 : await verify(path, keys);
if (path === undefined)
  console.log(
    '用法：node verify.mjs 卷宗.zip（或者证明文件） [另行取得的公钥、指纹，或者写有公钥的文件]\n全部成立时退出码为 0；不联网。',
  );

async function verify(file: string, known: readonly string[]): Promise<number> {
  const expected = readExpectedKeys(known.map(keyText).join('\n'));
  if (known.length > 0 && expected.count === 0) {
    console.log('没有认出公钥或者公钥指纹。');
    return 2;
  }
  try {
    const verdict = await withFile(file, (source) => verifyAnything(source, { expected }));
    for (const line of describeVerdict(verdict)) console.log(line);
    return verdict.ok ? 0 : 1;
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    console.log(`读不出文件“${file}”。`);
    return 2;
  }
}

/** A key as it was given, or what stands in the file of that name. */
function keyText(text: string): string {
  if (readExpectedKeys(text).count > 0) return text;
  try {
    return readFileSync(text, 'utf8');
  } catch {
    return text;
  }
}
