import { randomUUID } from 'node:crypto';
import type { BureauProfile } from '@mingjing/law';
import { inTransaction } from '../journal/database.ts';
import { readStream } from '../journal/read-stream.ts';
import { writeCommand } from '../journal/write-command.ts';
import { createPerson, type Person } from '../people/people.ts';
import type { ServerContext } from '../web/context.ts';
import { publishOfficer } from './create-bureau.ts';

/** Registers a person; a certified officer is made public and enters the bureau's journal in the same transaction. */
export async function registerPerson(
  context: ServerContext,
  profile: BureauProfile,
  by: string,
  person: Omit<Person, 'active' | 'mustChangePassword'> & { readonly passwordHash: string },
): Promise<void> {
  await inTransaction(context.databases.app, async (client) => {
    await createPerson(client, { ...person, mustChangePassword: true });
    if (person.credential === null) return;
    await publishOfficer(client, profile, person);
    const stream = `bureau/${profile.id}`;
    const last = (await readStream(client, stream)).at(-1);
    await writeCommand(client, {
      commandId: randomUUID(),
      digest: '',
      stream,
      bureau: profile.id,
      actor: by,
      recordedAt: context.clock.now().toISOString(),
      after: { version: last?.fact.version ?? 0, commitment: last?.stored.commitment ?? null },
      facts: [
        {
          type: 'officer-registered',
          occurredOn: context.clock.today(),
          data: {
            person: person.id,
            name: person.name,
            post: person.post || '执法人员',
            credentialNumber: person.credential.number,
            validTo: person.credential.validTo,
            area: person.credential.area || profile.region,
          },
        },
      ],
      project: [],
      reply: () => ({}),
    });
  });
  context.sequencer.wake();
}
