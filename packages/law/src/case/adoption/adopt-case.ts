import { z } from 'zod';
import { offeredMatters } from '../../bureau/matters.ts';
import {
  type Attachment,
  type Fact,
  type FactTypeName,
  factTypes,
  type Party,
  partySchema,
} from '../../facts/fact-types.ts';
import { shortened } from '../../identifiers/shortened.ts';
import type { Refusal } from '../../rule-error.ts';
import type { CaseKind, CaseState } from '../case-state.ts';
import { defineStart } from '../command.ts';
import { ask, choices, officerChoices } from '../field.ts';
import { refusal, refuseUncertified, refuseUnlisted } from '../guards.ts';
import { identifier, SHORT_TEXT } from '../input.ts';
import { badInput, InputError, type InputProblem, refuseInput } from '../input-error.ts';
import { outcome, record } from '../outcome.ts';
import { participantsOf as filingParticipants } from '../penalty/filing.ts';
import { hasHearingRight } from '../penalty/major.ts';
import { extensionDays } from '../permit/extension.ts';
import { participantsOf as receivingParticipants } from '../permit/receive-application.ts';
import type { AnyStart, CaseContext, FormField } from '../skeleton.ts';
import { asConfirmed, decideOnPaper, refuseUnservable } from './paper-decision.ts';
import {
  DECISION,
  EXTENSION,
  numbersOnPaper,
  type PaperStep,
  paperNumber,
  reachedOnPaper,
  type Said,
  type StandsFor,
} from './paper-step.ts';
import {
  dayKey,
  fieldsOf,
  inputShape,
  isShown,
  paperSteps,
  pointsWith,
  questionKey,
  scanKey,
  scanRecord,
} from './paper-steps.ts';

/** 纸质案件转入: a case that began on paper is taken in where it has come to, with its scans. */
export const adoptPermitCase = adopting('permit', {
  type: 'adopt-permit-case',
  label: '纸质案件转入（许可）',
  day: '收到申请日期（纸质）',
  number: '收件号（纸质）',
  party: '申请人',
});
export const adoptPenaltyCase = adopting('penalty', {
  type: 'adopt-penalty-case',
  label: '纸质案件转入（处罚）',
  day: '提请立案日期（纸质）',
  number: '立案号（纸质）',
  party: '当事人',
});

interface Words {
  readonly type: string;
  readonly label: string;
  readonly day: string;
  readonly number: string;
  readonly party: string;
}

