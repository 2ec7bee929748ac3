import { penaltyCircumstances } from '@mingjing/law';
import { dateText } from '../documents/date-text.ts';
import type { DocumentTemplateId } from '../documents/templates.ts';
import {
  chainStep,
  compact,
  contactOf,
  type DocumentSource,
  matterOf,
  officersOf,
  partyOf,
  personName,
  unitName,
} from './document-parts.ts';
import { legalReviewPoints } from './legal-review-points.ts';
import { lateFine, partyLimit, remediesOf } from './limit-words.ts';
import { penaltyItems } from './penalty-items.ts';
import { serviceReceipt } from './permit-document-data.ts';

/** What each penalty document says, from the case. */
export function penaltyDocumentData(
  template: DocumentTemplateId,
  source: DocumentSource,
): Record<string, unknown> {
  const { state, law } = source;
  const penalty = state.penalty;
  const report = penalty?.report;
  const matter = matterOf(state, law.rules);
  const last = (type: string) => state.entries.findLast((entry) => entry.type === type)?.data;
  const party = partyOf(state);
  const circumstances = penaltyCircumstances(state, law.rules);
  switch (template) {
    case 'filing-form':
      return compact({
        party,
        caseName: state.title,
        source: penalty?.source,
        discoveredOn: state.dates['filing-proposed'],
        summary: penalty?.suspectedFacts,
        basis: matter.basis,
        handlers: officersOf(law.people, state.handlers),
        chain: compact({
          handler: chainStep(source, 'filing-proposed', '建议立案', penalty?.suspectedFacts),
          approver: chainStep(
            source,
            'case-filed',
            '同意立案',
            last('case-filed')?.reason as string | undefined,
          ),
        }),
      });
    case 'prior-notice':
      return compact({
        party,
        matter: state.title,
        facts: report?.facts,
        evidence: report?.evidence,
        reasons: report?.discretion,
        basis: report?.basis,
        penalties: itemsOf(source),
        statement: partyLimit(law, 'notice-served', 'state', circumstances),
        hearing: penalty?.priorNotice?.hearingRight
          ? partyLimit(law, 'notice-served', 'hear-request', circumstances)
          : undefined,
        contact: contactOf(law.rules),
      });
    case 'hearing-notice': {
      const notified = last('hearing-notified');
      const host = String(notified?.host ?? penalty?.hearing.host ?? '');
      const time = notified?.time === undefined ? '' : `T${String(notified.time)}`;
      return compact({
        party,
        matter: state.title,
        startsAt: `${String(notified?.heldOn)}${time}`,
        place: notified?.place,
        openToPublic: notified?.closedReason === undefined,
        closedReason: notified?.closedReason,
        presider: { name: personName(law.people, host) ?? host },
        contact: contactOf(law.rules),
      });
    }
    case 'legal-review-opinion': {
      const given = last('legal-review-given');
      const found = new Set((given?.points as string[] | undefined) ?? []);
      return {
        caseName: state.title,
        party,
        handlingUnit: unitName(state, law.rules),
        submittedOn: state.dates['legal-review-requested'] ?? law.occurredOn,
        proposedDecision: report?.penalty.text,
        points: Object.entries(legalReviewPoints).map(([id, point]) => ({
          point,
          // Whether a crime is suspected is no question of conformity.
          result: found.has(id) ? 'problem' : id === 'crime' ? 'not-applicable' : 'pass',
        })),
        conclusion: given?.result,
        opinion: given?.text,
        reviewer: source.person.name,
      };
    }
    case 'penalty-decision':
      return penaltyDecision(source, party);
    case 'no-penalty-decision':
      return {
        party,
        matter: state.title,
        facts: state.decision?.facts ?? report?.facts,
        evidence: report?.evidence,
        reasons: state.decision?.reason,
        basis: state.decision?.basis,
        remedies: remediesOf(law, 'penalty'),
      };
    case 'closing-form':
      return compact({
        party,
        caseName: state.title,
        filedOn: state.dates['case-filed'] ?? law.occurredOn,
        decisionNumber: state.decision?.documentNumber,
        decidedOn: state.decision?.madeOn,
        result: state.decision?.content ?? '—',
        execution: (last('execution-recorded')?.note as string | undefined) ?? '无须执行',
        review: chainStep(
          source,
          'report-reviewed',
          '同意承办人的处理意见',
          reasonOf(last('report-reviewed')),
        ),
        decision: chainStep(
          source,
          'decision-made',
          state.decision?.result === 'no-penalty' ? '决定不予行政处罚' : '决定给予行政处罚',
          state.decision?.reason,
        ),
        chain: closingChain(source, last('case-closed')?.summary as string | undefined),
      });
    case 'interview-record': {
      const interview = last('interview-recorded');
      return {
        matter: state.title,
        place: interview?.place,
        ordinal: Math.max(penalty?.interviews ?? 1, 1),
        subject: { name: interview?.interviewee },
        officers: officersOf(law.people, (interview?.officers as string[] | undefined) ?? state.handlers),
        exchanges: exchanges(String(interview?.content ?? '')),
      };
    }
    case 'service-receipt':
      return serviceReceipt(source, state.title);
    default:
      throw new Error(`no penalty document ${template}`);
  }
}

