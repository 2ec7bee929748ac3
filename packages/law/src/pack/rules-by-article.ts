import { guardLabels, kindLabels, modalityLabels, skeletonLabels } from '../terms.ts';
import { movesRule } from './follow-option.ts';
import { findArticle } from './rulebook.ts';
import type { Pack } from './schema.ts';
import { type PackSection, sectionLabels } from './section-labels.ts';
import { spanWords } from './span-words.ts';

/** A rule read from an article, as a reader of the text sees it beside the words. */
export interface ArticleRule {
  readonly section: PackSection;
  readonly sectionLabel: string;
  readonly name: string;
  readonly owner: string | null;
  /** Days, amounts, parts or steps in words; null where the rule has none. */
  readonly figures: string | null;
  /** The place as the text numbers it, and the words relied on. */
  readonly article: string;
  readonly quote: string;
}

/** Every rule of a pack under the number of the article that it was read from, section by section. */
export function rulesByArticle(pack: Pack): ReadonlyMap<string, readonly ArticleRule[]> {
  const found = new Map<string, ArticleRule[]>();
  for (const section of Object.keys(sectionLabels) as PackSection[]) {
    for (const { cites, ...about } of wordsOf(section, pack)) {
      for (const cite of cites) {
        const number = findArticle(pack, cite.article)?.number;
        if (number === undefined) continue;
        const rule = { section, sectionLabel: sectionLabels[section], ...about, ...cite };
        found.set(number, [...(found.get(number) ?? []), rule]);
      }
    }
  }
  return found;
}

/** The steps of an approval chain in words: 梳理（相关科室，6 个工作日） → 审核（园区法制办，10 个工作日）. */
export function chainWords(chain: Pick<Pack['chains'][number], 'steps'>): string {
  return chain.steps
    .map(({ does, body, days }) => {
      const aside = [body, days === undefined ? undefined : `${days} 个工作日`].filter(Boolean).join('，');
      return aside === '' ? does : `${does}（${aside}）`;
    })
    .join(' → ');
}

/** A rule that rests on the answer to a silent point. */
export interface PointUse {
  readonly sectionLabel: string;
  readonly name: string;
  readonly article: string;
}

/** Every rule that names the point, or whose date an option of the point moves. */
export function usesOfPoint(pack: Pack, pointId: string): readonly PointUse[] {
  const options = pack.silentPoints.find(({ id }) => id === pointId)?.options ?? [];
  const rests = (section: PackSection, rule: Resting) =>
    rule.silent === pointId || (MOVED.includes(section) && options.some((option) => movesRule(option, rule)));
  return (Object.keys(sectionLabels) as PackSection[]).flatMap((section) => {
    const resting = {
      ...pack,
      [section]: (pack[section] as readonly Resting[]).filter((rule) => rests(section, rule)),
    };
    return wordsOf(section, resting).map(({ name, cites }) => ({
      sectionLabel: sectionLabels[section],
      name,
      article: cites[0]?.article ?? '',
    }));
  });
}

const MOVED: readonly PackSection[] = ['deadlines', 'guards', 'thresholds'];

interface Resting {
  readonly id?: string;
  readonly guard?: string;
  readonly silent?: string;
}

interface Words {
  readonly name: string;
  readonly owner: string | null;
  readonly figures: string | null;
  readonly cites: readonly Clause[];
}

interface Clause {
  readonly article: string;
  readonly quote: string;
}

interface Rule {
  readonly cite: Clause;
  /** Further clauses that ask for the same thing. */
  readonly also?: readonly Clause[];
  readonly name?: string;
  readonly owner?: string | undefined;
  readonly parts?: readonly unknown[];
}