function adopting(kind: CaseKind, words: Words): AnyStart {
  const steps = paperSteps.filter((step) => step.kind === kind);
  const shape = {
    matter: identifier,
    party: partySchema,
    number: paperNumber,
    ...inputShape(kind, [reachedField(kind), ...steps.flatMap((step) => fieldsOf(step))]),
  };
  const stepsIn = (context: CaseContext) =>
    steps.filter(({ id }) => id !== EXTENSION || extensionDays(context.rules) > 0);
  const form = (context: CaseContext) => formOf(kind, stepsIn(context), words, context);
  return defineStart({
    type: words.type,
    label: words.label,
    kind,
    roles: ['handler', 'archive-keeper'],
    order: 50,
    began: { day: words.day, reason: '转入的理由' },
    schema: z.strictObject(shape),
    refuse: (context) => refuseUnlisted(kind, context),
    form,
    decide: (input, context) => {
      const said = input as unknown as Said & { readonly party: Party; readonly reached: string };
      const matter = offeredMatters(context.rules.bureau, kind).find(({ id }) => id === said.matter);
      if (!matter) badInput('matter', '本局事项清单中没有这一事项。');
      checkAnswers(form(context), said, context);
      const taken = stepsIn(context).filter((step) => isTaken(step, said));
      checkDays(taken, said, context);
      const officers = [...new Set((said.handlers as readonly string[] | undefined) ?? [])];
      checkOfficers(officers, kind, context);
      const scans = taken.map((step) => scanOf(step, said, context));
      const open = (facts: readonly StandsFor[]) =>
        record(context, 'case-adopted', {
          kind,
          matter: matter.id,
          unit: matter.unit,
          participants: kind === 'permit' ? receivingParticipants(context) : filingParticipants(context),
          packs:
            context.packVersions ??
            Object.fromEntries(context.rules.packs.map((pack) => [pack.id, pack.inForceFrom ?? ''])),
          party: said.party,
          caseName:
            said.caseName ??
            shortened(`${said.party.name}申请：${shortened(String(said.content), 40)}`, SHORT_TEXT),
          officers,
          takenInOn: context.today,
          reached: said.reached,
          done: facts.map(({ type, on, data }) => ({
            type,
            typeVersion: factTypes[type as FactTypeName].version,
            on,
            data: partOf(data, (key) => partFor(type, key) === 'open'),
          })),
          said: facts.map(({ type, data }) => partOf(data, (key) => partFor(type, key) === 'said')),
          numbers: facts.map(({ type, data }) => partOf(data, (key) => partFor(type, key) === 'number')),
          lateReason: context.lateReason,
        });
      const told = { ...said, begun: context.occurredOn, extensionDays: extensionDays(context.rules) };
      const standsFor = (steps: readonly PaperStep[], more: Said = {}) =>
        steps.flatMap((step) => step.stands({ ...told, ...more }, dayOf(step, said, context)));
      const before = standsFor(taken.filter(({ decides }) => !decides));
      const stated = (facts: readonly StandsFor[]) => asConfirmed([open(facts), ...scans], context);
      refuseInput('hearingRight', refuseUntold(stated(before), context));
      const decidedOn = taken.find(({ id }) => id === DECISION);
      if (decidedOn === undefined) return outcome([open(before), ...scans]);
      const decided = decideOnPaper(before, dayOf(decidedOn, said, context), said, { context, stated });
      const facts = [
        ...decided.before,
        ...standsFor(
          taken.filter(({ decides }) => decides),
          decided.says,
        ),
      ];
      refuseInput('reached', refuseUnservable(said, stated(facts), context));
      return outcome([open(facts), ...scans]);
    },
  });
}

function reachedField(kind: CaseKind): FormField {
  return ask('reached', '纸质案件已办到哪一步', 'choice', { options: choices(reachedOnPaper[kind]) });
}

function formOf(
  kind: CaseKind,
  steps: readonly PaperStep[],
  words: Words,
  context: CaseContext,
): readonly FormField[] {
  const matters = offeredMatters(context.rules.bureau, kind);
  const officers = { options: officerChoices(context) };
  return [
    ask('matter', kind === 'permit' ? '许可事项' : '执法事项', 'matter', {
      options: matters.map(({ id, name, basis }) => ({ value: id, label: name, hint: basis })),
      value: matters.length === 1 ? matters[0]?.id : undefined,
    }),
    ask('party', words.party, 'party'),
    ask('number', words.number, 'text', { help: '照纸质案卷填写，转入后沿用，不另编号。' }),
    reachedField(kind),
    ...steps.flatMap((step) => fieldsOf(step, { handlers: officers })),
  ];
}

/** Every answer that is called for is there, and none that is not. */
function checkAnswers(fields: readonly FormField[], said: Said, context: CaseContext): void {
  const problems = fields.flatMap((field): readonly InputProblem[] => {
    const given = said[field.key] !== undefined;
    if (isShown(field, said))
      return given || !field.required ? [] : [{ path: field.key, sentence: `“${field.label}”未填。` }];
    return given ? [{ path: field.key, sentence: `办到这一步的案件没有“${field.label}”。` }] : [];
  });
  const reason = context.lateReason?.trim() ? [] : [{ path: 'lateReason', sentence: '“转入的理由”未填。' }];
  const begun =
    context.occurredOn < context.today
      ? []
      : [{ path: 'occurredOn', sentence: '今天开始的案件直接在本系统登记，不作纸质转入。' }];
  const found = [...problems, ...scansOf(fields, said), ...reason, ...begun];
  if (found.length > 0) throw new InputError(found);
}

function scansOf(fields: readonly FormField[], said: Said): readonly InputProblem[] {
  return fields
    .filter(({ control, key }) => control === 'file' && said[key] !== undefined)
    .filter(({ key }) => !/^(application\/pdf|image\/)/.test((said[key] as Attachment).mediaType))
    .map(({ key, label }) => ({ path: key, sentence: `“${label}”须是 PDF 或者图片。` }));
}

