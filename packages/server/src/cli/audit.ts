import { readFile } from 'node:fs/promises';
import { type AuditReport, auditOpenData } from '../open-data/audit-open-data.ts';
import { folderSource, portalSource } from '../open-data/open-data-source.ts';
import { type Command, CommandRefusal, UsageError } from './command.ts';
import { readArguments } from './read-arguments.ts';

/** `mingjing audit`: recomputes a bureau's log, results and counts from what it makes public; exit code 0 only where all agrees. */
export const run: Command = async (args, output) => {
  const { values, positionals } = readArguments({
    args: [...args],
    options: {
      key: { type: 'string' },
      checkpoint: { type: 'string', multiple: true },
      save: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const [place, ...rest] = positionals;
  if (place === undefined || rest.length > 0)
    throw new UsageError('请写明一个目录，或者机关公示门户的网址。');
  const isAddress = /^https?:\/\//.test(place);
  if (values.save !== undefined && !isAddress) throw new UsageError('“--save”只用于网址。');
  const source = isAddress ? portalSource(place, values.save) : folderSource(place);
  const checkpoints = await Promise.all((values.checkpoint ?? []).map(readCheckpoint));
  const report = await auditOpenData(source, { key: values.key, checkpoints });
  if (values.json) output.out(JSON.stringify(report));
  else for (const line of describe(report)) output.out(line);
  return report.ok ? 0 : 1;
};

/** A checkpoint as it was kept: from a page, a reading page or its two-dimensional code. */
async function readCheckpoint(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    throw new CommandRefusal(`读不出检查点文件“${path}”。`);
  }
}

function describe(report: AuditReport): string[] {
  const { entries, results, seals, sealedOn, decisions, findings, more, erasures } = report;
  return [
    `日志 ${entries} 条，公开的结果 ${results} 件，封存的计数 ${seals} 份${sealedOn === null ? '' : `（至 ${sealedOn}，决定 ${decisions} 件）`}。`,
    ...erasures.map((sentence) => `依法删除　${sentence}`),
    ...findings.map(({ sentence }) => `不符　${sentence}`),
    ...(more > 0 ? [`此外还有 ${more} 处不符，未列出。`] : []),
    report.ok
      ? '核对相符：日志完整，每件结果都有存证，编号无缺，各栏件数与封存的一致。'
      : `核对不符：${findings.length + more} 处，见上。`,
  ];
}
