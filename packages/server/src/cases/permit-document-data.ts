import { type CaseState, caseDuties, handledBy } from '@mingjing/law';
import { dateText } from '../documents/date-text.ts';
import type { DocumentTemplateId } from '../documents/templates.ts';
import { certificateName } from './certificate-name.ts';
import {
  bureauName,
  chainStep,
  compact,
  contactOf,
  type DocumentSource,
  matterOf,
  officersOf,
  partyOf,
  unitName,
} from './document-parts.ts';
import { countingWords, exclusionClause, extensionClause, remediesOf } from './limit-words.ts';

const causes: Readonly<Record<string, string>> = {
  inspection: '检验',
  testing: '检测',
  appraisal: '鉴定',
  'expert-review': '专家评审',
};

/** What each permit document says, from the case. */
export function permitDocumentData(
  template: DocumentTemplateId,
  source: DocumentSource,
): Record<string, unknown> {
  const { state, law } = source;
  const permit = state.permit;
  const matter = matterOf(state, law.rules);
  const common = { party: partyOf(state), matter: matter.name };
  const accepted = permit?.clockStart ?? permit?.receivedOn ?? law.occurredOn;
  const contact = contactOf(law.rules);
  const decide = decisionDuty(source);
  switch (template) {
    case 'acceptance-decision':
      return compact({
        ...common,
        receivedOn: permit?.receivedOn,
        basis: matter.basis,
        deemed: permit?.intake === 'deemed-accepted',
        materials: matter.materials.length > 0 ? matter.materials.map(({ name }) => ({ name })) : undefined,
        limitWorkingDays: decide?.count ?? 20,
        dueOn: decide?.due ?? undefined,
        counting: countingWords(decide),
        contact,
      });
    case 'supplement-notice':
      return {
        ...common,
        receivedOn: permit?.receivedOn,
        basis: matter.basis,
        items: supplementItems(state, source),
        contact,
      };
    case 'non-acceptance-decision':
      return compact({
        ...common,
        receivedOn: permit?.receivedOn,
        ...nonAcceptance(state),
        basis: matter.basis,
        remedies: remediesOf(law, 'permit'),
        contact,
      });
    case 'excluded-time-notice': {
      const last = state.entries.findLast((entry) => entry.type === 'time-excluded')?.data;
      return {
        ...common,
        acceptedOn: accepted,
        basis: exclusionClause(law) ?? matter.basis,
        activities: [
          {
            activity: causes[String(last?.cause)] ?? '检验',
            startsOn: last?.startsOn,
            neededDays: last?.expectedDays,
            unit: 'calendar',
          },
        ],
        contact,
      };
    }
    case 'extension-notice': {
      const last = state.entries.findLast((entry) => entry.type === 'extension-approved')?.data;
      const asked = state.entries.findLast((entry) => entry.type === 'extension-requested')?.data;
      const before = decisionDuty(source, 0);
      return compact({
        ...common,
        acceptedOn: accepted,
        originalDueOn: before?.due ?? accepted,
        reasons: asked?.reason ?? last?.reason,
        approvedBy: bureauName(
          source.bureaus,
          source.person.bureau === state.bureau ? handledBy(state) : source.person.bureau,
          state,
          law,
        ),
        approvedOn: law.occurredOn,
        extendedWorkingDays: last?.days,
        newDueOn: decide?.due ?? accepted,
        counting: countingWords(decide),
        basis: extensionClause(law) ?? matter.basis,
        contact,
      });
    }
    case 'approval-form':
      return compact({
        ...common,
        acceptanceNumber: acceptanceNumber(state),
        materials: materialWords(source),
        excludedTime: changedLimit(state),
        handlingUnit: unitName(state, law.rules),
        acceptedOn: accepted,
        dueOn: decide?.due ?? undefined,
        onSiteCheck: state.entries.findLast((entry) => entry.type === 'site-check-completed')?.data.finding as
          | string
          | undefined,
        chain: compact({
          handler: chainStep(
            source,
            'opinion-submitted',
            permit?.opinion?.result === 'refuse'
              ? '建议不予许可'
              : `建议准予许可。${permit?.opinion?.content ?? ''}`,
            permit?.opinion?.reason,
          ),
          reviewer: chainStep(source, 'opinion-reviewed', '同意承办人意见', permit?.chainReasons.review),
          approver: chainStep(source, 'opinion-approved', '批准', permit?.chainReasons.approval),
        }),
      });
    case 'permit-decision':
      return compact({
        ...common,
        handledBy: bureauName(source.bureaus, handledBy(state), state, law),
        acceptedOn: accepted,
        acceptanceNumber: acceptanceNumber(state),
        basis: state.decision?.basis,
        content: state.decision?.content,
        certificate: compact({
          name: certificateName(matter.name),
          validFrom: permit?.opinion?.validFrom,
          validTo: permit?.opinion?.validTo,
        }),
        remedies: remediesOf(law, 'permit'),
        contact,
      });
    case 'refusal-decision':
      return compact({
        ...common,
        handledBy: bureauName(source.bureaus, handledBy(state), state, law),
        acceptedOn: accepted,
        reasons: state.decision?.reason,
        basis: state.decision?.basis,
        basedOnTest: permit?.opinion?.basedOnTest === 'yes',
        attachments: permit?.opinion?.basedOnTest === 'yes' ? testReports(state) : undefined,
        remedies: remediesOf(law, 'permit'),
        contact,
      });
    case 'termination-decision':
      return {
        ...common,
        acceptedOn: accepted,
        ground: state.entries.findLast((entry) => entry.type === 'act-terminated')?.data.ground,
        basis: matter.basis,
        remedies: remediesOf(law, 'permit'),
        contact,
      };
    case 'service-receipt':
      return serviceReceipt(source, matter.name);
    default:
      throw new Error(`no permit document ${template}`);
  }
}

