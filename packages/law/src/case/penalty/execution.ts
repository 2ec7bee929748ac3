import { z } from 'zod';
import { formatYuan } from '../../identifiers/money.ts';
import { defineCommand } from '../command.ts';
import { ask, known, mayGive } from '../field.ts';
import { longText } from '../input.ts';
import { badInput } from '../input-error.ts';
import { outcome, record } from '../outcome.ts';

/** 登记执行: what was paid or done of the decision, and whether all of it is carried out now. */
export const recordExecution = defineCommand({
  type: 'record-execution',
  label: '登记执行情况',
  kinds: ['penalty'],
  stages: ['execution'],
  roles: ['handler'],
  only: 'handlers',
  order: 10,
  after: ['decision-made'],
  schema: z.strictObject({
    kind: z.enum(['paid', 'confiscated', 'done', 'partly-paid', 'court-applied']),
    amount: z.int().min(0).optional(),
    done: z.enum(['yes', 'no']),
    note: longText,
  }),
  offered: (state) => state.decision?.result === 'penalise' && state.penalty?.execution !== 'done',
  refuse: () => undefined,
  form: (state) => [
    known('content', '处罚内容', state.decision?.content ?? '', 'textarea'),
    ask('kind', '执行方式', 'choice', {
      options: [
        { value: 'paid', label: '已缴清罚款' },
        { value: 'partly-paid', label: '缴纳部分罚款' },
        { value: 'confiscated', label: '没收完毕' },
        { value: 'done', label: '其他内容履行完毕' },
        { value: 'court-applied', label: '申请人民法院强制执行' },
      ],
    }),
    mayGive('amount', '金额', 'money', { value: state.decision?.penalty?.fine }),
    ask('done', '决定是否全部执行完毕', 'choice', {
      options: [
        { value: 'yes', label: '是' },
        { value: 'no', label: '否' },
      ],
    }),
    ask('note', '说明', 'textarea', { help: '如缴款票据号码、缴款日期。' }),
  ],
  decide: (state, input, context) => {
    const fine = state.decision?.penalty?.fine ?? 0;
    if (input.kind === 'paid' && input.amount !== undefined && input.amount < fine)
      badInput('amount', `罚款为 ${formatYuan(fine)} 元，未缴足的应当选“缴纳部分罚款”。`);
    if (input.done === 'yes' && (input.kind === 'partly-paid' || input.kind === 'court-applied'))
      badInput('done', '部分缴纳或者申请强制执行的，不能登记为全部执行完毕。');
    return outcome(record(context, 'execution-recorded', input));
  },
});