function isTaken(step: PaperStep, said: Said): boolean {
  return (
    pointsWith(step).includes(String(said.reached)) &&
    (step.question === undefined || said[questionKey(step)] === 'yes')
  );
}

/** No step before what it rests on, none to come. */
function checkDays(taken: readonly PaperStep[], said: Said, context: CaseContext): void {
  const problems = taken.flatMap((step): readonly InputProblem[] => {
    const day = dayOf(step, said, context);
    const [before] = taken
      .filter(({ id }) => step.after?.includes(id))
      .sort((a, b) => (dayOf(a, said, context) < dayOf(b, said, context) ? 1 : -1));
    const earliest = before ? dayOf(before, said, context) : context.occurredOn;
    const named = before?.day ?? '案件开始日期';
    if (day > context.today)
      return [{ path: dayKey(step), sentence: `“${step.day}”不能晚于今天（${context.today}）。` }];
    if (day < earliest)
      return [{ path: dayKey(step), sentence: `“${step.day}”早于${named}（${earliest}）。核对后再填。` }];
    return endOf(step, said, day, context);
  });
  const found = [...problems, ...termProblems(said)];
  if (found.length > 0) throw new InputError(found);
}

/** What is permitted, and its certificate, ends no earlier than it begins. */
function termProblems(said: Said): readonly InputProblem[] {
  return ['valid', 'certificate'].flatMap((term) => {
    const [from, to] = [said[`${term}From`], said[`${term}To`]];
    return from !== undefined && to !== undefined && String(to) < String(from)
      ? [{ path: `${term}To`, sentence: '有效期止早于有效期起。核对后再填。' }]
      : [];
  });
}

function endOf({ ends, day }: PaperStep, said: Said, from: string, { today }: CaseContext) {
  const end = ends === undefined ? from : String(said[ends]);
  return ends !== undefined && (end < from || end > today)
    ? [{ path: ends, sentence: `这一日期须在“${day}”（${from}）以后、今天（${today}）以前。` }]
    : [];
}

const dayOf = (step: PaperStep, said: Said, { occurredOn }: CaseContext): string =>
  String(said[dayKey(step)] ?? occurredOn);

function checkOfficers(officers: readonly string[], kind: CaseKind, context: CaseContext): void {
  if (officers.length === 0) return;
  const known = new Set(officerChoices(context).map(({ value }) => value));
  if (officers.some((id) => !known.has(id))) badInput('handlers', '承办人中有不是本局承办人员的。');
  refuseInput('handlers', refuseUncertified(officers, kind, context));
}

/** A number of a paper was typed by a person, who may type anything: it is sealed, by itself. */
function partFor(type: string, key: string): 'open' | 'said' | 'number' {
  if (numbersOnPaper.includes(key)) return 'number';
  return factTypes[type as FactTypeName].sealed.includes(key) ? 'said' : 'open';
}

function partOf(data: Said, belongs: (key: string) => boolean): Said {
  return Object.fromEntries(
    Object.entries(data).filter(([key, value]) => value !== undefined && belongs(key)),
  );
}

/** A notice that left out a right to a hearing told the party nothing that counts: it is issued anew, here. */
function refuseUntold(state: CaseState, { rules }: CaseContext): Refusal | undefined {
  return state.penalty?.priorNotice?.hearingRight === false && hasHearingRight(state, rules)
    ? refusal(
        'hearing-right',
        '拟处罚内容属于应当告知听证权利的，事先告知书没有告知，不能作为已告知转入。转入到“已调查终结并审核”，在本系统重新告知。',
        rules.guard('hearing-right', 'penalty')?.cite,
      )
    : undefined;
}

/** The scan of a paper document, as a record of the case: taken in today, made on its own day. */
function scanOf(step: PaperStep, said: Said, context: CaseContext): Fact {
  const { fileName, ...attachment } = said[scanKey(step)] as Attachment;
  const fact = record(context, 'record-attached', {
    requirement: scanRecord(step),
    medium: 'document',
    name: `${step.scan}（纸质扫描件）`,
    attachment,
    fileName,
    madeOn: dayOf(step, said, context),
  });
  return { ...fact, occurredOn: context.today };
}
