import { expect, test } from 'vitest';
import { inOrder } from './action-order.ts';

const of = (command: string, enabled = true) => ({ command, enabled });
const commands = (actions: readonly { readonly command: string }[]) => actions.map(({ command }) => command);

test('往下办的一步排在最前，是主要按钮；终止、报请督办、作废草稿不抢在前面；办不了的排在最后', () => {
  const { sorted, primary } = inOrder([
    of('serve-document', false),
    of('terminate'),
    of('confirm-correction'),
    of('refuse-correction'),
    of('ask-supervision'),
  ]);
  expect(commands(sorted)).toEqual([
    'confirm-correction',
    'terminate',
    'refuse-correction',
    'ask-supervision',
    'serve-document',
  ]);
  expect(primary?.command).toBe('confirm-correction');
});

test('只有退回、终止一类的事时，没有主要按钮', () => {
  for (const command of [
    'terminate',
    'discard-draft',
    'ask-supervision',
    'open-supervision',
    'end-supervision',
  ]) {
    const { sorted, primary } = inOrder([of('make-permit-decision', false), of(command)]);
    expect(primary, command).toBeUndefined();
    expect(commands(sorted)).toEqual([command, 'make-permit-decision']);
  }
});