/** 送达回证: what was served, how, to whom, by whom; the last service of the case. */
export function serviceReceipt({ state, law }: DocumentSource, matter: string): Record<string, unknown> {
  const served = state.entries.findLast((entry) => entry.type === 'document-served')?.data;
  const document = state.documents.find(({ documentId }) => documentId === served?.documentId);
  const witness = served?.witness as string | undefined;
  return compact({
    party: partyOf(state),
    matter,
    documents: [
      compact({
        title: document?.title ?? '行政执法证书',
        number:
          document !== undefined && /〔\d{4}〕/.test(document.documentNumber)
            ? document.documentNumber
            : undefined,
      }),
    ],
    place: served?.place as string | undefined,
    method: served?.method as string | undefined,
    receivedBy: served?.receiver as string | undefined,
    receivedAt: document?.servedOn,
    witnesses: witness === undefined ? undefined : [{ name: witness }],
    servers: officersOf(law.people, (served?.servedBy as string[] | undefined) ?? []),
    notes: served?.note as string | undefined,
  });
}

function decisionDuty({ state, law }: DocumentSource, extensionDays = state.extensionDays) {
  return caseDuties({ ...state, extensionDays }, law.rules, law.calendar, law.today).find(
    (duty) => duty.does === 'decide',
  );
}

function acceptanceNumber({ documents }: CaseState): string | undefined {
  const number = documents.findLast(({ template }) => template === 'acceptance-decision')?.documentNumber;
  return number !== undefined && /〔\d{4}〕/.test(number) ? number : undefined;
}

function materialWords({ state, law }: DocumentSource): string | undefined {
  const words = matterOf(state, law.rules).materials.flatMap(({ id, name }) => {
    const checked = state.permit?.materials.find((item) => item.id === id)?.state;
    return checked === undefined ? [] : [`${name}（${MATERIAL_STATES[checked]}）`];
  });
  return words.length === 0 ? undefined : `${words.join('、')}。`;
}

const MATERIAL_STATES = {
  unchecked: '未核对',
  complete: '齐全',
  missing: '缺少',
  defective: '不符合法定形式',
  'corrected-on-spot': '当场更正',
} as const;

function changedLimit({ excluded, extensionDays }: CaseState): string {
  const spans = excluded.map(
    ({ cause, startsOn, resumedOn }) =>
      `${causes[cause] ?? cause}：自${dateText(startsOn)}起${resumedOn === undefined ? '，尚未恢复计算' : `，${dateText(resumedOn)}恢复计算`}，期间不计入办理期限。`,
  );
  const extended = extensionDays > 0 ? [`经批准延长${extensionDays}个工作日。`] : [];
  const told = [...spans, ...extended];
  return told.length === 0 ? '无。' : told.join('\n');
}

function supplementItems(state: CaseState, source: DocumentSource) {
  const names = new Map(matterOf(state, source.law.rules).materials.map(({ id, name }) => [id, name]));
  return (state.permit?.materials ?? [])
    .filter((item) => item.state === 'missing' || item.state === 'defective')
    .map((item) => ({
      material: names.get(item.id) ?? item.id,
      problem: item.state === 'missing' ? '未提交' : '不符合法定形式',
      remedy: item.note ?? '补交或者更换后重新提交',
    }));
}

function nonAcceptance(state: CaseState) {
  const entry = state.entries.findLast(
    ({ type }) => type === 'application-rejected' || type === 'application-declined',
  );
  return entry?.type === 'application-rejected'
    ? {
        ground: 'outside-powers',
        reasons: entry.data.reason,
        competentOrgan: (entry.data.competentBody ?? entry.data.rightBody) as string,
      }
    : { ground: 'no-permit-needed', reasons: entry?.data.reason };
}

function testReports(state: CaseState): string[] {
  const reports = state.records
    .filter((record) => /检验|检测|鉴定|report/.test(record.name + record.requirement))
    .map(({ name }) => name);
  return reports.length > 0 ? reports : ['检验、检测报告'];
}
