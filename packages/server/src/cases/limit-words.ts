import { type Calendar, type Duty, dutiesFor, explainDuty, type Rulebook, spanWords } from '@mingjing/law';

/** How a limit was counted, as a document tells it: the days in a sentence, and the clause; undefined without a date. */
export function countingWords(duty: Duty | undefined): string | undefined {
  if (duty === undefined || duty.due === null) return undefined;
  return `${explainDuty(duty).sentence}依据《${duty.regulation}》${duty.article}：“${duty.quote}”。`;
}

/** The time a party has from service, in words, and the clause that gives it; no clause where the bureau set it itself. */
export interface PartyLimit {
  readonly within: string;
  readonly clause?: string;
}

/** What the rules of the day give the party after service of a penalty document; undefined where they name no time. */
export function partyLimit(
  law: { readonly rules: Rulebook; readonly calendar: Calendar; readonly today: string },
  event: 'notice-served' | 'decision-served',
  does: 'state' | 'hear-request' | 'pay',
  circumstances: Readonly<Record<string, string>> = {},
): PartyLimit | undefined {
  const { rules, calendar, today } = law;
  const question = { rules, calendar, event, kind: 'penalty' as const, date: today, circumstances };
  const duty = dutiesFor({ ...question, asProposed: true }).find((one) => one.does === does);
  if (duty === undefined || duty.count === null || duty.unit === null || duty.unit === 'yearly')
    return undefined;
  const within = spanWords({ count: duty.count, unit: duty.unit });
  return duty.unverified ? { within } : { within, clause: `《${duty.regulation}》${duty.article}` };
}
