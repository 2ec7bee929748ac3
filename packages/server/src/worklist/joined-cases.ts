import type { JoinedCase } from '@mingjing/api';
import { firstOpenCommand, participationLabels } from '@mingjing/law';
import type { Person } from '../people/people.ts';
import type { ServerContext } from '../web/context.ts';
import type { lawByCase } from './law-of-case.ts';
import type { OpenCase } from './open-cases.ts';

/** Cases of other bureaux for which the person's was named, where this person can add to them now. */
export async function joinedCases(
  context: ServerContext,
  person: Person,
  open: readonly OpenCase[],
  lawOf: ReturnType<typeof lawByCase>,
): Promise<readonly JoinedCase[]> {
  const found: JoinedCase[] = [];
  for (const { id, state } of open) {
    const part = state.participants.find(({ body, as }) => body === person.bureau && NAMED.has(as));
    if (part === undefined) continue;
    const action = firstOpenCommand(state, await lawOf(state), OPEN_TO_THEM);
    if (action === undefined) continue;
    found.push({
      id,
      number: state.number,
      party: state.party?.name ?? '已依法删除',
      from: context.resources().bureaus.get(state.bureau)?.short ?? state.bureau,
      as: participationLabels[part.as as keyof typeof participationLabels],
      can: action.label,
    });
  }
  return found;
}

const NAMED: ReadonlySet<string> = new Set(['joint', 'entrusted', 'supervising']);
const OPEN_TO_THEM: ReadonlySet<string> = new Set(['attach-record', 'end-supervision']);
