import type { ApprovalOutcome, ApprovalPreview, ApprovalRefusal, ApprovalsRequest } from '@mingjing/api';
import { RuleError } from '@mingjing/law';
import { noteRead } from '../audit/reads.ts';
import { authoriseQuery } from '../people/authorise.ts';
import type { Person } from '../people/people.ts';
import type { ServerContext } from '../web/context.ts';
import { RequestError } from '../web/request-error.ts';
import { type LoadedPublication, seenPublication } from './publication-store.ts';
import { decideOn, runPublicationCommand } from './run-publication-command.ts';

const command = { type: 'approve-publication' };

/** What the public would see of each, as the very command that approves would decide it; nothing is written. */
export async function previewApprovals(
  context: ServerContext,
  person: Person,
  ids: readonly string[],
): Promise<readonly ApprovalPreview[]> {
  const previews: ApprovalPreview[] = [];
  for (const id of ids) {
    const preview = await orRefusal(() => previewOne(context, person, id));
    previews.push(
      'preview' in preview
        ? preview.preview
        : { id, number: '', title: '', version: 0, fields: [], withheld: [], refusal: preview.refusal },
    );
  }
  return previews;
}

/** Approves one after the other, each by the command of one publication; a refusal of one leaves the others alone. */
export async function approveSeveral(
  context: ServerContext,
  person: Person,
  { items }: ApprovalsRequest,
): Promise<readonly ApprovalOutcome[]> {
  const outcomes: ApprovalOutcome[] = [];
  for (const { id, publication, expectedVersion } of items) {
    const done = await orRefusal(async () => {
      await runPublicationCommand(context, person, publication, { id, expectedVersion, command });
      return {};
    });
    outcomes.push({ publication, ...done });
  }
  return outcomes;
}

async function previewOne(
  context: ServerContext,
  person: Person,
  id: string,
): Promise<{ preview: ApprovalPreview }> {
  const loaded = await seenPublication(context.databases, person, id);
  authoriseQuery(person, 'view-publication', { bureau: loaded.bureau });
  await noteRead(context, person, 'view-publication', loaded.stream, loaded.bureau);
  const { number, title, version } = loaded.state;
  const decided = await orRefusal(() => wouldShow(context, person, loaded));
  return { preview: { id, number, title, version, fields: [], withheld: [], ...decided } };
}

async function wouldShow(
  context: ServerContext,
  person: Person,
  loaded: LoadedPublication,
): Promise<Pick<ApprovalPreview, 'title' | 'fields' | 'withheld'>> {
  const { facts } = await decideOn(context, person, loaded, { command }, null);
  const published = facts.find(({ type }) => type === 'result-published')?.data as Published | undefined;
  if (published === undefined) throw new Error('an approval that publishes nothing');
  const { title, fields, labels, order = Object.keys(labels), withheld } = published;
  return {
    title,
    fields: order
      .filter((key) => fields[key] !== undefined)
      .map((key) => ({ name: labels[key] ?? key, value: String(fields[key]) })),
    withheld: withheld.map(({ name }) => name),
  };
}

interface Published {
  readonly title: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly order?: readonly string[];
  readonly withheld: readonly { readonly name: string }[];
}

/** What was done, or why it was refused; a fault of the machine is no refusal and ends the request. */
async function orRefusal<Done>(work: () => Promise<Done>): Promise<Done | { refusal: ApprovalRefusal }> {
  try {
    return await work();
  } catch (error) {
    const known = error instanceof RuleError || (error instanceof RequestError && error.status < 500);
    if (!known) throw error;
    return { refusal: { code: error.code, sentence: error.message } };
  }
}
