import { z } from 'zod';
import { serviceMethods } from '../../facts/fact-types.ts';
import type { Refusal } from '../../rule-error.ts';
import { madeOn } from '../case-duties.ts';
import { type CaseState, type IssuedDocument, stages } from '../case-state.ts';
import { defineCommand } from '../command.ts';
import { ask, choices, mayGive, officerChoices } from '../field.ts';
import { guarded, nameOf, refusal } from '../guards.ts';
import { identifier, longText, shortText } from '../input.ts';
import { badInput, refuseInput } from '../input-error.ts';
import { drawNumber, order, outcome, record } from '../outcome.ts';
import type { CaseContext } from '../skeleton.ts';
import { methodsOfService } from '../words.ts';
import { awaitsService, outdatedWords } from './outdated.ts';

/** 送达: how, where, to whom, by whom; each service has its receipt. */
export const serveDocument = defineCommand({
  kinds: ['permit', 'penalty'],
  stages: [...stages.permit, ...stages.penalty].filter((stage) => stage !== 'closed'),
  type: 'serve-document',
  label: '登记送达',
  roles: ['handler', 'window-clerk'],
  only: 'handlers',
  order: 30,
  confirm: '送达后录入不能再更正；文书有误的，另发更正通知书。',
  schema: z.strictObject({
    documentId: identifier,
    method: z.enum(serviceMethods),
    servedBy: z.array(identifier).min(1).optional(),
    receiver: shortText,
    place: longText,
    witness: shortText.optional(),
    note: longText.optional(),
  }),
  circumstances: ({ method }) => ({ 'service-method': method }),
  offered: (state) => unserved(state).length > 0,
  refuse: (state, context) => {
    const waiting = unserved(state);
    const refused = waiting.map((document) => refuseService(state, context, document));
    return refused.every((one) => one !== undefined) ? refused[0] : undefined;
  },
  form: (state, context) => [
    ask('documentId', '送达的文书', 'document', {
      options: servable(state, context).map((document) => ({
        value: document.documentId,
        label: document.title,
        hint: document.documentNumber,
      })),
      value: servable(state, context)[0]?.documentId,
    }),
    ask('method', '送达方式', 'choice', { options: choices(methodsOfService) }),
    ask('receiver', '受送达人（签收人）', 'text', { value: state.party?.name }),
    ask('place', '送达地点', 'text', { value: state.party?.address }),
    mayGive('servedBy', '送达人', 'people', {
      options: serverChoices(context),
      value: [context.actor.id],
    }),
    mayGive('witness', '见证人', 'text', { help: '留置送达必须填写。' }),
    mayGive('note', '备注', 'textarea'),
  ],
  decide: (state, input, context) => {
    const document = unserved(state).find(({ documentId }) => documentId === input.documentId);
    if (!document) badInput('documentId', '没有这份待送达的文书。');
    refuseInput('documentId', refuseService(state, context, document));
    checkInput(state, document, input, context);
    const fact = record(context, 'document-served', {
      ...input,
      servedBy: input.servedBy ?? [context.actor.id],
    });
    const number = drawNumber(context, 'service-receipt', state);
    return outcome(fact, [order(context, state.kind, 'service-receipt', number, false)]);
  },
});

/** Documents made for the party that have not been served; a decision revoked before service goes out no more. */
export function unserved(state: CaseState): readonly IssuedDocument[] {
  return state.documents.filter((document) => awaitsService(document) && !isRevokedDecision(state, document));
}

function isRevokedDecision({ decision }: CaseState, document: IssuedDocument): boolean {
  return decision?.revoked !== undefined && document.documentNumber === decision.documentNumber;
}

function servable(state: CaseState, context: CaseContext): readonly IssuedDocument[] {
  return unserved(state).filter((document) => !refuseService(state, context, document));
}

function refuseService(state: CaseState, context: CaseContext, document: IssuedDocument) {
  return refuseOutdated(state, context, document) ?? refuseUnsealed(state, context, document);
}

/** Words that were put right since do not go out: the document is made again first. */
function refuseOutdated(
  state: CaseState,
  { rules }: CaseContext,
  document: IssuedDocument,
): Refusal | undefined {
  const titles = outdatedWords(state, document).map(({ title }) => title);
  if (titles.length === 0) return undefined;
  const sentence = `《${document.title}》制作以后更正了录入（${titles.join('、')}），文书上的文字没有随着更改，须重新制作再送达。`;
  return refusal('document-outdated', sentence, rules.guard('correction-document', state.kind)?.cite);
}

/** The decision goes out only under the seal of the authority that issues it. */
export function refuseUnsealed(
  state: CaseState,
  context: CaseContext,
  document: Pick<IssuedDocument, 'template'>,
): Refusal | undefined {
  if (!sealedTemplates.includes(document.template)) return undefined;
  return guarded(context.rules, state.kind, 'issuing-authority-seals', () =>
    state.permit?.sealedOn ? undefined : '发证机关尚未加盖印章，不得送达。',
  );
}

const sealedTemplates: readonly string[] = ['permit-decision', 'refusal-decision'];

function checkInput(
  state: CaseState,
  document: IssuedDocument,
  input: { method: string; witness?: string | undefined; servedBy?: readonly string[] | undefined },
  context: CaseContext,
): void {
  if (input.method === 'left-at-premises' && !input.witness) {
    badInput('witness', '留置送达须有见证人，写明见证人姓名。');
  }
  const servers = new Set(serverChoices(context).map(({ value }) => value));
  const strangers = (input.servedBy ?? []).filter((id) => !servers.has(id));
  if (strangers.length > 0) {
    badInput('servedBy', `送达人${strangers.map((id) => nameOf(context, id)).join('、')}不是本局执法人员。`);
  }
  const issuedOn = document.madeAgainOn ?? madeOn(state, document);
  if (issuedOn && context.occurredOn < issuedOn) {
    badInput('occurredOn', `送达日期早于文书制作日期（${issuedOn}）。核对后再填。`);
  }
  const sealedOn = state.permit?.sealedOn;
  if (sealedOn && sealedTemplates.includes(document.template) && context.occurredOn < sealedOn) {
    badInput('occurredOn', `送达日期早于加盖印章的日期（${sealedOn}）。核对后再填。`);
  }
}

function serverChoices(context: CaseContext) {
  const officers = officerChoices(context);
  return officers.some(({ value }) => value === context.actor.id)
    ? officers
    : [{ value: context.actor.id, label: context.actor.name }, ...officers];
}
