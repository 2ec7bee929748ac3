import type { CatalogueChain, CatalogueEntry, CatalogueReply, PackArticles } from '@mingjing/api';
import {
  chainWords,
  type HeldPack,
  type Pack,
  rankLabels,
  rulesByArticle,
  spanWords,
  toCite,
} from '@mingjing/law';

/** The text of every regulation of the bureau, with the rules read from each article. */
export function articlesReply(packs: readonly Pack[]): PackArticles[] {
  return packs.map((pack) => {
    const rules = rulesByArticle(pack);
    return {
      pack: pack.id,
      regulation: pack.title,
      short: pack.short,
      rankLabel: rankLabels[pack.rank],
      issuer: pack.issuer,
      textHeld: pack.textHeld,
      whole: pack.extent === 'whole',
      notes: pack.textHeld ? pack.notes : [NOT_HELD, ...pack.notes],
      articles: pack.articles.map(({ number, text, chapter }) => ({
        number,
        text,
        chapter: chapter ?? null,
        rules: rules.get(number) ?? [],
      })),
    };
  });
}

const NOT_HELD =
  '只登记了名称，本系统没有它的条文：不作推定，也没有从它读出的规则。取得文本后由政策法规机构录入。';

/** What the bureau's regulations ask to be public beforehand; regulations without such a list are left out. */
export function catalogueReply(held: readonly HeldPack[]): CatalogueReply {
  return held
    .filter(({ pack }) => pack.catalogue.length > 0)
    .map(({ pack, decided = [] }) => {
      const chains = pack.chains.filter(({ subject }) =>
        pack.catalogue.some(({ chain }) => chain === subject),
      );
      const silent = new Set([...pack.catalogue, ...chains].map((rule) => rule.silent));
      return {
        pack: pack.id,
        regulation: pack.title,
        items: pack.catalogue.map((item) => entryOf(item, pack)),
        chains: chains.map((chain) => chainOf(chain, pack)),
        silent: pack.silentPoints
          .filter(({ id }) => silent.has(id))
          .map(({ id, point, proposed }) => {
            const decision = decided.find((one) => one.point === id);
            return {
              id,
              point,
              proposed,
              decided: decision ? `${decision.text}（自 ${decision.from} 起）` : null,
            };
          }),
      };
    });
}

function entryOf(item: Pack['catalogue'][number], pack: Pack): CatalogueEntry {
  return {
    id: item.id,
    name: item.name,
    parts: item.parts,
    owner: item.owner,
    place: item.place,
    channels: item.channels.map((id) => pack.channels.find((channel) => channel.id === id)?.name ?? id),
    chain: item.chain ?? null,
    modality: item.modality,
    cites: [item.cite, ...item.also].map((clause) => toCite(pack, clause)),
  };
}

function chainOf(chain: Pack['chains'][number], pack: Pack): CatalogueChain {
  const within = pack.deadlines.find(({ id }) => id === chain.within);
  return {
    subject: chain.subject,
    route: chain.steps.map(({ body, does }) => body ?? does),
    steps: chainWords(chain),
    within: within ? spanWords(within.limit) : null,
    cite: toCite(pack, chain.cite),
  };
}
