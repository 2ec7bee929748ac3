import { existsSync, realpathSync } from 'node:fs';
import { constants } from 'node:os';
import { argv, stderr, stdout } from 'node:process';
import { fileURLToPath } from 'node:url';
import { PackFileError } from '../packs/pack-file-error.ts';
import { StartupError } from '../platform/startup-error.ts';
import { RequestError } from '../web/request-error.ts';
import { type Command, type CommandOutput, CommandRefusal, UsageError } from './command.ts';

/** Runs one verb of `mingjing`; answers the exit code. */
export async function runCommand(args: readonly string[], output: CommandOutput): Promise<number> {
  const [name = '', ...rest] = args;
  if (['help', '--help', '-h'].includes(name)) {
    output.out(usage());
    return 0;
  }
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (verb === undefined) {
    output.err(name === '' ? usage() : `没有“${name}”这个命令。\n${usage()}`);
    return 2;
  }
  if (!existsSync(fileURLToPath(verb.module))) {
    output.err(`这一版本不含“${name}”。`);
    return 1;
  }
  try {
    const { run } = (await import(verb.module.href)) as { run: Command };
    return await run(rest, output);
  } catch (error) {
    if (error instanceof UsageError) {
      output.err(`${error.message}\n用法：mingjing ${verb.usage}`);
      return 2;
    }
    output.err(sentenceOf(error));
    return 1;
  }
}

/** What stopped a command, for the person at the terminal; of a fault of ours its kind and code, no inner workings. */
function sentenceOf(error: unknown): string {
  const told = [CommandRefusal, PackFileError, StartupError, RequestError];
  if (error instanceof Error && told.some((kind) => error instanceof kind)) return error.message;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === NO_SUCH_TABLE) return '这个数据目录里还没有数据：先启动一次，完成初始设置。';
  const kind = error instanceof Error ? error.name : typeof error;
  return `没有办成，程序出错（${[kind, code].filter(Boolean).join(' ')}）。请把这一行告知系统管理员。`;
}

const NO_SUCH_TABLE = '42P01';

interface Verb {
  /** Exports `run`, a Command; loaded only when asked for. */
  readonly module: URL;
  readonly usage: string;
  readonly says: string;
}

const here = (file: string): URL => new URL(file, import.meta.url);

const verbs: Readonly<Record<string, Verb>> = {
  duties: {
    module: here('./duties.ts'),
    usage:
      'duties --bureau 机关 --event 事件 --kind 执法类别 --date 日期 [--set 名=值 …] [--facts 文件] [--as-of 日期] [--json]，或者 duties --explain-sets',
    says: '某事发生后，谁应当在哪天以前做什么，依据哪一条',
  },
  packs: {
    module: here('./packs.ts'),
    usage:
      'packs check|list|events|kinds|schema [--json]，packs diff 旧规定 新规定 [--json]，或者 packs new --from 规定 --id 新编号 [--folder 目录]',
    says: '检查、列出、比较规定，由现有规定起草新规定',
  },
  verify: {
    module: here('./verify.ts'),
    usage: 'verify 卷宗或证明文件 [--key 公钥或指纹] [--witness 见证方公钥 …] [--json]',
    says: '离线核验导出的卷宗、从门户下载的证明文件；指定的见证方必须都已联署',
  },
  export: {
    module: here('./export.ts'),
    usage: 'export --case 案件编号 --out 文件',
    says: '把一件案的事实、文书、原件连同证明和离线核验器导出成一个压缩包',
  },
  audit: {
    module: here('./audit.ts'),
    usage: 'audit 目录|网址 [--save 目录] [--key 公钥] [--checkpoint 文件] [--json]',
    says: '由公开的日志和数据核对：日志完整、结果未改、编号无缺、件数与封存的一致',
  },
  play: {
    module: here('./play.ts'),
    usage: 'play 脚本文件 [--bureau 机关]',
    says: '按脚本逐步办案，输出事实、义务和限制',
  },
  import: {
    module: here('./import.ts'),
    usage:
      'import --bureau 机关 文件 [--map 对照文件] [--kind permit|penalty] [--only-good] [--dry-run] [--hold] [--json]',
    says: '导入外部公示结果',
  },
  conformance: {
    module: here('./conformance.ts'),
    usage: 'conformance [--json] [--run]，或者 conformance --prove 行号|all',
    says: '逐条列出规定要求、由何处执行、由哪些测试证明',
  },
  witness: {
    module: here('./witness.ts'),
    usage: 'witness --folder 目录 --name 名称 [--log 日志公钥 …] [--host 地址] [--port 端口]',
    says: '作为见证方，为他机关的日志联署：只签接得上自己上次所签的',
  },
  succeed: {
    module: here('./succeed.ts'),
    usage: 'succeed --bureau 机关 --reason 理由 [--yes]',
    says: '结束机关的存证日志，另立一册接续：停签之后或者更换密钥时',
  },
  'catch-up': {
    module: here('./catch-up.ts'),
    usage: 'catch-up --bureau 机关 --reason 理由 [--yes]',
    says: '密钥目录恢复了旧备份而停签时：核对之后补记签名进度，继续签署',
  },
  recheck: {
    module: here('./recheck.ts'),
    usage: 'recheck [--json]',
    says: '全量校验：重算日志、事实、各表和文件，逐处说出不符',
  },
  'database-logins': {
    module: here('./database-logins.ts'),
    usage: 'database-logins --out 文件',
    says: '数据库由外部提供时：给程序各部分各设一个账号，列出由数据库管理员执行的语句',
  },
  rebuild: { module: here('./rebuild.ts'), usage: 'rebuild [--json]', says: '由流水重建各表并比对' },
};

function usage(): string {
  const lines = Object.values(verbs).map((verb) => `  mingjing ${verb.usage}\n      ${verb.says}`);
  return ['用法：', ...lines].join('\n');
}

/** Whoever reads has seen enough (`| head`): an end without a word, under the number that shells know it by. */
function endWithReader(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit(128 + constants.signals.SIGPIPE);
}

if (argv[1] !== undefined && existsSync(argv[1]) && import.meta.filename === realpathSync(argv[1])) {
  for (const stream of [stdout, stderr]) stream.on('error', endWithReader);
  process.exitCode = await runCommand(argv.slice(2), {
    out: (text) => stdout.write(`${text}\n`),
    err: (text) => stderr.write(`${text}\n`),
  });
}
