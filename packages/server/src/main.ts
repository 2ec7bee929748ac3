import { demonstrationAccounts } from './demo/demonstration.ts';
import { type Config, readConfig } from './platform/config.ts';
import { createLog, describeError } from './platform/log.ts';
import { onShutdown } from './platform/shutdown.ts';
import { StartupError } from './platform/startup-error.ts';
import { startServer } from './start-server.ts';

const log = createLog(process.stderr);
try {
  const server = await startServer(takeConfig(), log);
  onShutdown(() => server.stop(), log);
  server.database.lost.then(() => {
    log.error('database-lost');
    process.exit(1);
  });
  const lines = [
    '明镜已就绪。',
    `  公示门户：${server.portalAddress}`,
    `  办案系统：${server.officeAddress}`,
    ...(server.setUpAddress === null ? [] : [`  初始设置（一次有效）：${server.setUpAddress}`]),
    ...(server.database.weaker === null ? [] : [`  注意：${server.database.weaker}`]),
    ...(server.context.demonstration
      ? [
          '',
          '演示账号（口令都是 mingjing-demo）：',
          ...(await demonstrationAccounts(server.context.databases.app)).map(
            ({ login, name, bureau, duty }) => `  ${login.padEnd(14)}${bureau}　${name}　${duty}`,
          ),
        ]
      : []),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
} catch (error) {
  if (!(error instanceof StartupError)) {
    log.error('start-failed', describeError(error));
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  } else process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

/** The address of an external database and its owner's password go no further than to where they are used: not to child processes. */
function takeConfig(): Config {
  const config = readConfig(process.env, process.argv.slice(2));
  if (config.databaseLogins !== undefined) delete process.env.DATABASE_URL;
  return config;
}
