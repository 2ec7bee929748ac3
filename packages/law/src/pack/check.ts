import { citedText } from './article-path.ts';
import { checkOptions } from './check-options.ts';
import { parameterProblems } from './check-parameters.ts';
import { areDisjoint, circumstance, namedValues } from './circumstances.ts';
import { GUARD_NAMES } from './guards.ts';
import type { PackFinding } from './pack-finding.ts';
import { findArticle } from './rulebook.ts';
import type { Pack, When } from './schema.ts';

export type { PackFinding } from './pack-finding.ts';

/** Everything the schema cannot see: quotes that do not stand in the text, names nobody knows, ids used twice. */
export function checkPack(pack: Pack): PackFinding[] {
  return [
    ...checkText(pack),
    ...collectCites(pack).flatMap((place) => checkCite(pack, place)),
    ...checkIds(pack),
    ...checkGuards(pack),
    ...checkReferences(pack),
    ...checkRules(pack),
    ...checkOptions(pack, checkRules),
  ];
}

/** What must hold of the rules whatever answer a silent point is given. */
function checkRules(pack: Pack): PackFinding[] {
  return [
    ...collectWhens(pack).flatMap(([path, when]) => checkWhen(path, when)),
    ...checkCounting(pack),
    ...checkRivals(pack),
    ...checkSteps(pack),
  ];
}

interface Clause {
  readonly article: string;
  readonly quote: string;
}
type Place = readonly [path: string, clause: Clause];

const error = (path: string, message: string): PackFinding => ({ path, message, level: 'error' });
const warning = (path: string, message: string): PackFinding => ({ path, message, level: 'warning' });

function checkText(pack: Pack): PackFinding[] {
  if (!pack.textHeld) {
    return pack.articles.length + collectCites(pack).length === 0
      ? []
      : [error('textHeld', '标明文本未存的规定不得写条文或者规则')];
  }
  const findings: PackFinding[] = [];
  if (pack.articles.length === 0) findings.push(error('articles', '标明存有文本，却没有条文'));
  const cited = new Set(collectCites(pack).map(([, clause]) => findArticle(pack, clause.article)?.number));
  for (const [index, article] of pack.articles.entries()) {
    if (cited.has(article.number)) continue;
    if (pack.extent === 'whole')
      findings.push(warning(`articles.${index}`, `${article.number}还没有任何规则或者条款说明`));
    else if (!pack.notes.some((note) => note.includes(article.number)))
      findings.push(error(`articles.${index}`, `只摘录援引条文，但没有规则援引${article.number}`));
  }
  return findings;
}

function checkCite(pack: Pack, [path, clause]: Place): PackFinding[] {
  const article = findArticle(pack, clause.article);
  if (article === undefined) return [error(`${path}.article`, `本规定没有“${clause.article}”`)];
  const place = citedText(article.number, article.text, clause.article);
  if (!place.found) return [error(`${path}.article`, place.why)];
  if (place.text.includes(clause.quote)) return [];
  return [error(`${path}.quote`, `${clause.article}的原文里没有“${clause.quote}”`)];
}

function collectCites(pack: Pack): Place[] {
  const cited = (name: string, rules: readonly { readonly cite: Clause }[]): Place[] =>
    rules.map((rule, index) => [`${name}.${index}.cite`, rule.cite]);
  return [
    ...cited('deadlines', pack.deadlines),
    ...cited('guards', pack.guards),
    ...cited('requirements', pack.requirements),
    ...pack.requirements.flatMap((rule, i): Place[] =>
      rule.waiver ? [[`requirements.${i}.waiver`, rule.waiver]] : [],
    ),
    ...cited('publications', pack.publications),
    ...cited('channels', pack.channels),
    ...cited('grounds', pack.grounds),
    ...cited('procedures', pack.procedures),
    ...pack.legalReview.flatMap((rule, i) => cited(`legalReview.${i}.triggers`, rule.triggers)),
    ...cited('chains', pack.chains),
    ...cited('scenes', pack.scenes),
    ...cited('silentPoints', pack.silentPoints),
    ...pack.surcharges.flatMap((rule, i): Place[] =>
      rule.stops ? [[`surcharges.${i}.stops.cite`, rule.stops.cite]] : [],
    ),
    ...pack.deadlines.flatMap((rule, i): Place[] =>
      rule.extension ? [[`deadlines.${i}.extension.cite`, rule.extension.cite]] : [],
    ),
    ...pack.deadlines.flatMap((rule, i): Place[] =>
      rule.extension?.further ? [[`deadlines.${i}.extension.further.cite`, rule.extension.further.cite]] : [],
    ),
    ...PROVISIONS.flatMap((name) => cited(name, pack[name])),
    ...pack.catalogue.flatMap((item, i) =>
      item.also.map((clause, j): Place => [`catalogue.${i}.also.${j}`, clause]),
    ),
  ];
}

