import type { routes } from '@mingjing/api';
import type { Role } from '@mingjing/law';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
/** Who gets through a door: everyone, whoever is signed in, or the listed roles of the bureau (and `superior-body`, the superior's own people). */
export type Admitted = 'anyone' | 'signed-in' | readonly (Role | 'superior-body')[];

/** One door as it is tried: what is sent, and who may pass. A body that law would refuse for its content serves as well. */
export interface Door {
  readonly admitted: Admitted;
  readonly body?: (own: OwnThings) => unknown;
  readonly file?: true;
  readonly query?: string;
  /** Names a thing of the bureau: whoever may not see it learns not even that it is there. */
  readonly names?: true;
}

/** Ids of things that belong to the bureau under test. */
export interface OwnThings {
  readonly caseId: string;
  readonly caseVersion: number;
  readonly openCaseId: string;
  readonly publicationId: string;
  readonly publicationVersion: number;
  readonly documentId: string;
  readonly evidenceId: string;
  readonly newId: () => string;
}

const officers = [
  'window-clerk',
  'handler',
  'reviewer',
  'approver',
  'legal-reviewer',
  'policy-and-law',
  'liaison',
  'archive-keeper',
] as const;
const administrators = ['system-administrator', 'security-administrator', 'audit-administrator'] as const;
const readers = [...officers, 'superior', 'supervisor'] as const;
const exporters = [
  'handler',
  'reviewer',
  'approver',
  'policy-and-law',
  'archive-keeper',
  'superior-body',
] as const;
const command = (id: string, expectedVersion: number, type: string) => ({
  id,
  expectedVersion,
  command: { type },
});

