import { z } from 'zod';
import { ask, choices, known } from '../case/field.ts';
import { refusal } from '../case/guards.ts';
import { dateText, longText } from '../case/input.ts';
import { badInput } from '../case/input-error.ts';
import { ERASED_TEXT } from '../case/read-fact.ts';
import type { Cite } from '../cite.ts';
import type { Refusal } from '../rule-error.ts';
import { withdrawalCauseLabels } from '../terms.ts';
import { mentions } from './mentions.ts';
import {
  definePublication,
  existing,
  kindOf,
  ownWorkCite,
  type PublicationContext,
  publicationFact,
  refusalOfReview,
  toPublicCite,
} from './publication-command.ts';
import type { PublicationState, WithdrawalCause } from './publication-state.ts';
import { screenText } from './screening.ts';
import { requireTermEnded, termOf } from './term.ts';

/** 申请撤下: cause and explanation; the explanation will stand in place of the result, so it may name nobody. */
export const proposeWithdrawal = definePublication({
  type: 'propose-withdrawal',
  label: '申请撤下',
  order: 30,
  schema: z.strictObject({
    cause: z.enum(['revoked', 'declaredUnlawful', 'remade', 'expired', 'wrong']).optional(),
    explanation: longText,
    startedOn: dateText.optional(),
  }),
  // Also while one is pending: there is no other way to put a faulty explanation right.
  offered: (state) => state?.status === 'published',
  refuse: () => undefined,
  form: (_state, context) => {
    const revoked = context.caseState?.decision?.revoked;
    return [
      ...(revoked
        ? [
            known(
              'cause',
              '撤下原因',
              withdrawalCauseLabels[revoked.outcome as WithdrawalCause] ?? revoked.outcome,
            ),
            known('startedOn', '期限起算日', revoked.on, 'date'),
          ]
        : [
            ask('cause', '撤下原因', 'choice', { options: choices(withdrawalCauseLabels) }),
            ask('startedOn', '期限起算日', 'date', {
              value: context.occurredOn,
              help: '收到撤销、确认违法或者重作决定之日；公示期满的为届满之日；内容有误的为发现之日。',
            }),
          ]),
      ask('explanation', '向社会的说明', 'textarea', {
        value: revoked?.explanation,
        help: '撤下后原页面只留这段说明，不得写当事人信息。',
      }),
    ];
  },
  decide: (state, input, context) => {
    const revoked = context.caseState?.decision?.revoked;
    const cause = (revoked?.outcome as WithdrawalCause | undefined) ?? input.cause;
    if (cause === undefined) badInput('cause', '“撤下原因”未填。');
    const startedOn = revoked?.on ?? input.startedOn ?? context.occurredOn;
    if (startedOn > context.today) badInput('startedOn', `期限起算日不能晚于今天（${context.today}）。`);
    if (cause === 'expired') requireTermEnded(existing(state), context);
    checkExplanation(existing(state), input.explanation, context);
    return [publicationFact(context, 'withdrawal-proposed', { cause, reason: input.explanation, startedOn })];
  },
});

/** 批准撤下: by the head, not by who proposed; the page keeps number, explanation, dates and clause only. */
export const approveWithdrawal = definePublication({
  type: 'approve-withdrawal',
  label: '批准撤下',
  order: 10,
  confirm: '批准后原公示内容立即撤下，只留说明；存证不删除。',
  schema: z.strictObject({}),
  offered: (state) => state?.status === 'published' && state.pendingWithdrawal !== null,
  refuse: (state, context) => refuseWithdrawal(existing(state), context),
  form: (state) => {
    const pending = existing(state).pendingWithdrawal;
    if (!pending) return [];
    return [
      known('cause', '撤下原因', withdrawalCauseLabels[pending.cause]),
      known('explanation', '向社会的说明', pending.explanation, 'textarea'),
      known('startedOn', '期限起算日', pending.startedOn, 'date'),
    ];
  },
  decide: (state, _input, context) => {
    const publication = existing(state);
    const pending = publication.pendingWithdrawal;
    const cite = pending && withdrawalCite(publication, pending.cause, context);
    if (!pending || !cite) throw new Error('nothing to withdraw');
    const clause = context.rules.articleText(cite);
    const { cause, explanation, startedOn, proposedBy } = pending;
    const data = {
      cause,
      explanation,
      startedOn,
      withdrawnOn: context.occurredOn,
      proposedBy,
      cite: {
        ...toPublicCite(cite),
        pack: cite.pack,
        ...(clause === undefined ? {} : { text: clause.text }),
      },
      publishedOn: publication.publishedOn ?? undefined,
      ordinal: context.caseState?.decision?.ordinal,
    };
    return [publicationFact(context, 'result-withdrawn', data)];
  },
});

