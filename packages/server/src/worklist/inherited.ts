import type { WorklistReply } from '@mingjing/api';
import { placesFor } from '@mingjing/law';
import { inPlaceOf } from '../people/in-place-of.ts';
import { type Person, peopleOf } from '../people/people.ts';
import { seeAs } from '../people/see-as.ts';
import type { ServerContext } from '../web/context.ts';

/** What came over to the person's bureau from those that it has succeeded, for whoever may act there. */
export async function inheritedOf(
  context: ServerContext,
  person: Person,
): Promise<WorklistReply['inherited']> {
  if (person.home !== undefined) return [];
  const { bureaus } = context.resources();
  const predecessors = placesFor(bureaus, person);
  if (predecessors.length === 0) return [];
  const own = (await peopleOf(context.databases.app, [person.bureau])).map(({ id }) => id);
  return await Promise.all(
    predecessors.map(async (id) => ({
      id,
      name: bureaus.get(id)?.name ?? id,
      ...(await seeAs(context.databases, inPlaceOf(bureaus, person, id), async (db) => {
        const { rows } = await db.query<{ open: number; untaken: number }>(
          `select count(*)::int as open, (count(*) filter (where not handlers && $2::text[]))::int as untaken
           from case_file where bureau = $1 and closed_on is null`,
          [id, own],
        );
        return rows[0] ?? { open: 0, untaken: 0 };
      })),
    })),
  );
}
