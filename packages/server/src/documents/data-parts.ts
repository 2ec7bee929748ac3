import { z } from 'zod';
import { dateText, minuteText } from './date-text.ts';
import { moneyText } from './money-text.ts';

/** One line of text: white space collapsed, invisible characters (which could reorder or hide text) taken out. */
export const line = z
  .string()
  .overwrite((value) => visible(value).replace(/\s+/gu, ' ').trim())
  .min(1, '不得为空')
  .max(500, '不得超过 500 字');

/** Running text; every line break starts a new paragraph. */
export const paragraphs = z
  .string()
  .overwrite((value) =>
    visible(value)
      .replace(/[^\S\n]+/gu, ' ')
      .replace(/ ?\n[\n ]*/g, '\n')
      .trim(),
  )
  .min(1, '不得为空')
  .max(20_000, '不得超过 20000 字');

/** A legal date, given as `YYYY-MM-DD`, printed in Chinese. */
export const legalDate = z.iso.date('日期须为 YYYY-MM-DD').transform(dateText);

/** A local time to the minute, given as `YYYY-MM-DDTHH:mm`, printed in Chinese. */
export const minute = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$/, '时间须为 YYYY-MM-DDTHH:mm')
  .refine((value) => z.iso.date().safeParse(value.slice(0, 10)).success, '没有这一天')
  .transform(minuteText);

/** An amount in 分, printed in figures and capitals. */
export const money = z.int('金额须为以分计的整数').nonnegative('金额不得为负').transform(moneyText);

/** A document number such as 汶工信罚〔2025〕3号. */
export const documentNumber = z
  .string()
  .regex(
    /^[\p{Script=Han}A-Za-z0-9（）-]{1,40}〔\d{4}〕第?[\d-]{1,20}号$/u,
    '文号须为“机关代字〔年份〕序号号”',
  );

/** What every document carries: who issues it, its number (blank when absent) and its date. */
export const heading = {
  bureau: line,
  number: documentNumber.optional(),
  date: legalDate,
};

/** The regulated party as documents name it. */
export const party = z.strictObject({
  kind: z.enum(['organisation', 'natural-person', 'sole-trader']),
  name: line,
  creditCode: line.optional(),
  identityNumber: line.optional(),
  birthDate: legalDate.optional(),
  representative: line.optional(),
  address: line.optional(),
  contact: line.optional(),
  phone: line.optional(),
});

/** A party whose address the law requires in the document. */
export const partyWithAddress = party.extend({ address: line });

/** Whom to ask, and where. */
export const contact = z.strictObject({
  person: line.optional(),
  phone: line.optional(),
  address: line.optional(),
  postcode: line.optional(),
});

/** The time a party has, in words, and the clause that gives it. */
export const partyLimit = z.strictObject({ within: line, clause: line.optional() });

/** Where and until when a decision can be contested. */
export const remedies = z.strictObject({
  reconsiderationOrgan: line,
  court: line,
  /** From service, as the rules of the day have it; absent where they name no time. */
  reconsideration: partyLimit.optional(),
  litigation: partyLimit.optional(),
});

/** An officer named with the number of the enforcement credential. */
export const officer = z.strictObject({ name: line, credentialNumber: line.optional() });

/** A person with a position, as hearings name them. */
export const official = z.strictObject({ name: line, position: line.optional() });

/** One person's opinion in an approval chain. */
export const opinion = z.strictObject({
  opinion: paragraphs,
  reason: paragraphs.optional(),
  name: line.optional(),
  date: legalDate.optional(),
});

/** Handler, reviewer and approver; whoever has not written yet is left blank for the pen. */
export const chain = z.strictObject({
  handler: opinion.optional(),
  reviewer: opinion.optional(),
  approver: opinion.optional(),
});

/** A penalty and, where it is money, its amount in 分. */
export const penaltyItem = z.strictObject({ content: paragraphs, amount: money.optional() });

/** A non-empty list, bounded so that one document cannot occupy the typesetter. */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z.array(item).min(1, '至少一项').max(500, '至多 500 项');
}

function visible(value: string): string {
  return value
    .toWellFormed()
    .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n')
    .replace(/[^\P{Cc}\n\t]|\p{Cf}/gu, '');
}
