import { type Calendar, type Duty, dutiesFor, explainDuty, type Rulebook, spanWords } from '@mingjing/law';

/** How a limit was counted, as a document tells it: the days in a sentence, and the clause; undefined without a date. */
export function countingWords(duty: Duty | undefined): string | undefined {
  if (duty === undefined || duty.due === null) return undefined;
  return `${explainDuty(duty).sentence}依据《${duty.regulation}》${duty.article}：“${duty.quote}”。`;
}

/** The clause by which time that does not count is told to the applicant; undefined where the layers have none. */
export function exclusionClause({ rules, calendar, today }: LawToday): string | undefined {
  const [duty] = dutiesFor({ rules, calendar, event: 'time-excluded', kind: 'permit', date: today });
  return duty && `《${duty.regulation}》${duty.article}`;
}

/** The clause by which the time for a decision on an application may be extended. */
export function extensionClause({ rules }: LawToday): string | undefined {
  const found = rules.packs
    .flatMap((pack) => pack.deadlines.map(({ does, kinds, extension }) => ({ pack, does, kinds, extension })))
    .find(({ does, kinds, extension }) => does === 'decide' && kinds.includes('permit') && extension);
  return found?.extension && `《${found.pack.title}》${found.extension.cite.article}`;
}

/** The time a party has from service, in words, and the clause that gives it; no clause where the bureau set it itself. */
export interface PartyLimit {
  readonly within: string;
  readonly clause?: string;
}

interface LawToday {
  readonly rules: Rulebook;
  readonly calendar: Calendar;
  readonly today: string;
}

/** Where and until when a decision can be contested: the organs of the bureau, the times of the rules. */
export function remediesOf(law: LawToday, kind: 'permit' | 'penalty') {
  const circumstances = { result: 'refuse' };
  const time = (does: 'apply-reconsideration' | 'sue') =>
    partyLimit(law, 'decision-served', does, circumstances, kind);
  const [reconsideration, litigation] = [time('apply-reconsideration'), time('sue')];
  const organs = law.rules.bureau.remedies ?? {
    reconsiderationOrgan: '本级人民政府',
    court: '有管辖权的人民法院',
  };
  return {
    ...organs,
    ...(reconsideration === undefined ? {} : { reconsideration }),
    ...(litigation === undefined ? {} : { litigation }),
  };
}

/** What is added for each day that a fine is late, and the clause; undefined where the layers give no rate. */
export function lateFine({ rules }: LawToday) {
  const found = rules.packs
    .flatMap((pack) => pack.surcharges.map((rule) => ({ pack, rule })))
    .find(({ rule }) => rule.kinds.includes('penalty') && rule.perMille !== null);
  const perMille = found?.rule.perMille ?? null;
  if (found === undefined || perMille === null) return undefined;
  const { pack, rule } = found;
  return {
    perDay: `${perMille / 10}%`,
    capped: rule.cap === 'principal',
    clause: `《${pack.title}》${rule.cite.article}`,
  };
}

/** What the rules of the day give the party after service; undefined where they name no time. */
export function partyLimit(
  law: LawToday,
  event: 'notice-served' | 'decision-served',
  does: 'state' | 'hear-request' | 'pay' | 'apply-reconsideration' | 'sue',
  circumstances: Readonly<Record<string, string>> = {},
  kind: 'permit' | 'penalty' = 'penalty',
): PartyLimit | undefined {
  const { rules, calendar, today } = law;
  const question = { rules, calendar, event, kind, date: today, circumstances };
  const duty = dutiesFor({ ...question, asProposed: true }).find((one) => one.does === does);
  if (duty === undefined || duty.count === null || duty.unit === null || duty.unit === 'yearly')
    return undefined;
  const within = spanWords({ count: duty.count, unit: duty.unit });
  const isOurs = duty.unverified || leavesOpen(rules, duty);
  return isOurs ? { within } : { within, clause: `《${duty.regulation}》${duty.article}` };
}

/** The text itself gives no figure: what is counted is the bureau's own answer. */
function leavesOpen({ packs }: Rulebook, { layer, id }: Duty): boolean {
  const rule = packs.find((pack) => pack.id === layer)?.deadlines.find((one) => one.id === id);
  return rule?.limit === null;
}
