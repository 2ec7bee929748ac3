/** Addresses of the office's own screens. */
export const paths = {
  worklist: '/',
  approvals: '/approvals',
  cases: '/cases',
  myCases: '/cases?mine=yes',
  case: (id: string) => `/cases/${encodeURIComponent(id)}`,
  start: (command: string) => `/start/${encodeURIComponent(command)}`,
  publications: '/publications',
  publicationsAwaiting: '/publications?state=awaiting',
  publication: (id: string) => `/publications/${encodeURIComponent(id)}`,
  lateEntries: '/late-entries',
  viewing: '/viewing',
  imports: '/imports',
  documentCheck: '/document-check',
  articles: '/articles',
  catalogue: '/catalogue',
  law: '/articles/versions',
  lawDraft: (id: string) => `/articles/drafts/${encodeURIComponent(id)}`,
  silentPoints: '/articles/silent-points',
  lawRegister: '/articles/changes',
  calendar: '/calendar',
  people: '/people',
  person: (id: string) => `/people/${encodeURIComponent(id)}`,
  reads: '/reads',
  recheck: '/recheck',
  emergency: '/emergency',
  witnesses: '/witnesses',
  bureau: '/bureau',
  newBureau: '/bureau/new',
  matters: '/matters',
  signIn: '/sign-in',
  setUp: '/set-up',
} as const;

/** Where a duty or an approval is handled: the register of changes, the askings, the publication where it is about one, else the case. */
export function workPath(item: {
  readonly caseId: string;
  readonly publicationId?: string;
  readonly update?: object;
  readonly viewing?: true;
}): string {
  if (item.viewing) return paths.viewing;
  if (item.update) return paths.lawRegister;
  return item.publicationId ? paths.publication(item.publicationId) : paths.case(item.caseId);
}

/** The same with the form of the step that is due already open. */
export function stepPath(
  item: Parameters<typeof workPath>[0] & { readonly step: { readonly command: string } | null },
): string {
  const opens =
    item.step !== null && !item.update && (item.publicationId || !item.step.command.endsWith('-publication'));
  return opens ? `${workPath(item)}?act=${item.step.command}` : workPath(item);
}
