import { z } from 'zod';
import { extendsBySuperior, issuesBySuperior } from '../../access/subject.ts';
import { offeredMatters } from '../../bureau/matters.ts';
import { partySchema } from '../../facts/fact-types.ts';
import { defineStart } from '../command.ts';
import { ask } from '../field.ts';
import { refuseUnlisted } from '../guards.ts';
import { identifier, longText } from '../input.ts';
import { badInput } from '../input-error.ts';
import { outcome, record } from '../outcome.ts';
import type { CaseContext } from '../skeleton.ts';

/** 收到申请: the window takes in an application; the day of receipt starts the time for telling what lacks. */
export const receiveApplication = defineStart({
  type: 'receive-application',
  label: '登记收到申请',
  kind: 'permit',
  roles: ['window-clerk'],
  order: 10,
  schema: z.strictObject({ matter: identifier, applicant: partySchema, content: longText }),
  refuse: (context) => refuseUnlisted('permit', context),
  form: (context) => {
    const matters = permitMatters(context);
    return [
      ask('matter', '许可事项', 'matter', {
        options: matters.map(({ id, name, basis }) => ({ value: id, label: name, hint: basis })),
        value: matters.length === 1 ? matters[0]?.id : undefined,
      }),
      ask('applicant', '申请人', 'party'),
      ask('content', '申请内容', 'textarea', { help: '以后的审批表、决定书和公示都从这里带出。' }),
    ];
  },
  decide: (input, context) => {
    const matter = permitMatters(context).find(({ id }) => id === input.matter);
    if (!matter) badInput('matter', '本局事项清单中没有这一许可事项。');
    return outcome(
      record(context, 'application-received', {
        kind: 'permit',
        matter: matter.id,
        unit: matter.unit,
        participants: participantsOf(context),
        packs: context.packVersions ?? packDates(context),
        applicant: input.applicant,
        content: input.content,
        receivedNumber: context.numbers.documentNumber('received'),
      }),
    );
  },
});

function permitMatters(context: CaseContext) {
  return offeredMatters(context.rules.bureau, 'permit');
}

/** The superior takes part where it issues the decision or approves an extension. */
export function participantsOf({ rules }: CaseContext) {
  const handling = { body: rules.bureau.id, as: 'handling' };
  const { superior } = rules.bureau;
  const permit = { kind: 'permit' } as const;
  const isInvolved = issuesBySuperior(rules, permit) || extendsBySuperior(rules, permit);
  return superior && isInvolved ? [handling, { body: superior.id, as: 'superior' }] : [handling];
}

function packDates({ rules }: CaseContext): Record<string, string> {
  return Object.fromEntries(rules.packs.map((pack) => [pack.id, pack.inForceFrom ?? '']));
}
