import { z } from 'zod';
import { ask, known } from '../case/field.ts';
import { longText } from '../case/input.ts';
import { definePublication, existing, publicationFact } from './publication-command.ts';

/** 作废草稿: an imported row that lacks something and that nothing will complete; whoever imports it again has it back. */
export const discardDraft = definePublication({
  type: 'discard-draft',
  label: '作废草稿',
  order: 50,
  confirm: '作废后不再列为缺项草稿，也不参加以后导入的核对；记录不删除，重新导入同一行即恢复。',
  schema: z.strictObject({ reason: longText }),
  offered: (state) => state?.status === 'imported' && state.missing.length > 0,
  refuse: () => undefined,
  form: (state) => [
    known('number', '草稿', existing(state).number),
    ask('reason', '作废的理由', 'textarea', {
      help: '例如：与某号决定是同一件，已按补全的行导入。',
    }),
  ],
  decide: (_state, input, context) => [publicationFact(context, 'draft-discarded', input)],
});
