import { once } from 'node:events';
import { openDataFolder } from '../platform/data-folder.ts';
import { createWitnessServer } from '../witness/witness-server.ts';
import { openWitnessStore } from '../witness/witness-store.ts';
import { type CommandOutput, UsageError } from './command.ts';
import { readArguments } from './read-arguments.ts';

/** `mingjing witness`: signs, for logs it was told to watch, only heads that extend what it signed before. */
export async function run(args: readonly string[], output: CommandOutput): Promise<number> {
  const { values } = readArguments({
    args: [...args],
    options: {
      folder: { type: 'string' },
      name: { type: 'string' },
      log: { type: 'string', multiple: true },
      host: { type: 'string' },
      port: { type: 'string' },
    },
  });
  if (values.folder === undefined || values.name === undefined)
    throw new UsageError('缺少选项 --folder 或者 --name。');
  const port = Number(values.port ?? '8090');
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new UsageError('--port 应为端口号。');
  const folder = await openDataFolder(values.folder);
  try {
    const store = await openWitnessStore(folder.path, values.name, values.log ?? []);
    const server = createWitnessServer(store);
    server.listen(port, values.host ?? '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const at = typeof address === 'object' && address !== null ? address.port : port;
    output.out(`见证已启动：http://${values.host ?? '127.0.0.1'}:${at}/add-checkpoint`);
    output.out(`本见证方公钥（登记到被见证机关）：${store.signer.vkey}`);
    await stopped();
    server.close();
    server.closeAllConnections();
    return 0;
  } finally {
    await folder.release();
  }
}

async function stopped(): Promise<void> {
  await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
}
