import { actKinds, checkPack, eventNames, kindLabels, packJsonSchema } from '@mingjing/law';
import { checkExamples } from '../packs/examples.ts';
import { checkFigures } from '../packs/figures/figure-examples.ts';
import { loadPacks } from '../packs/load.ts';
import { type CommandOutput, UsageError } from './command.ts';
import { comparePacks } from './packs-diff.ts';
import { startPack } from './packs-new.ts';
import { readArguments } from './read-arguments.ts';

/** `mingjing packs check|list|events|kinds|schema|diff|new`. */
export function run(args: readonly string[], output: CommandOutput): number {
  const { values, positionals } = readArguments({
    args: [...args],
    options: {
      json: { type: 'boolean' },
      from: { type: 'string' },
      id: { type: 'string' },
      folder: { type: 'string' },
    },
    allowPositionals: true,
  });
  const [topic = '', ...rest] = positionals;
  if (topic === 'diff') return comparePacks(rest, values.json === true, output);
  if (topic === 'new' && rest.length === 0) return startPack(values, output);
  const answer = Object.hasOwn(topics, topic) ? topics[topic] : undefined;
  if (answer === undefined || rest.length > 0)
    throw new UsageError(topic === '' ? '请写明要做什么。' : `不认识“${positionals.join(' ')}”。`);
  const { code, text, json } = answer();
  output.out(values.json === true ? JSON.stringify(json, null, 2) : text);
  return code;
}

interface Answer {
  readonly code: number;
  readonly text: string;
  readonly json: unknown;
}

const topics: Readonly<Record<string, () => Answer>> = { check, list, events, kinds, schema };

function check(): Answer {
  const loaded = loadPacks();
  const warnings = loaded.packs.flatMap((pack) =>
    checkPack(pack).map((finding) => ({ pack: pack.id, path: finding.path, message: finding.message })),
  );
  const [days, figures] = [checkExamples(loaded), checkFigures(loaded)];
  const examples = {
    count: days.count + figures.count,
    failures: [...days.failures, ...figures.failures],
  };
  const lines = [
    `规定 ${loaded.packs.length} 部、机关 ${loaded.bureaus.length} 个、放假安排 ${loaded.calendar.years.length} 年：格式、引文、编号没有错误。`,
    ...warnings.map((warning) => `注意：${warning.pack} ${warning.path}：${warning.message}`),
    ...examples.failures,
    `算例 ${examples.count} 个，${examples.failures.length === 0 ? '全部相符' : `不符 ${examples.failures.length} 处`}。`,
  ];
  const json = {
    packs: loaded.packs.length,
    warnings,
    examples: examples.count,
    failures: examples.failures,
  };
  return { code: examples.failures.length === 0 ? 0 : 1, text: lines.join('\n'), json };
}

function list(): Answer {
  const { packs, bureaus, hashes } = loadPacks();
  const json = packs.map((pack) => ({
    id: pack.id,
    code: pack.code,
    title: pack.title,
    rank: pack.rank,
    textHeld: pack.textHeld,
    articles: pack.articles.length,
    deadlines: pack.deadlines.length,
    bureaus: bureaus
      .filter((bureau) => bureau.layers.some((layer) => layer.pack === pack.id))
      .map((bureau) => bureau.id),
    sha256: hashes[pack.id],
  }));
  const lines = json.map((pack) => {
    const held = pack.textHeld ? `条文 ${pack.articles}，期限规则 ${pack.deadlines}` : '文本未存';
    const version = (pack.sha256 ?? '').slice(0, 12);
    return `${pack.id}　《${pack.title}》（${held}；适用：${pack.bureaus.join('、') || '无'}；版本 ${version}）`;
  });
  return { code: 0, text: lines.join('\n'), json };
}

function events(): Answer {
  const { packs } = loadPacks();
  const json = eventNames.map((event) => ({
    event,
    rules: packs.flatMap((pack) =>
      pack.deadlines.filter((rule) => rule.on.includes(event)).map((rule) => rule.id),
    ),
  }));
  const lines = json.map(({ event, rules }) => `${event}　${rules.join('、') || '暂无规则'}`);
  return { code: 0, text: lines.join('\n'), json };
}

function kinds(): Answer {
  const json = actKinds.map((kind) => ({ kind, name: kindLabels[kind] }));
  return { code: 0, text: json.map(({ kind, name }) => `${kind}　${name}`).join('\n'), json };
}

function schema(): Answer {
  const json = packJsonSchema();
  return { code: 0, text: JSON.stringify(json, null, 2), json };
}
