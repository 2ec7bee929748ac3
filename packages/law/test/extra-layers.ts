import { composeRulebook } from '../src/index.ts';
import { type Pack, packSchema } from '../src/pack/schema.ts';
import { packs, wenshang } from './case-fixtures.ts';

const cite = { article: '第一条', quote: '照此办理' };

/** A made-up regulation of one article, for clauses that no regulation of this house has. */
export function extraPack(id: string, rank: Pack['rank'], sections: object): Pack {
  return packSchema.parse({
    id,
    code: id,
    title: `${id}规定`,
    short: id,
    rank,
    issuer: '某机关（试验用）',
    inForceFrom: null,
    extent: 'whole',
    source: '自拟，只供测试',
    articles: [{ number: '第一条', text: '照此办理' }],
    ...withCites(sections),
  });
}

/** The rules of 汶上 with further layers before its own. */
export function wenshangWith(...extra: readonly Pack[]) {
  const layers = [...extra.map(({ id }) => ({ pack: id })), ...wenshang.layers];
  return composeRulebook({ ...wenshang, layers }, [...packs, ...extra], '2026-03-18');
}

function withCites(sections: object): object {
  return Object.fromEntries(
    Object.entries(sections).map(([name, rules]) => [
      name,
      (rules as object[]).map((rule) => ({ cite, ...rule })),
    ]),
  );
}
