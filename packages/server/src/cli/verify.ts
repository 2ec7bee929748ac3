import { readFileSync } from 'node:fs';
import {
  printable,
  type Verdict,
  VerificationError,
  verifyForkProof,
  verifyProofFile,
} from '@mingjing/ledger';
import { chinaTime } from '../portal/markup/phrases.ts';
import { type CommandOutput, CommandRefusal, UsageError } from './command.ts';
import { readArguments } from './read-arguments.ts';

/** `mingjing verify`: says in Chinese what of a proof file holds; exit code 0 only where everything does. */
export function run(args: readonly string[], output: CommandOutput): number {
  const { values, positionals } = readArguments({
    args: [...args],
    options: { key: { type: 'string' }, witness: { type: 'string', multiple: true } },
    allowPositionals: true,
  });
  const [path] = positionals;
  if (path === undefined || positionals.length > 1) throw new UsageError('请写明一个证明文件。');
  const bytes = readBytes(path);
  const fork = readFork(bytes);
  if (fork !== undefined) {
    output.out(
      `矛盾成立：“${printable(fork.origin)}”的密钥就前 ${fork.size} 条签过两个不同的检查点，日志被改写过。`,
    );
    return 0;
  }
  const verdict = verifyProofFile(bytes, {
    expectedVkey: values.key,
    requiredWitnesses: values.witness ?? [],
  });
  for (const line of describe(verdict)) output.out(line);
  return verdict.ok ? 0 : 1;
}

function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch {
    throw new CommandRefusal(`读不出文件“${path}”。`);
  }
}

/** The file as a proof that a log contradicts itself; undefined where it is none. */
function readFork(bytes: Uint8Array): ReturnType<typeof verifyForkProof> | undefined {
  try {
    return verifyForkProof(bytes);
  } catch (error) {
    if (error instanceof VerificationError) return undefined;
    throw error;
  }
}

function describe(verdict: Verdict): string[] {
  const checks = verdict.checks.map(
    ({ name, ok, detail }) => `${ok ? '成立　' : '不成立'}　${name}：${detail}`,
  );
  const { record } = verdict;
  if (!verdict.ok || record === undefined) return [...checks, '核验不成立：这份证明不能证明所载内容。'];
  return [
    ...checks,
    `核验成立：${record.occurredOn} 发生、北京时间 ${chinaTime(new Date(record.recordedAt))} 记入的事实（${record.stream} 第 ${record.version} 项）没有被改动。`,
    ...Object.entries(record.values).map(
      ([name, value]) =>
        `　${nameOf(record, name)}：${typeof value === 'string' ? value : JSON.stringify(value)}`,
    ),
    ...(record.withheld.length > 0
      ? [`　未披露：${record.withheld.map((name) => nameOf(record, name)).join('、')}`]
      : []),
  ];
}

/** A field as the record itself names it (its labels are proven with it), else by its path. */
function nameOf(record: NonNullable<Verdict['record']>, path: string): string {
  const fixed: Readonly<Record<string, string>> = { title: '标题', summary: '摘要' };
  const key = path.replace(/^(fields|hidden)\./, '');
  const labels = record.plain.labels as Readonly<Record<string, unknown>> | undefined;
  const label = labels?.[key];
  return fixed[path] ?? (typeof label === 'string' ? label : path);
}
