/** Every path of the office's interface, in one place: the server registers them, the client calls them. */
export const routes = {
  session: '/api/session',
  password: '/api/session/password',
  setUp: '/api/set-up',
  worklist: '/api/worklist',
  cases: '/api/cases',
  caseStart: '/api/cases/start',
  case: '/api/cases/:id',
  caseCommands: '/api/cases/:id/commands',
  drafts: '/api/drafts',
  evidence: '/api/evidence',
  evidenceFile: '/api/evidence/:id',
  document: '/api/documents/:id',
  article: '/api/articles/:pack/:article',
  articles: '/api/articles',
  catalogue: '/api/catalogue',
  publications: '/api/publications',
  approvalPreviews: '/api/publications/approvals/previews',
  approvals: '/api/publications/approvals',
  publication: '/api/publications/:id',
  publicationCommands: '/api/publications/:id/commands',
  imports: '/api/imports',
  bureau: '/api/bureau',
  bureaux: '/api/bureaux',
  people: '/api/people',
  person: '/api/people/:id',
  personCommands: '/api/people/:id/commands',
  law: '/api/law',
  lawVersions: '/api/law/versions',
  lawPreview: '/api/law/preview',
  silentPoints: '/api/law/silent-points',
  lawRegister: '/api/law/register',
  calendar: '/api/calendar',
  clock: '/api/clock',
  auditReads: '/api/audit/reads',
  auditSegments: '/api/audit/segments',
  demonstrationAccounts: '/api/demonstration/accounts',
} as const;

/** Fills `:name` parameters of a path, encoded. */
export function pathTo(path: string, parameters: Readonly<Record<string, string>> = {}): string {
  return path.replace(/:([a-z]+)/g, (_, name: string) => encodeURIComponent(parameters[name] ?? ''));
}