/** Every door of the office and who passes it: written by hand, so that a change of the law's table is noticed here. */
export const doors: Readonly<Record<keyof typeof routes, Partial<Record<Method, Door>>>> = {
  session: {
    GET: { admitted: 'anyone' },
    POST: { admitted: 'anyone', body: () => ({}) },
    DELETE: { admitted: 'anyone' },
  },
  password: { POST: { admitted: 'signed-in', body: () => ({}) } },
  sessionBureau: { POST: { admitted: 'signed-in', body: () => ({ bureau: 'nobody' }) } },
  setUp: { GET: { admitted: 'anyone' }, POST: { admitted: 'anyone', body: () => ({}) } },
  worklist: { GET: { admitted: [...readers, 'device-keeper', 'superior-body'] } },
  menuCounts: { GET: { admitted: [...readers, 'device-keeper', 'superior-body'] } },
  cases: {
    GET: { admitted: [...readers, 'superior-body'] },
    POST: { admitted: ['window-clerk'], body: ({ newId }) => command(newId(), 0, 'receive-application') },
  },
  caseStart: { GET: { admitted: 'signed-in' } },
  case: { GET: { admitted: [...officers, 'superior-body'], names: true } },
  caseCommands: {
    POST: {
      admitted: ['archive-keeper'],
      names: true,
      body: ({ newId, caseVersion }) => command(newId(), caseVersion, 'propose-erasure'),
    },
  },
  caseExport: { GET: { admitted: exporters, names: true } },
  caseExportFile: { GET: { admitted: exporters, names: true } },
  lateEntries: {
    GET: { admitted: ['policy-and-law', 'approver', 'superior', 'supervisor', 'superior-body'] },
  },
  drafts: {
    PUT: { admitted: 'signed-in', body: () => ({ subject: 'start', command: 'x', body: {} }) },
    DELETE: { admitted: 'signed-in', query: '?subject=start&command=x' },
  },
  evidence: { POST: { admitted: officers, file: true } },
  evidenceFile: { GET: { admitted: [...officers, 'superior-body'], names: true } },
  document: { GET: { admitted: [...officers, 'superior-body'], names: true } },
  documentCheck: { POST: { admitted: 'signed-in', body: () => ({ typed: '00000' }) } },
  article: { GET: { admitted: 'signed-in' } },
  articles: { GET: { admitted: 'signed-in' } },
  catalogue: { GET: { admitted: 'signed-in' } },
  publications: {
    GET: { admitted: [...readers, 'external-reviewer', 'superior-body'] },
    POST: {
      admitted: ['handler', 'liaison', 'policy-and-law'],
      body: ({ newId, caseId }) => ({ id: newId(), caseId }),
    },
  },
  approvalPreviews: {
    POST: { admitted: ['approver'], body: ({ publicationId }) => ({ publications: [publicationId] }) },
  },
  approvals: {
    POST: {
      admitted: ['approver'],
      body: ({ newId, publicationId }) => ({
        items: [{ id: newId(), publication: publicationId, expectedVersion: 1 }],
      }),
    },
  },
  publication: { GET: { admitted: [...readers, 'external-reviewer'], names: true } },
  publicationCommands: {
    POST: {
      admitted: ['approver'],
      names: true,
      body: ({ newId, publicationVersion }) => command(newId(), publicationVersion, 'approve-withdrawal'),
    },
  },
  imports: { POST: { admitted: ['policy-and-law', 'liaison'], file: true } },
  importColumns: { GET: { admitted: ['policy-and-law', 'liaison'] } },
  importTemplate: { GET: { admitted: ['policy-and-law', 'liaison'] } },
  people: {
    GET: {
      admitted: [...administrators, 'policy-and-law', 'liaison'],
    },
    POST: { admitted: ['system-administrator'], body: () => ({}) },
  },
  person: {
    GET: {
      admitted: [...administrators, 'policy-and-law', 'liaison'],
    },
  },
  bureau: {
    GET: {
      admitted: [...administrators, 'policy-and-law', 'liaison'],
    },
    POST: {
      admitted: ['policy-and-law', 'liaison'],
      body: ({ newId }) => ({
        id: newId(),
        expectedVersion: 0,
        command: { type: 'retire-matter', matter: 'none', reason: '没有这一项' },
      }),
    },
  },
  bureaux: {
    GET: { admitted: ['system-administrator'] },
    POST: { admitted: ['system-administrator'], body: () => ({}) },
  },
  personCommands: { POST: { admitted: ['system-administrator'], body: () => ({}) } },
  law: {
    GET: { admitted: 'signed-in' },
    POST: {
      admitted: ['policy-and-law'],
      body: ({ newId }) => ({ id: newId(), command: { type: 'propose-packs' } }),
    },
  },
  lawVersions: {
    POST: { admitted: ['policy-and-law'], body: () => ({ release: 'wenshang-publicity' }) },
  },
  lawPreview: { POST: { admitted: ['policy-and-law', 'approver'], body: () => ({ packs: {} }) } },
  lawForm: { GET: { admitted: ['policy-and-law'] } },
  lawDrafts: {
    GET: { admitted: 'signed-in' },
    POST: { admitted: ['policy-and-law'], body: () => ({}) },
  },
  lawDraft: {
    GET: { admitted: ['policy-and-law'] },
    PUT: { admitted: ['policy-and-law'], body: () => ({ expectedVersion: 1, body: {} }) },
    DELETE: { admitted: ['policy-and-law'] },
  },
  lawDraftFiles: { GET: { admitted: ['policy-and-law'] } },
  lawDraftSection: {
    GET: { admitted: ['policy-and-law'] },
    PUT: { admitted: ['policy-and-law'], body: () => ({ expectedVersion: 1, yaml: '' }) },
  },
  lawDraftTrial: { POST: { admitted: ['policy-and-law'], body: () => ({}) } },
  silentPoints: { GET: { admitted: 'signed-in' } },
  lawRegister: { GET: { admitted: 'signed-in' } },
  calendar: { GET: { admitted: 'signed-in' } },
  clock: {
    GET: { admitted: 'signed-in' },
    POST: {
      admitted: [...officers, 'superior', 'supervisor', 'system-administrator', 'superior-body'],
      body: () => ({ date: '2025-10-10' }),
    },
  },
  auditReads: { GET: { admitted: ['audit-administrator'] } },
  auditSegments: { GET: { admitted: ['audit-administrator'] } },
  viewing: {
    GET: { admitted: officers },
    POST: {
      admitted: officers,
      body: ({ newId, caseId }) => ({
        id: newId(),
        caseId,
        reason: '核对同类案件的取证方法',
        days: 3,
        copying: false,
      }),
    },
  },
  viewingAnswers: {
    POST: {
      admitted: ['approver'],
      body: ({ newId }) => ({ id: newId(), request: 1, decision: 'refuse', reason: '没有这一项' }),
    },
  },
  emergencyAccess: {
    GET: { admitted: administrators },
    POST: { admitted: ['system-administrator', 'audit-administrator'], body: () => ({}) },
  },
  witnesses: {
    GET: {
      admitted: [...administrators, 'policy-and-law', 'supervisor', 'superior', 'superior-body'],
    },
    POST: { admitted: ['security-administrator'], body: () => ({}) },
  },
  auditRecheck: {
    GET: {
      admitted: [...administrators, 'policy-and-law', 'supervisor', 'superior', 'superior-body'],
    },
  },
  demonstrationAccounts: { GET: { admitted: 'anyone' } },
};