/** Sections whose every rule has an `id` and a `cite`. */
const PROVISIONS = [
  'catalogue',
  'conduct',
  'exclusions',
  'redactions',
  'thresholds',
  'retention',
  'access',
  'fileOrders',
  'reports',
  'accountability',
  'devices',
  'staffing',
  'surcharges',
  'provisions',
] as const;

function checkIds(pack: Pack): PackFinding[] {
  const lists: readonly (readonly [string, readonly string[]])[] = [
    ['deadlines', pack.deadlines.map((rule) => rule.id)],
    ['guards', pack.guards.flatMap((rule) => rule.kinds.map((kind) => `${rule.guard}（${kind}）`))],
    ['requirements', pack.requirements.map((rule) => rule.id)],
    ['publications', pack.publications.map((rule) => rule.id)],
    ['channels', pack.channels.map((rule) => rule.id)],
    ['grounds', pack.grounds.map((rule) => rule.id)],
    ['scenes', pack.scenes.map((rule) => rule.id)],
    ['silentPoints', pack.silentPoints.map((rule) => rule.id)],
    ['articles', pack.articles.map((article) => article.number)],
    ['chains', pack.chains.map((chain) => chain.subject)],
    ...PROVISIONS.map((name) => [name, pack[name].map((rule) => rule.id)] as const),
    ...pack.publications.map(
      (rule, i) => [`publications.${i}.fields`, rule.fields.map((field) => field.key)] as const,
    ),
  ];
  return lists.flatMap(([path, ids]) =>
    [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))].map((id) =>
      error(path, `“${id}”重复`),
    ),
  );
}

function checkGuards(pack: Pack): PackFinding[] {
  const names: readonly string[] = GUARD_NAMES;
  return pack.guards.flatMap((rule, i) =>
    names.includes(rule.guard)
      ? parameterProblems(rule).map(([name, problem]) => error(`guards.${i}.parameters.${name}`, problem))
      : [error(`guards.${i}.guard`, `没有名为“${rule.guard}”的限制`)],
  );
}

function collectWhens(pack: Pack): [string, When][] {
  const whens = (name: string, rules: readonly { readonly when: When }[]): [string, When][] =>
    rules.map((rule, i) => [`${name}.${i}.when`, rule.when]);
  return [
    ...whens('deadlines', pack.deadlines),
    ...whens('requirements', pack.requirements),
    ...pack.legalReview.flatMap((rule, i) => whens(`legalReview.${i}.triggers`, rule.triggers)),
    ...whens('exclusions', pack.exclusions),
    ...whens('thresholds', pack.thresholds),
    ...whens('retention', pack.retention),
  ];
}

function checkWhen(path: string, when: When): PackFinding[] {
  return Object.entries(when).flatMap(([name, values]) => {
    const kind = circumstance(name);
    if (kind === undefined) return [error(`${path}.${name}`, `没有名为“${name}”的情形`)];
    const named = namedValues(values);
    if (named === undefined)
      return kind.amount ? [] : [error(`${path}.${name}`, `情形“${kind.label}”不是数额，不能写上下限`)];
    if (kind.amount) return [error(`${path}.${name}`, `情形“${kind.label}”是数额，应写上下限`)];
    return named
      .filter((value) => !Object.hasOwn(kind.values, value))
      .map((value) => error(`${path}.${name}`, `情形“${kind.label}”没有“${value}”这一取值`));
  });
}

function checkReferences(pack: Pack): PackFinding[] {
  const grounds = new Set(pack.grounds.map((ground) => ground.id));
  const points = new Set(pack.silentPoints.map((point) => point.id));
  const scenes = new Set(pack.scenes.map((scene) => scene.id));
  const silent = (path: string, id: string | undefined): PackFinding[] =>
    id === undefined || points.has(id) ? [] : [error(path, `静默事项“${id}”没有登记`)];
  return [
    ...pack.deadlines.flatMap((rule, i) => silent(`deadlines.${i}.silent`, rule.silent)),
    ...pack.guards.flatMap((rule, i) => silent(`guards.${i}.silent`, rule.silent)),
    ...pack.channels.flatMap((rule, i) => silent(`channels.${i}.silent`, rule.silent)),
    ...pack.requirements.flatMap((rule, i) => checkRequirement(`requirements.${i}`, rule, scenes)),
    ...pack.thresholds.flatMap((rule, i) => silent(`thresholds.${i}.silent`, rule.silent)),
    ...pack.retention.flatMap((rule, i) => silent(`retention.${i}.silent`, rule.silent)),
    ...pack.access.flatMap((rule, i) => silent(`access.${i}.silent`, rule.silent)),
    ...pack.chains.flatMap((rule, i) => silent(`chains.${i}.silent`, rule.silent)),
    ...pack.provisions.flatMap((rule, i) => silent(`provisions.${i}.silent`, rule.silent)),
    ...pack.catalogue.flatMap((rule, i) => silent(`catalogue.${i}.silent`, rule.silent)),
    ...pack.redactions.flatMap((rule, i) => silent(`redactions.${i}.silent`, rule.silent)),
    ...checkNamed(pack),
    ...pack.publications.flatMap((rule, i) =>
      rule.fields.flatMap((field, j) => checkField(`publications.${i}.fields.${j}`, field, grounds)),
    ),
  ];
}

