import { z } from 'zod';
import { attachmentSchema } from '../../facts/fact-types.ts';
import { type CaseState, type RequirementStatus, stages } from '../case-state.ts';
import { defineCommand } from '../command.ts';
import { ask, choices, mayGive } from '../field.ts';
import { dateText, identifier, longText, shortText, yesNo } from '../input.ts';
import { badInput, InputError } from '../input-error.ts';
import { outcome, record } from '../outcome.ts';
import { allRequirementsFor, requirementOf } from '../requirements.ts';
import type { CaseContext } from '../skeleton.ts';
import { freeRecordNames, OTHER_RECORD, TEST_REPORT } from '../words.ts';
import { refuseExpired } from './participants.ts';

const openStages = [...stages.permit, ...stages.penalty].filter((stage) => stage !== 'closed');
const kinds = ['permit', 'penalty'] as const;

/** 补入记录: a document or recording, bound to what asks for it, with the metadata that it demands. */
export const attachRecord = defineCommand({
  kinds,
  stages: openStages,
  type: 'attach-record',
  label: '补入记录',
  roles: ['window-clerk', 'handler', 'reviewer'],
  only: 'handlers',
  body: 'joining',
  order: 60,
  schema: z.strictObject({
    requirement: identifier,
    attachment: attachmentSchema,
    name: shortText.optional(),
    madeOn: dateText.optional(),
    place: longText.optional(),
    credentialsShown: yesNo.optional(),
    keyContent: longText.optional(),
  }),
  offered: () => true,
  refuse: refuseExpired,
  form: (state, context) => [
    ask('requirement', '记录的用途', 'choice', { options: recordChoices(state, context) }),
    ask('attachment', '文件', 'file'),
    mayGive('name', '名称', 'text', { help: '不填则用所属记录项目的名称。' }),
    mayGive('madeOn', '制作日期', 'date', { value: context.occurredOn }),
    mayGive('place', '地点', 'text', { value: lastPlace(state) }),
    mayGive('credentialsShown', '是否出示执法证件', 'choice', {
      options: choices({ yes: '已出示', no: '未出示' }),
    }),
    mayGive('keyContent', '关键内容', 'textarea'),
  ],
  fixesNothing: true,
  decide: (state, input, context) => {
    const asked = findRequirement(state, context, input.requirement);
    checkMetadata(asked?.metadata ?? [], input);
    const { fileName, ...attachment } = input.attachment;
    const own = input.requirement === OTHER_RECORD ? undefined : freeRecordNames[input.requirement];
    const name = input.name ?? asked?.name ?? own;
    if (name === undefined) badInput('name', '其他记录须写明名称。');
    const madeOn = input.madeOn ?? context.occurredOn;
    if (madeOn > context.today) badInput('madeOn', `制作日期不能晚于今天（${context.today}）。`);
    return outcome(
      record(context, 'record-attached', {
        requirement: input.requirement,
        medium: asked?.medium ?? mediumOf(attachment.mediaType),
        name,
        attachment,
        fileName,
        madeOn,
        place: input.place,
        credentialsShown: input.credentialsShown,
        keyContent: input.keyContent,
      }),
    );
  },
});

/** 文字记录足以: only where recording is as the situation requires and the pack lets text stand in, with the reason. */
export const waiveRecording = defineCommand({
  kinds,
  stages: openStages,
  type: 'waive-recording',
  label: '说明文字记录足以',
  roles: ['handler'],
  only: 'handlers',
  order: 65,
  schema: z.strictObject({ requirement: identifier, reason: longText }),
  offered: (state, context) => waivable(state, context).length > 0,
  refuse: () => undefined,
  form: (state, context) => [
    ask('requirement', '不作音像记录的项目', 'choice', {
      options: waivable(state, context).map(({ id, name }) => ({ value: id, label: name })),
    }),
    ask('reason', '文字记录足以的理由', 'textarea'),
  ],
  decide: (state, input, context) => {
    const status = requirementOf(state, context.rules, input.requirement);
    if (!status) badInput('requirement', '没有这一记录项目。');
    if (!status.waivable)
      badInput('requirement', `“${status.name}”必须作音像记录，不能以文字代替。`, status.cite);
    if (status.met || status.waived) badInput('requirement', `“${status.name}”已有记录或者说明。`);
    return outcome(record(context, 'recording-waived', input));
  },
});

/** Where this case was last worked on: records of one visit are made at one place. */
function lastPlace(state: CaseState): string | undefined {
  const entry = state.entries.findLast(
    ({ type, data }) => madeOnSite.includes(type) && typeof data.place === 'string',
  );
  return typeof entry?.data.place === 'string' ? entry.data.place : undefined;
}

const madeOnSite = ['credentials-presented', 'interview-recorded', 'record-attached', 'site-check-completed'];

function waivable(state: CaseState, context: CaseContext): readonly RequirementStatus[] {
  return allRequirementsFor(state, context.rules).filter(
    (status) => status.waivable && !status.met && !status.waived,
  );
}

function recordChoices(state: CaseState, context: CaseContext) {
  const asked = allRequirementsFor(state, context.rules);
  const sorted = [...asked.filter((status) => !status.met), ...asked.filter((status) => status.met)];
  return [
    ...sorted.map(({ id, name, medium, found, metadata }) => ({
      value: id,
      label: name,
      hint: [
        medium === 'recording' ? '音像' : '文书',
        found,
        ...(metadata.length > 0 ? [`须填：${metadata.map(metadataLabel).join('、')}`] : []),
      ].join('；'),
    })),
    ...freeRecords(state, context).map(([value, label]) => ({ value, label })),
  ];
}

function findRequirement(state: CaseState, context: CaseContext, id: string): RequirementStatus | undefined {
  const found = requirementOf(state, context.rules, id);
  const isFree = freeRecords(state, context).some(([name]) => name === id);
  if (!found && !isFree) badInput('requirement', '没有这一记录项目。');
  return found;
}

/** Records that no requirement of the packs names: the report behind a refusal, and whatever else is worth keeping. */
function freeRecords(state: CaseState, context: CaseContext): readonly (readonly [string, string])[] {
  const reports = context.rules.guard('refusal-attaches-report', state.kind) ? [TEST_REPORT] : [];
  return [...reports, OTHER_RECORD].map((id) => [id, freeRecordNames[id] ?? id] as const);
}

const metadataFields = {
  time: { key: 'madeOn', label: '制作日期' },
  place: { key: 'place', label: '地点' },
  credentials: { key: 'credentialsShown', label: '是否出示执法证件' },
  'key-content': { key: 'keyContent', label: '关键内容' },
} as const;

function metadataLabel(name: string): string {
  return metadataFields[name as keyof typeof metadataFields]?.label ?? name;
}

function checkMetadata(demanded: readonly string[], input: Readonly<Record<string, unknown>>): void {
  const lacking = demanded
    .map((name) => metadataFields[name as keyof typeof metadataFields])
    .filter((field) => field !== undefined && input[field.key] === undefined);
  if (lacking.length > 0) {
    throw new InputError(lacking.map(({ key, label }) => ({ path: key, sentence: `“${label}”未填。` })));
  }
}

function mediumOf(mediaType: string): 'document' | 'recording' {
  return /^(audio|video|image)\//.test(mediaType) ? 'recording' : 'document';
}