function penaltyDecision(source: DocumentSource, party: ReturnType<typeof partyOf>): Record<string, unknown> {
  const { state, law } = source;
  const penalty = state.penalty;
  const report = penalty?.report;
  const fined = (state.decision?.penalty?.fine ?? 0) > 0;
  const statement = penalty?.statement;
  const late = lateFine(law);
  return compact({
    party: { ...party, address: party.address ?? '未提供' },
    matter: state.title,
    facts: state.decision?.facts ?? report?.facts,
    evidence: report?.evidence,
    notice: compact({
      number: numberOf(source, 'prior-notice'),
      servedOn: penalty?.priorNotice?.servedOn ?? penalty?.priorNotice?.issuedOn,
    }),
    defence:
      statement?.state === 'answered' && statement.content !== undefined
        ? {
            outcome:
              statement.adopted === 'yes'
                ? 'adopted'
                : statement.adopted === 'partly'
                  ? 'partly-adopted'
                  : 'not-adopted',
            content: statement.content,
            reasons: statement.answer ?? '—',
          }
        : { outcome: 'none' },
    hearing:
      penalty?.hearing.state === 'held'
        ? `本机关于${penalty.hearing.heldOn === undefined ? '' : dateText(penalty.hearing.heldOn)}举行听证。`
        : undefined,
    reasons: state.decision?.reason,
    discretion: report?.discretion,
    basis: state.decision?.basis,
    penalties: itemsOf(source),
    payment: fined
      ? {
          ...(law.rules.bureau.payment ?? { channel: '本决定书所附缴款通知书载明的银行' }),
          ...partyLimit(law, 'decision-served', 'pay', penaltyCircumstances(state, law.rules)),
          ...(late === undefined ? {} : { late }),
        }
      : undefined,
    performance: fined ? undefined : '自收到本决定书之日起履行。',
    remedies: remediesOf(law, 'penalty'),
  });
}

/** The head who closes a case approves its closing; a handler proposes it and leaves the approval to the pen. */
function closingChain({ state, law, person }: DocumentSource, summary: string | undefined) {
  const step = {
    name: person.name,
    date: law.occurredOn,
    ...(summary === undefined ? {} : { reason: summary }),
  };
  return state.handlers.includes(person.id) || !person.roles.includes('approver')
    ? { handler: { opinion: '建议结案', ...step } }
    : { approver: { opinion: '同意结案', ...step } };
}

const reasonOf = (data: Readonly<Record<string, unknown>> | undefined) => data?.reason as string | undefined;

function itemsOf({ state }: DocumentSource) {
  const penalty = state.decision?.penalty ?? state.penalty?.report?.penalty;
  return penalty === undefined ? [] : penaltyItems(penalty);
}

function numberOf({ state }: DocumentSource, template: string): string | undefined {
  const number = state.documents.findLast((document) => document.template === template)?.documentNumber;
  return number !== undefined && /〔\d{4}〕/.test(number) ? number : undefined;
}

/** 问/答 lines of a typed record as question and answer; text without marks stands as one answer. */
function exchanges(text: string): { question: string; answer?: string }[] {
  const parts = text
    .split(/\n?(?=问[：:])/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return parts.map((part) => {
    const [question = '', ...answer] = part.split(/\n?答[：:]/);
    const asked = question.replace(/^问[：:]/, '').trim();
    return answer.length > 0
      ? { question: asked === '' ? '请陈述。' : asked, answer: answer.join('\n').trim() || '（未答）' }
      : { question: '请陈述有关情况。', answer: asked };
  });
}
