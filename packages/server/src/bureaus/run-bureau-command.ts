import { randomUUID } from 'node:crypto';
import type { BureauCommandRequest, CommandReply } from '@mingjing/api';
import {
  type BureauProfile,
  changedSections,
  type Fact,
  factTypes,
  foldProfile,
  profileFacts,
  type Refusal,
  RuleError,
  refuseMatter,
  refuseProfileChange,
  toMatter,
} from '@mingjing/law';
import type { ReadFact } from '../journal/fact-codec.ts';
import { commandDigest } from '../journal/repeated-command.ts';
import { announceLaw } from '../law-in-force/watch-law.ts';
import { type Person, peopleOf } from '../people/people.ts';
import type { ServerContext } from '../web/context.ts';
import { RequestError } from '../web/request-error.ts';
import { projectProfile } from './project-profile.ts';
import { recordInBureau } from './record-in-bureau.ts';

/** The commands that a bureau's people give alone. */
type ProfileCommand = Exclude<
  BureauCommandRequest['command'],
  { type: 'entrust-administrator' | 'take-back-administrator' | 'succeed-bureau' }
>;

/** Changes what the bureau is or which matters it handles: a fact, and the bureau's row with it. */
export async function runBureauCommand(
  context: ServerContext,
  by: Person,
  request: Omit<BureauCommandRequest, 'command'> & { readonly command: ProfileCommand },
): Promise<CommandReply> {
  const asked = { id: request.id, digest: commandDigest(request), actor: by.id };
  const reply = await recordInBureau(context, by.bureau, asked, async (client, stream) => {
    const known = stream.map(({ fact }) => fact);
    const profile = foldProfile(known);
    if (profile === null)
      throw new RequestError('bad-request', '本机关由旧版程序设立，机关信息不能在这里变更。');
    if (profileVersion(stream) !== request.expectedVersion) throw new RequestError('version-conflict');
    const people = await peopleOf(client, [by.bureau]);
    const occupied = people.flatMap(({ unit, active }) => (unit !== null && active ? [unit] : []));
    const fact = decide(profile, request.command, occupied, context.clock.today());
    const recorded = { ...fact, recordedAt: context.clock.now().toISOString() };
    return { facts: [fact], project: projectProfile(by.bureau, [...known, recorded]) };
  });
  await announceLaw(context.databases.app, by.bureau);
  await context.reloadResources();
  return reply;
}

/** The version by which two people who change the same bureau notice each other. */
export function profileVersion(stream: readonly ReadFact[]): number {
  return stream.findLast(({ fact }) => profileFacts.includes(fact.type))?.fact.version ?? 0;
}

function decide(
  profile: BureauProfile,
  command: ProfileCommand,
  occupied: readonly string[],
  occurredOn: string,
): Fact {
  const fact = (type: Fact['type'], data: Fact['data']): Fact => {
    factTypes[type].schema.parse(data);
    return { type, occurredOn, data };
  };
  if (command.type === 'change-profile') {
    insist(refuseProfileChange(profile, command.changes, occupied));
    return fact('bureau-profile-changed', { changes: changedSections(profile, command.changes) });
  }
  insist(refuseMatter(profile, command));
  const newId = `matter-${randomUUID().slice(0, 13)}`;
  switch (command.type) {
    case 'add-matter':
      return fact('matter-added', { matter: toMatter(command.matter, newId) });
    case 'change-matter':
      return fact('matter-changed', {
        replaces: command.replaces,
        matter: toMatter(command.matter, newId),
      });
    case 'retire-matter':
      return fact('matter-retired', { matter: command.matter, reason: command.reason });
  }
}

function insist(refusal: Refusal | undefined): void {
  if (refusal !== undefined) throw new RuleError(refusal.code, refusal.sentence);
}