function wordsOf(section: PackSection, pack: Pack): readonly Words[] {
  switch (section) {
    case 'deadlines':
      return pack.deadlines.map((rule) => words(rule, { figures: checked(spanWords(rule.limit), rule) }));
    case 'guards':
      return pack.guards.map((rule) => words(rule, { name: guardLabels[rule.guard] ?? rule.guard }));
    case 'requirements':
      return pack.requirements.map((rule) => words(rule, { figures: modalityLabels[rule.modality] }));
    case 'publications':
      return pack.publications.map((rule) => {
        const shown = rule.fields.filter((field) => field.show !== 'withheld').map(({ name }) => name);
        return words(rule, { name: `${kindLabels[rule.kind]}结果公示内容`, figures: shown.join('、') });
      });
    case 'channels':
      return pack.channels.map((rule) => words(rule, { figures: rule.main ? '主要载体' : null }));
    case 'procedures':
      return pack.procedures.map((rule) => {
        const name = rule.skeleton ? skeletonLabels[rule.skeleton] : `${kindLabels[rule.kind]}程序`;
        return words(rule, { name, figures: rule.stages.join(' → ') });
      });
    case 'legalReview':
      return pack.legalReview.flatMap((rule) => rule.triggers.map((trigger) => words(trigger)));
    case 'chains':
      return pack.chains.map((rule) => words(rule, { name: chainWords(rule) }));
    case 'scenes':
      return pack.scenes.map((rule) =>
        words(rule, { figures: rule.mode === 'whole-course' ? '全程音像记录' : '根据实际情况音像记录' }),
      );
    case 'conduct':
      return pack.conduct.map((rule) => {
        const duty = rule.modality === 'must' ? '应当' : '鼓励';
        return words(rule, { figures: rule.during.length > 0 ? `${duty}：${rule.during.join('、')}` : duty });
      });
    case 'thresholds':
      return pack.thresholds.map((rule) => words(rule, { figures: checked(amountWords(rule), rule) }));
    case 'retention':
      return pack.retention.map((rule) => words(rule, { figures: checked(spanWords(rule.keep), rule) }));
    case 'access':
      return pack.access.map((rule) =>
        words(rule, {
          owner: rule.approver,
          figures: `${rule.effect === 'allow' ? '可以' : '不得'}：${rule.who}`,
        }),
      );
    case 'accountability':
      return pack.accountability.map((rule) =>
        words(rule, { name: rule.ground, owner: rule.by, figures: FOLLOWS[rule.follows] }),
      );
    case 'redactions':
      return pack.redactions.map((rule) =>
        words(rule, { figures: rule.items.map(({ item, treat }) => `${item}${TREATS[treat]}`).join('、') }),
      );
    case 'silentPoints':
      return pack.silentPoints.map((rule) => words(rule, { name: rule.point, figures: rule.proposed }));
    default:
      return (pack[section] as readonly Rule[]).map((rule) => words(rule));
  }
}

function words(rule: Rule, own: Partial<Omit<Words, 'cites'>> = {}): Words {
  const parts = (rule.parts ?? []).filter((part) => typeof part === 'string').join('、');
  return {
    name: own.name ?? rule.name ?? '',
    owner: own.owner === undefined ? (rule.owner ?? null) : own.owner,
    figures: (own.figures === undefined ? parts : own.figures) || null,
    cites: [rule.cite, ...(rule.also ?? [])],
  };
}

/** A figure that was not checked against a source says so. */
function checked(figures: string | null, rule: { readonly unverified: boolean }): string | null {
  return rule.unverified ? `${figures ?? ''}（未核）` : figures;
}

function amountWords({ amount, bound, inclusive, origin }: Pack['thresholds'][number]): string {
  const words = `${amount / 100} 元${bound === 'from' ? '以上' : '以下'}，${inclusive ? '含' : '不含'}本数`;
  return origin === 'any' ? words : `${ORIGINS[origin]}：${words}`;
}

const ORIGINS: Readonly<Record<Pack['thresholds'][number]['origin'], string>> = {
  any: '',
  law: '法律设定',
  'administrative-regulation': '行政法规设定',
  'ministerial-rule': '规章设定',
  local: '地方设定',
};

const FOLLOWS: Readonly<Record<Pack['accountability'][number]['follows'], string>> = {
  'order-to-correct': '责令改正',
  responsibility: '追究责任',
  discipline: '给予处分',
  'criminal-transfer': '移送、追究刑事责任',
};

const TREATS: Readonly<Record<Pack['redactions'][number]['items'][number]['treat'], string>> = {
  remove: '删去',
  mask: '遮盖',
  generalise: '概括表述',
  keep: '保留',
};
