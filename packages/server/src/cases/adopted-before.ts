import { type CaseState, type Fact, InputError } from '@mingjing/law';
import type { Databases } from '../journal/database.ts';
import { seenBy, type Viewer } from '../people/see-as.ts';

/** Refuses to take in a paper case that is there already: same kind, day and number; one that was refused can come again. */
export async function refuseAdoptedBefore(
  databases: Databases,
  viewer: Viewer,
  bureau: string,
  facts: readonly Fact[],
): Promise<void> {
  const adopted = facts.find(({ type }) => type === 'case-adopted');
  if (adopted === undefined) return;
  const numbers = (adopted.data.numbers as readonly Readonly<Record<string, string>>[]).flatMap((one) =>
    Object.values(one),
  );
  const { rows } = await seenBy(databases, viewer).query<Pick<CaseState, 'title'>>(
    `select title from case_file
     where bureau = $1 and kind = $2 and opened_on = $3 and number = any($4) and not (stage = 'closed' and closed_on is null) limit 1`,
    [bureau, adopted.data.kind, adopted.occurredOn, numbers],
  );
  const [known] = rows;
  if (known === undefined) return;
  throw new InputError([
    {
      path: 'number',
      sentence: `同一天开始、同一案号的案件“${known.title}”已经在本系统中，不能再转入一次。`,
    },
  ]);
}
