import { expect, test } from 'vitest';
import {
  approved,
  calendar,
  decided,
  examined,
  nandagang,
  type Post,
  packs,
  people,
  playTo,
  receive,
  resources,
  sealed,
  siteCheck,
  step,
} from '../../test/case-fixtures.ts';
import { composeRulebook } from '../pack/rulebook.ts';
import type { PlayStep } from '../play.ts';
import { availableActions, startActions } from './decide.ts';
import type { CaseContext, FormField } from './skeleton.ts';

const rules = composeRulebook(nandagang, packs, '2026-03-02');

function contextOf(post: Post): CaseContext {
  const all = Object.values(people).map((person) => ({ bureau: nandagang.id, ...person }));
  const actor = all.find((person) => person.id === post);
  if (!actor) throw new Error(post);
  const refuse = () => {
    throw new Error('a form draws no number');
  };
  const numbers = { documentNumber: refuse, ordinal: refuse };
  return { actor, rules, calendar, today: '2026-03-17', occurredOn: '2026-03-17', people: all, numbers };
}

function formOf(script: readonly PlayStep[], post: Post, command: string): readonly FormField[] {
  const { state } = playTo(script, resources);
  const context = contextOf(post);
  const actions = state ? availableActions(state, context) : startActions(context);
  const action = actions.find((one) => one.command === command);
  expect(action?.enabled, command).toBe(true);
  return action?.form ?? [];
}

const toFill = (form: readonly FormField[]) =>
  form.filter((field) => field.required && field.value === undefined).map((field) => field.key);

test.each<[string, PlayStep[], Post, string[]]>([
  ['receive-application', [], 'clerk', ['matter', 'applicant', 'content']],
  ['check-materials', [receive], 'clerk', []],
  ['complete-site-check', examined.slice(0, -1), 'handler', ['finding', 'rectification']],
  ['submit-opinion', [...examined], 'handler', ['result', 'reason']],
  ['make-permit-decision', [...approved], 'handler', []],
  ['hand-over', [...decided], 'handler', []],
  ['seal-certificate', [...decided, step('handler', '2026-03-12', 'hand-over')], 'boss', []],
  ['serve-document', [...sealed], 'handler', ['method']],
])('值只填一次：%s 必须填的只有尚不知道的', (command, script, post, expected) => {
  expect(toFill(formOf(script, post, command))).toEqual(expected);
});

test('退回的意见重新提出时，原意见都在表单里', () => {
  const returned = [
    ...approved.slice(0, -2),
    step('reviewer', '2026-03-10', 'return-opinion', { reason: '补充理由' }),
  ];
  expect(toFill(formOf(returned, 'handler', 'submit-opinion'))).toEqual([]);
});

test('不办的事不显示；现在不能办的显示理由和条文；看一眼不取号', () => {
  const { state } = playTo([...examined.slice(0, -3), siteCheck()], resources);
  if (!state) throw new Error('no case');
  const actions = availableActions(state, contextOf('handler'));
  const submit = actions.find((one) => one.command === 'submit-opinion');
  expect(submit).toMatchObject({
    enabled: false,
    refusal: { code: 'records-missing', cite: { article: '第九条' } },
  });
  expect(actions.map((one) => one.command)).not.toContain('approve-opinion');
  expect(availableActions(state, contextOf('administrator'))).toEqual([]);
});
