import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { loadPacks, packsFolder } from '../packs/load.ts';
import { type CommandOutput, CommandRefusal, UsageError } from './command.ts';

/** `mingjing packs new --from ID --id NEW`: a folder to start from, holding the rules and the text of a similar regulation. */
export function startPack(
  values: { readonly from?: string; readonly id?: string; readonly folder?: string },
  output: CommandOutput,
): number {
  const { from, id } = values;
  if (from === undefined || id === undefined) throw new UsageError('缺少选项 --from 或者 --id。');
  if (!/^[a-z0-9][a-z0-9-]{1,60}$/.test(id))
    throw new CommandRefusal(`编号“${id}”应由小写字母、数字和连字符组成，例如 linxi-publicity。`);
  const loaded = loadPacks();
  const pack = loaded.packs.find((candidate) => candidate.id === from);
  const source = loaded.folders[from];
  if (pack === undefined || source === undefined) throw new CommandRefusal(`没有编号为“${from}”的规定。`);
  if (loaded.folders[id] !== undefined) throw new CommandRefusal(`编号“${id}”已经有了。`);
  const folder = values.folder ?? join(packsFolder, id);
  if (existsSync(folder)) throw new CommandRefusal(`目录“${folder}”已经存在，请换一个编号或者目录。`);
  mkdirSync(folder, { recursive: true });
  const document = parseDocument(readFileSync(join(packsFolder, source, 'pack.yaml'), 'utf8'));
  document.commentBefore = ` 由 ${from} 起草：先改抬头，把 articles.yaml 换成本规定的原文，再逐条核对规则。`;
  for (const [key, value] of Object.entries({ id, code: id.toUpperCase(), title: `（待填）${pack.title}` }))
    document.set(key, value);
  for (const key of ['inForceFrom', 'inForceTo']) document.set(key, null);
  document.set('notes', [`由《${pack.title}》起草，尚未核对。`]);
  writeFileSync(join(folder, 'pack.yaml'), document.toString({ lineWidth: 0 }));
  if (existsSync(join(packsFolder, source, 'articles.yaml')))
    cpSync(join(packsFolder, source, 'articles.yaml'), join(folder, 'articles.yaml'));
  writeFileSync(join(folder, 'examples.yaml'), '# 逐日手算的算例，写法见 docs/PACKS.md。\n[]\n');
  output.out(
    [
      `已建立 ${folder}。接下来：`,
      '  1. pack.yaml：改 title、short、issuer、source、rank 和施行日期。',
      '  2. articles.yaml：换成本规定的原文，一条一项，错漏照录。',
      '  3. mingjing packs check：引文与原文不符的规则，会逐条指出文件和行。',
      '  4. examples.yaml：逐日手算的算例。',
      `  5. packs/bureaus 下机关文件的 layers 里加上 ${id}，再 packs check。`,
    ].join('\n'),
  );
  return 0;
}
