import type { AwaitingRow } from '@mingjing/api';
import { firstOpenCommand } from '@mingjing/law';
import type { Person } from '../people/people.ts';
import { publicationsAwaiting } from '../publications/publications-awaiting.ts';
import { viewingAwaiting } from '../viewing/viewing-awaiting.ts';
import type { ServerContext } from '../web/context.ts';
import type { lawByCase } from './law-of-case.ts';
import type { OpenCase } from './open-cases.ts';

/** What waits for this person's word; of publications the oldest are listed and all are counted. */
export interface Awaiting {
  readonly rows: readonly AwaitingRow[];
  readonly count: number;
  readonly publications: number;
  readonly viewing: number;
}

/** Steps of cases, drafts to publish and askings to view that are this person's to decide. */
export async function awaitingOf(
  context: ServerContext,
  person: Person,
  open: readonly OpenCase[],
  names: ReadonlyMap<string, string>,
  lawOf: ReturnType<typeof lawByCase>,
): Promise<Awaiting> {
  const [cases, publications, viewing] = [
    await casesAwaiting(context, person, open, names, lawOf),
    await publicationsAwaiting(context, person, names),
    await viewingAwaiting(context, person),
  ];
  return {
    rows: [...cases, ...publications.rows, ...viewing],
    count: cases.length + publications.count + viewing.length,
    publications: publications.count,
    viewing: viewing.length,
  };
}

/** Cases whose next step is this person's: reviewers, approvers, legal reviewers and the superior's people. */
async function casesAwaiting(
  context: ServerContext,
  person: Person,
  open: readonly OpenCase[],
  names: ReadonlyMap<string, string>,
  lawOf: ReturnType<typeof lawByCase>,
): Promise<readonly AwaitingRow[]> {
  const found: AwaitingRow[] = [];
  for (const { id, state, updatedAt } of open) {
    const action = firstOpenCommand(state, await lawOf(state), AWAITED);
    const actor = state.entries.at(-1)?.actor;
    if (action !== undefined)
      found.push({
        caseId: id,
        // What is asked, not how it will be answered.
        label: action.label.replace(/^同意/, ''),
        title: state.title,
        number: state.number,
        party: state.party?.name ?? '已依法删除',
        from:
          state.bureau === person.bureau
            ? null
            : (context.resources().bureaus.get(state.bureau)?.short ?? state.bureau),
        by: names.get(actor ?? '') ?? '',
        at: updatedAt,
      });
  }
  return found;
}

const AWAITED = new Set([
  'confirm-adoption',
  'review-opinion',
  'approve-opinion',
  'approve-extension',
  'seal-certificate',
  'approve-filing',
  'review-report',
  'give-legal-review',
  'make-penalty-decision',
  'make-permit-decision',
  'confirm-correction',
  'confirm-document-correction',
  'confirm-erasure',
  'assign-handlers',
  'take-over-case',
  'deliberate',
]);
