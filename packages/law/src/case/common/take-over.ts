import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { ask, known, officerChoices } from '../field.ts';
import { refuseUncertified } from '../guards.ts';
import { nameOfBody } from '../handled-by.ts';
import { identifier } from '../input.ts';
import { refuseInput } from '../input-error.ts';
import { outcome, record } from '../outcome.ts';
import { refuseStrangers } from '../refuse-strangers.ts';
import { openStages } from './correctable.ts';

/** 接办: the bureau that continues in another's place names its own people as handlers of a case that came over to it. */
export const takeOverCase = defineCommand({
  kinds: ['permit', 'penalty'],
  stages: openStages,
  type: 'take-over-case',
  label: '接办案件',
  roles: ['reviewer', 'approver'],
  order: 4,
  confirm:
    '接办后由所定的承办人继续办理，原机关的承办人不再办理；期限照原来的起算日计算。在原机关办过本案的人换了账号仍是同一人，不得审核、批准自己办过的事项。',
  schema: z.strictObject({ handlers: z.array(identifier).min(1).max(20) }),
  offered: (state, { actor }) => actor.home !== undefined && state.takenOver?.by !== actor.home,
  refuse: () => undefined,
  form: (state, context) => [
    known('from', '移交机关', nameOfBody(state.bureau, context)),
    ask('handlers', '承办人', 'people', {
      options: officerChoices(context),
      help: '本机关两名以上持有效执法证件的人员。',
    }),
  ],
  decide: (state, input, context) => {
    const handlers = [...new Set(input.handlers)];
    refuseStrangers('handlers', handlers, context);
    refuseInput('handlers', refuseUncertified(handlers, state.kind, context));
    return outcome(
      record(context, 'case-taken-over', {
        predecessor: state.bureau,
        successor: context.actor.home,
        handlers,
      }),
    );
  },
});
