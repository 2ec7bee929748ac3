import type { z } from 'zod';

/** What does not fit the format: at which place, and why, in one Chinese sentence. */
export interface SchemaProblem {
  readonly path: readonly string[];
  readonly message: string;
}

/** Without what was written, a thing of the wrong kind could not be told from one that is missing. */
export const REPORTING = { reportInput: true } as const;

const TYPES: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: '“是”或者“否”',
  array: '一列',
  object: '若干“键: 值”',
  record: '若干“键: 值”',
};

/** Every problem that a schema found when asked with `REPORTING`, each at the innermost place that can be named. */
export function schemaProblems(error: Pick<z.ZodError, 'issues'>): SchemaProblem[] {
  return error.issues.flatMap((issue) => problemsOf(issue, []));
}

function problemsOf(issue: z.core.$ZodIssue, before: readonly string[]): SchemaProblem[] {
  const path = [...before, ...issue.path.map(String)];
  if (issue.code === 'invalid_union') {
    // The one way of writing it that was meant: nothing is wrong with its outline, only with something in it.
    const meant = issue.errors.find(
      (issues) => issues.length > 0 && issues.every((one) => one.path.length > 0),
    );
    if (meant !== undefined) return meant.flatMap((one) => problemsOf(one, path));
  }
  return [{ path, message: describe(issue) }];
}

function describe(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return `不认识的字段 ${issue.keys.join('、')}`;
    case 'invalid_value':
      return issue.input === undefined ? '缺少这一项' : `只能是 ${issue.values.map(String).join('、')} 之一`;
    case 'invalid_type':
      return issue.input === undefined
        ? '缺少这一项'
        : `类型不对，应为${TYPES[issue.expected] ?? issue.expected}`;
    case 'too_small':
      return '内容太短或者数目太少';
    case 'too_big':
      return '内容太长或者数目太大';
    case 'invalid_format':
      return '格式不对';
    case 'custom':
      return issue.message;
    default:
      return '写法不符合规定的格式';
  }
}
