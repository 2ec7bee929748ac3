import { describeVerdict, readExpectedKeys, verifyAnything } from '@mingjing/ledger';
import { withFile } from '@mingjing/ledger/node';
import { type CommandOutput, CommandRefusal, UsageError } from './command.ts';
import { readArguments } from './read-arguments.ts';

/** `mingjing verify`: says in Chinese what of a case file or a proof file holds; exit code 0 only where everything does. */
export async function run(args: readonly string[], output: CommandOutput): Promise<number> {
  const { values, positionals } = readArguments({
    args: [...args],
    options: {
      key: { type: 'string' },
      witness: { type: 'string', multiple: true },
      json: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const [path] = positionals;
  if (path === undefined || positionals.length > 1) throw new UsageError('请写明一个卷宗或者证明文件。');
  const expected = values.key === undefined ? undefined : readExpectedKeys(values.key);
  if (expected?.count === 0) throw new UsageError('“--key”后面没有认出公钥或者公钥指纹。');
  const verdict = await readable(path, (source) =>
    verifyAnything(source, {
      ...(expected && { expected }),
      ...(values.witness && { requiredWitnesses: values.witness }),
    }),
  );
  if (values.json) output.out(JSON.stringify(verdict));
  else for (const line of describeVerdict(verdict)) output.out(line);
  return verdict.ok ? 0 : 1;
}

async function readable<T>(path: string, use: Parameters<typeof withFile<T>>[1]): Promise<T> {
  try {
    return await withFile(path, use);
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) throw new CommandRefusal(`读不出文件“${path}”。`);
    throw error;
  }
}
