import { type ActKind, actKinds } from '@mingjing/law';
import { type Cursor, isDate, readCursor } from './cursor.ts';
import { readSearchTerms, type SearchTerms } from './search-terms.ts';

/** What a visitor asks of the list of results. */
export interface ResultQuery {
  readonly bureau: string | null;
  readonly terms: SearchTerms;
  readonly number: SearchTerms;
  readonly kind: ActKind | null;
  readonly state: 'published' | 'withdrawn' | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly after: Cursor | null;
}

/** The form as it was sent, to be shown again. */
export interface ResultForm {
  readonly q: string;
  readonly number: string;
  readonly kind: string;
  readonly state: string;
  readonly from: string;
  readonly to: string;
}

/** Something in the form that cannot be searched for. */
export interface FormProblem {
  readonly field: keyof ResultForm | 'after';
  readonly sentence: string;
}

/** Query parameters of an address; a repeated one counts once. */
export type Parameters = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Reads form and query from an address; with problems nothing is searched. */
export function readResultQuery(
  bureau: string | null,
  parameters: Parameters,
): { readonly form: ResultForm; readonly query: ResultQuery; readonly problems: readonly FormProblem[] } {
  const given = (name: string) => oneOf(parameters[name]).slice(0, 400);
  const form = {
    q: given('q'),
    number: given('number'),
    kind: given('kind'),
    state: given('state'),
    from: given('from'),
    to: given('to'),
  };
  const after = given('after');
  const query: ResultQuery = {
    bureau,
    terms: readSearchTerms(form.q),
    number: readSearchTerms(form.number),
    kind: actKinds.find((kind) => kind === form.kind) ?? null,
    state: form.state === 'published' || form.state === 'withdrawn' ? form.state : null,
    from: isDate(form.from) ? form.from : null,
    to: isDate(form.to) ? form.to : null,
    after: readCursor(after) ?? null,
  };
  return { form, query, problems: findProblems(form, query, after) };
}

/** Whether anything narrows the list. */
export const isNarrowed = (form: ResultForm): boolean =>
  Object.values(form).some((value) => value.trim() !== '');

/** The parameters of a form that say something, for an address. */
export const formParameters = (form: ResultForm): Record<string, string> =>
  Object.fromEntries(Object.entries(form).filter(([, value]) => value.trim() !== ''));

/** The first value of a parameter. */
export function oneOf(value: Parameters[string]): string {
  const first = typeof value === 'object' ? value[0] : value;
  return typeof first === 'string' ? first : '';
}

function findProblems(form: ResultForm, query: ResultQuery, after: string): FormProblem[] {
  const problems: FormProblem[] = [];
  const say = (field: FormProblem['field'], sentence: string) => problems.push({ field, sentence });
  if (form.q.trim() !== '' && query.terms.indexed.length === 0) {
    say('q', '查询词至少输入两个字。可只输企业名称中的几个字。');
  }
  if (form.number.trim() !== '' && query.number.indexed.length === 0) {
    say('number', '文号至少输入两个字，例如年份加序号。');
  }
  if (form.kind !== '' && query.kind === null) say('kind', '没有这个执法类别，请重新选择。');
  if (form.state !== '' && query.state === null) say('state', '没有这种状态，请重新选择。');
  if (form.from !== '' && query.from === null) say('from', '起始日期写作 2025-01-31 这样。');
  if (form.to !== '' && query.to === null) say('to', '截止日期写作 2025-01-31 这样。');
  if (query.from !== null && query.to !== null && query.from > query.to)
    say('from', '起始日期晚于截止日期。');
  if (after !== '' && query.after === null) say('after', '这一页的地址不完整。请从第一页重新翻看。');
  return problems;
}
