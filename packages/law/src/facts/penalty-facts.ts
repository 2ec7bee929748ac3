import { z } from 'zod';
import {
  date,
  define,
  fen,
  id,
  participants,
  partySchema,
  penaltySchema,
  short,
  text,
} from './fact-parts.ts';

/** Facts of a penalty: from the proposal to file to its execution. */
export const penaltyFacts = {
  'filing-proposed': define(
    'case',
    '提请立案',
    {
      kind: z.literal('penalty'),
      matter: id,
      unit: id,
      participants,
      packs: z.record(z.string(), z.string()),
      source: short,
      party: partySchema,
      suspectedFacts: text,
      caseName: short,
      officers: z.array(id).min(1),
    },
    ['party', 'suspectedFacts', 'source', 'caseName'],
  ),
  'case-filed': define('case', '立案', { caseNumber: short, reason: text }, ['reason']),
  'filing-refused': define('case', '不予立案', { reason: text }, ['reason']),
  'credentials-presented': define(
    'case',
    '出示执法证件',
    {
      officers: z.array(id).min(1),
      place: text,
      to: short,
      scene: z.enum(['inspection', 'evidence', 'service', 'other']),
    },
    ['place', 'to'],
  ),
  'interview-recorded': define(
    'case',
    '询问笔录',
    {
      officers: z.array(id).min(1),
      interviewee: short,
      place: text,
      content: text,
      signed: z.enum(['yes', 'refused']),
      documentNumber: short.optional(),
    },
    ['interviewee', 'place', 'content'],
  ),
  'closing-report-submitted': define(
    'case',
    '调查终结',
    {
      facts: text,
      evidence: text,
      basis: text,
      discretion: text,
      penalty: penaltySchema,
      major: z.enum(['yes', 'no']).optional(),
    },
    ['facts', 'evidence', 'basis', 'discretion', 'penalty'],
  ),
  'report-reviewed': define('case', '审核同意', { reason: text }, ['reason']),
  'report-returned': define('case', '审核退回', { reason: text }, ['reason']),
  'prior-notice-issued': define('case', '事先告知', {
    documentNumber: short,
    hearingRight: z.enum(['yes', 'no']),
  }),
  'statement-received': define('case', '收到陈述申辩', { content: text }, ['content']),
  'statement-answered': define(
    'case',
    '复核陈述申辩',
    { adopted: z.enum(['yes', 'partly', 'no']), reason: text },
    ['reason'],
  ),
  'statement-waived': define('case', '当事人未在期限内陈述申辩', { rule: id }),
  'hearing-requested': define('case', '当事人要求听证', { content: text.optional() }, ['content']),
  'hearing-waived': define('case', '当事人未在期限内要求听证', { rule: id }),
  'hearing-notified': define(
    'case',
    '通知听证',
    { heldOn: date, place: text, host: id, documentNumber: short },
    ['place'],
  ),
  'hearing-held': define('case', '举行听证', { host: id, record: text, opinion: text }, [
    'record',
    'opinion',
  ]),
  'legal-review-requested': define('case', '送法制审核', { round: z.int().min(1), materials: text }, [
    'materials',
  ]),
  'legal-review-given': define(
    'case',
    '法制审核意见',
    {
      round: z.int().min(1),
      result: z.enum(['agree', 'problems']),
      points: z.array(z.enum(['authority', 'procedure', 'facts', 'law', 'competence', 'documents', 'crime'])),
      text,
      documentNumber: short,
    },
    ['text'],
  ),
  'legal-review-answered': define('case', '对审核意见的处理', { round: z.int().min(1), text }, ['text']),
  deliberated: define('case', '集体讨论', { participants: z.array(id).min(2), conclusion: text }, [
    'conclusion',
  ]),
  'execution-recorded': define(
    'case',
    '执行',
    {
      kind: z.enum(['paid', 'confiscated', 'done', 'partly-paid', 'court-applied']),
      amount: fen.optional(),
      done: z.enum(['yes', 'no']),
      note: text,
    },
    ['note'],
  ),
} as const;
