import type { FormNode, PackField } from './form/form-node.ts';
import { guardParameters } from './form/guard-parameters.ts';
import type { GuardRule } from './schema.ts';

/** Parameters that the guard does not read, or that are not what it reads: the name of each, and what is wrong. */
export function parameterProblems({
  guard,
  parameters,
}: Pick<GuardRule, 'guard' | 'parameters'>): [name: string, problem: string][] {
  const fields: readonly PackField[] =
    Object.entries(guardParameters).find(([name]) => name === guard)?.[1] ?? [];
  const known = fields.map(({ key }) => key).join('、') || '无';
  return Object.entries(parameters).flatMap(([name, value]): [string, string][] => {
    const field = fields.find(({ key }) => key === name);
    if (field === undefined) return [[name, `“${guard}”没有名为“${name}”的参数，可用的是：${known}`]];
    return fits(value, field.node) ? [] : [[name, `“${guard}”的参数“${name}”写法不对：${wanted(field)}`]];
  });
}

function fits(value: GuardRule['parameters'][string], node: FormNode): boolean {
  switch (node.kind) {
    case 'number':
      return Number.isSafeInteger(value) && Number(value) >= node.minimum;
    case 'select':
      return node.options.some(([one]) => one === value);
    case 'checks':
      return Array.isArray(value) && value.every((one) => node.options.some(([known]) => known === one));
    default:
      return typeof value === 'string' && value !== '';
  }
}

function wanted({ label, node }: PackField): string {
  const list =
    node.kind === 'select' || node.kind === 'checks'
      ? `，可用的是 ${node.options.map(([one]) => one).join('、')}`
      : '';
  return `${label}${node.kind === 'number' ? '，应为不小于零的整数' : list}`;
}
