import { type CaseState, type Fact, InputError } from '@mingjing/law';
import type { PoolClient } from 'pg';
import type { Databases } from '../journal/database.ts';
import { seenBy, type Viewer } from '../people/see-as.ts';

/**
 * Refuses to take in a paper case that is there already: same kind, day and number; one that was refused can come again. Until the
 * transaction ends, whoever takes in another case of that day waits, so that of two at once the later one finds the first.
 */
export async function refuseAdoptedBefore(
  client: PoolClient,
  databases: Databases,
  viewer: Viewer,
  bureau: string,
  facts: readonly Fact[],
): Promise<void> {
  const adopted = facts.find(({ type }) => type === 'case-adopted');
  if (adopted === undefined) return;
  const { kind, numbers } = adopted.data;
  const given = (numbers as readonly Readonly<Record<string, string>>[]).flatMap((one) => Object.values(one));
  await client.query(`select pg_advisory_xact_lock(hashtextextended('adopt/' || $1, 0))`, [
    `${bureau}/${kind}/${adopted.occurredOn}`,
  ]);
  const { rows } = await seenBy(databases, viewer).query<Pick<CaseState, 'title'>>(
    `select title from case_file c
     where bureau = $1 and kind = $2 and opened_on = $3 and number = any($4)
       and not exists (select from journal j where j.stream = 'case/' || c.id and j.type = 'adoption-refused') limit 1`,
    [bureau, kind, adopted.occurredOn, given],
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