/** Names by which one section points into another. */
function checkNamed(pack: Pack): PackFinding[] {
  const deadlines = new Set(pack.deadlines.map((rule) => rule.id));
  const chains = new Set<string>(pack.chains.map((chain) => chain.subject));
  const channels = new Set(pack.channels.map((channel) => channel.id));
  const known = (path: string, names: ReadonlySet<string>, what: string, id: string | undefined) =>
    id === undefined || names.has(id) ? [] : [error(path, `没有名为“${id}”的${what}`)];
  return [
    ...pack.chains.flatMap((chain, i) => known(`chains.${i}.within`, deadlines, '期限', chain.within)),
    ...pack.reports.flatMap((report, i) =>
      report.deadlines.flatMap((id) => known(`reports.${i}.deadlines`, deadlines, '期限', id)),
    ),
    ...pack.catalogue.flatMap((item, i) => [
      ...known(`catalogue.${i}.chain`, chains, '审核程序', item.chain),
      ...item.channels.flatMap((id) => known(`catalogue.${i}.channels`, channels, '公示载体', id)),
    ]),
  ];
}

function checkRequirement(
  path: string,
  rule: Pack['requirements'][number],
  scenes: ReadonlySet<string>,
): PackFinding[] {
  const findings: PackFinding[] = [];
  if (rule.waivable && !(rule.medium === 'recording' && rule.modality === 'as-needed')) {
    findings.push(error(`${path}.waivable`, '只有根据实际情况进行的音像记录，才可以用文字记录代替'));
  }
  if (rule.waivable && rule.waiver === undefined)
    findings.push(error(`${path}.waiver`, '没有写明可以不作音像记录的条款'));
  if (rule.scene !== undefined && scenes.size > 0 && !scenes.has(rule.scene)) {
    findings.push(error(`${path}.scene`, `没有名为“${rule.scene}”的记录场景`));
  }
  return findings;
}

function checkField(
  path: string,
  field: Pack['publications'][number]['fields'][number],
  grounds: ReadonlySet<string>,
): PackFinding[] {
  if (field.show === 'withheld' && field.ground === undefined)
    return [error(path, `“${field.name}”不公开，却没有写明理由`)];
  if (field.ground !== undefined && !grounds.has(field.ground))
    return [error(path, `没有名为“${field.ground}”的不予公开理由`)];
  return [];
}

/** Days counted back from an event end before it, whatever day that is. */
function checkCounting(pack: Pack): PackFinding[] {
  return pack.deadlines.flatMap((rule, i) => {
    if (rule.proposed !== undefined && (rule.limit !== null || rule.silent === undefined))
      return [error(`deadlines.${i}.proposed`, '建议的天数只能用在条文没有写明天数的静默事项')];
    const backwards = rule.limit !== null && 'before' in rule.limit && rule.limit.before === true;
    return backwards && rule.rolls?.holiday === true
      ? [error(`deadlines.${i}.rolls`, '倒算的期限不能向后顺延')]
      : [];
  });
}

/** Two deadlines of one pack for the same act and event would answer each other, which only layers may. */
function checkRivals(pack: Pack): PackFinding[] {
  return pack.deadlines.flatMap((rule, i) =>
    pack.deadlines.slice(i + 1).flatMap((other) => {
      const same = rule.does === other.does && rule.channel === other.channel;
      const meet =
        rule.on.some((event) => other.on.includes(event)) && rule.kinds.some((k) => other.kinds.includes(k));
      if (!same || !meet || areExclusive(rule.when, other.when)) return [];
      return [error(`deadlines.${i}`, `“${rule.id}”与“${other.id}”对同一事件规定了同一义务，不能都为准`)];
    }),
  );
}

/** The steps of a chain must fit inside the deadline it names; steps without days are not reckoned. */
function checkSteps(pack: Pack): PackFinding[] {
  return pack.chains.flatMap((chain, i) => {
    const limit = pack.deadlines.find((rule) => rule.id === chain.within)?.limit ?? null;
    if (limit === null || 'yearly' in limit || limit.unit !== 'working-day') return [];
    const days = chain.steps.reduce((sum, step) => sum + (step.days ?? 0), 0);
    return days <= limit.count
      ? []
      : [
          error(
            `chains.${i}.steps`,
            `各步共 ${days} 个工作日，超过“${chain.within}”的 ${limit.count} 个工作日`,
          ),
        ];
  });
}

function areExclusive(a: When, b: When): boolean {
  return Object.entries(a).some(([name, values]) => {
    const others = b[name];
    if (others === undefined) return false;
    return areDisjoint(values, others);
  });
}
