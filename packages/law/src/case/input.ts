import { z } from 'zod';
import { InputError, type InputProblem } from './input-error.ts';
import type { FormField } from './skeleton.ts';

/** Text that must say something; at most 20,000 characters. */
export const longText = z.string().trim().min(1).max(20_000);
/** A short text of at most 400 characters. */
/** How many characters a line of text may have. */
export const SHORT_TEXT = 400;
export const shortText = z.string().trim().min(1).max(SHORT_TEXT);
/** The full name of an organ: what is told in the open names nobody else. */
export const organName = z
  .string()
  .trim()
  .max(60)
  .regex(
    /^[\p{Script=Han}（）]{2,}(政府|法院|检察院|委员会|局|厅|部|委|办公室|署|机关)$/u,
    '写机关的全称，如“某县人民政府”',
  );
export const dateText = z.iso.date();
/** Hour and minute of a day, as `09:30`. */
export const timeText = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, '时间写成“09:30”的形式');
export const identifier = z.string().min(1).max(80);
export const yesNo = z.enum(['yes', 'no']);

/**
 * Reads a command's input: blanks count as not filled, what the case fixes is set aside, every problem is named at once.
 * A form that fixes nothing is only asked for to name a problem.
 */
export function readInput<T>(
  schema: z.ZodType<T>,
  input: unknown,
  form: () => readonly FormField[],
  fixesNothing = false,
): T {
  const filled = withoutBlanks(input);
  const { asked, problems } = fixesNothing ? { asked: filled, problems: [] } : setFixedAside(filled, form());
  const unreadable = Object.keys(asked).filter((key) => holdsUnprintable(asked[key]));
  const parsed = schema.safeParse(asked, { reportInput: true });
  if (parsed.success && problems.length + unreadable.length === 0) return parsed.data;
  const labels = new Map(form().map((field) => [field.key, field.label]));
  const order = [...labels.keys()];
  const place = ({ path }: InputProblem) =>
    (order.indexOf(path.split('.')[0] ?? '') + order.length + 1) % (order.length + 1);
  const found = [
    ...problems,
    ...unreadable.map((key) => ({
      path: key,
      sentence: `“${labels.get(key) ?? key}”中有看不见的控制字符或者残缺的字，删去后再提交。`,
    })),
    ...(parsed.error?.issues ?? []).map((issue) => toProblem(issue, labels)),
  ];
  throw new InputError(found.sort((a, b) => place(a) - place(b)));
}

/** Control characters, halves of characters, and marks that turn the direction of what is read. */
const unprintable = /(?![\n\r\t])\p{Cc}|\p{Cs}|\p{Bidi_Control}|\ufeff/u;

function holdsUnprintable(value: unknown): boolean {
  if (typeof value === 'string') return unprintable.test(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, inside]) => unprintable.test(key) || holdsUnprintable(inside));
}

/** What is filled in; what somebody left blank anywhere inside is not there at all, in a list it stays as nothing. */
function withoutBlanks(input: unknown): Record<string, unknown> {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return {};
  return Object.fromEntries(filledIn(input).filter(([key]) => key !== 'type'));
}

function filledIn(value: object): [string, unknown][] {
  return Object.entries(value)
    .filter(([, inside]) => inside !== undefined && inside !== null && !isBlank(inside))
    .map(([key, inside]) => [key, withoutBlanksInside(inside)]);
}

function withoutBlanksInside(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => (isBlank(one) ? '' : withoutBlanksInside(one)));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(filledIn(value));
}

function isBlank(value: unknown): boolean {
  return typeof value === 'string' && value.replace(unseen, '').trim() === '';
}

/** Characters that print nothing, fillers that are letters by name among them. */
const unseen = /\p{Cf}|\p{Default_Ignorable_Code_Point}|\u2800/gu;

/** A fixed field may come along unchanged; changed, it is refused rather than silently dropped. */
function setFixedAside(input: Record<string, unknown>, form: readonly FormField[]) {
  const problems: InputProblem[] = [];
  const asked = { ...input };
  for (const field of form) {
    if (!field.fixed || !(field.key in asked)) continue;
    if (JSON.stringify(asked[field.key]) !== JSON.stringify(field.value ?? null)) {
      problems.push({ path: field.key, sentence: `“${field.label}”已由案件确定，不能在这里更改。` });
    }
    delete asked[field.key];
  }
  return { asked, problems };
}

function toProblem(issue: z.core.$ZodIssue, labels: ReadonlyMap<string, string>): InputProblem {
  const path = issue.path.map(String).join('.');
  const label = labels.get(String(issue.path[0] ?? '')) ?? partLabels[String(issue.path.at(-1))] ?? path;
  if (issue.code === 'unrecognized_keys') {
    return { path, sentence: `多出了不认识的内容：${issue.keys.join('、')}。` };
  }
  if (issue.code === 'custom') return { path, sentence: issue.message };
  return { path, sentence: `“${label}”${complaint(issue)}。` };
}

function complaint(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? '未填' : '格式不对';
    case 'too_small':
      return issue.origin === 'string'
        ? '未填'
        : issue.origin === 'array'
          ? `至少要有 ${issue.minimum} 项`
          : `不能小于 ${issue.minimum}`;
    case 'too_big':
      return issue.origin === 'string' ? `不能超过 ${issue.maximum} 个字` : `不能大于 ${issue.maximum}`;
    case 'invalid_value':
      return '不在可选范围内';
    case 'invalid_format':
      return issue.format === 'date' ? '不是有效日期，按“2026-03-05”填写' : '格式不对';
    default:
      return '填写有误';
  }
}

const partLabels: Readonly<Record<string, string>> = {
  name: '名称',
  kind: '类别',
  state: '核对结果',
  note: '说明',
};