function refuseWithdrawal(state: PublicationState, context: PublicationContext): Refusal | undefined {
  const pending = state.pendingWithdrawal;
  const kind = kindOf(state, context);
  if (pending?.proposedBy === context.actor.id) {
    const cite = context.rules.guard('withdrawal-approval', kind)?.cite ?? ownWorkCite(state, context);
    return refusal('own-work', '本件由您申请撤下，须由他人批准。', cite);
  }
  if (!pending?.explanation.trim()) {
    const cite = context.rules.guard('withdrawal-explained', kind)?.cite;
    return refusal('withdrawal-explained', '撤下应当公开说明理由。', cite);
  }
  return withdrawalCite(state, pending.cause, context)
    ? undefined
    : refusalOfReview(state, context, 'no-withdrawal-rule', '本局的规定没有写明撤下的依据。');
}

/** The clause a withdrawal rests on, the bureau's own layer first. */
function withdrawalCite(
  state: PublicationState,
  cause: WithdrawalCause,
  context: PublicationContext,
): Cite | undefined {
  const { rules } = context;
  const kind = kindOf(state, context);
  const circumstances = {
    party: 'organisation',
    revoked: cause === 'expired' || cause === 'wrong' ? 'no' : 'yes',
  };
  const [event, does] = OCCASIONS[cause === 'expired' || cause === 'wrong' ? cause : 'fallen'];
  const rule = rules.deadlines(event, kind, circumstances).find((one) => one.rule.does === does);
  const guard = rules.guard('withdrawal-approval', kind) ?? rules.guard('withdrawal-explained', kind);
  const term = cause === 'expired' ? termOf(state, context) : undefined;
  return term?.cite ?? rule?.cite ?? guard?.cite ?? rules.publication(kind)?.cite;
}

/** The event and the duty by whose clause a result comes down; fallen: revoked, declared unlawful, to be made anew. */
const OCCASIONS = {
  expired: ['published', 'end-publication'],
  wrong: ['correction-requested', 'correct'],
  fallen: ['decision-revoked', 'withdraw'],
} as const;

/** What stays on the page after a withdrawal names nobody: no value of the party, no personal data. */
export function checkExplanation(
  state: PublicationState,
  explanation: string,
  context: PublicationContext,
  path = 'explanation',
): void {
  if (mentions(explanation, partyValues(state, context)) || screenText(explanation).length > 0)
    badInput(path, '说明向社会公开，不得写当事人名称、证件号码、住址、联系方式等信息。');
}

/** What stood there of the party before the page was put right: a wrong name may be another's. */
function earlierWords({ corrections = [] }: PublicationState, keys: readonly string[]): readonly string[] {
  return corrections.flatMap(({ changed, words }) =>
    // A part that was not there before has no words.
    words.length === changed.length ? words.filter((_, i) => keys.includes(changed[i]?.key ?? '')) : words,
  );
}

/** Every value by which the party could be known from this publication or its case. */
export function partyValues(state: PublicationState, context: PublicationContext): readonly string[] {
  const rule = context.rules.publication(kindOf(state, context))?.rule;
  const keys =
    rule?.fields.filter((field) => field.from.startsWith('party-')).map((field) => field.key) ?? [];
  const party = context.caseState?.party;
  const values = [
    ...keys.flatMap((key) => [state.fields[key], state.hidden[key]]),
    ...earlierWords(state, keys),
    party?.name,
    party?.creditCode,
    party?.identityNumber,
    party?.representative,
    party?.address,
    party?.contact,
    party?.phone,
  ];
  return [
    ...new Set(
      values.filter(
        (value): value is string => typeof value === 'string' && value.length > 1 && value !== ERASED_TEXT,
      ),
    ),
  ];
}
