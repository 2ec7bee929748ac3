import type { BureauCommandRequest, CommandReply } from '@mingjing/api';
import { type Fact, foldProfile, RuleError, refuseEntrusting } from '@mingjing/law';
import { appendToBureau } from '../journal/append-to-bureau.ts';
import { commandDigest } from '../journal/repeated-command.ts';
import { announceLaw } from '../law-in-force/watch-law.ts';
import { acceptedBy, confirmedBy } from '../people/confirmed-by.ts';
import { type Person, peopleOf } from '../people/people.ts';
import type { ServerContext } from '../web/context.ts';
import { RequestError } from '../web/request-error.ts';
import { projectProfile } from './project-profile.ts';
import { recordInBureau } from './record-in-bureau.ts';
import { profileVersion } from './run-bureau-command.ts';

type Entrusting = Extract<
  BureauCommandRequest['command'],
  { type: 'entrust-administrator' | 'take-back-administrator' }
>;

/**
 * A small bureau lets its superior's security or audit administrator hold that post for it, who agrees on the spot; or takes it
 * back, confirmed by another administrator. One transaction tells it in both bodies' streams.
 */
export async function entrustAdministrator(
  context: ServerContext,
  by: Person,
  request: Omit<BureauCommandRequest, 'command'> & { readonly command: Entrusting },
): Promise<CommandReply> {
  const { confirmer, ...told } = request.command;
  const { type, role } = told;
  const { profile } = context.resources().bureaus.get(by.bureau) ?? {};
  const held = (profile?.administeredBy ?? []).find((post) => post.role === role);
  const body = held?.body ?? profile?.superior?.id;
  if (body === undefined || !context.resources().bureaus.has(body))
    throw new RuleError('no-superior', '本机关没有登记上级机关，或者上级机关没有在本系统设立。');
  const confirmed =
    type === 'entrust-administrator'
      ? await acceptedBy(context, by, confirmer, { body, role })
      : await confirmedBy(context, by, confirmer, 'confirm-administrator');
  const digest = commandDigest({ ...request, command: { ...told, confirmedBy: confirmed.id } });
  const asked = { id: request.id, digest, actor: by.id };
  const occurredOn = context.clock.today();
  const recordedAt = context.clock.now().toISOString();
  const reply = await recordInBureau(context, by.bureau, asked, async (client, stream) => {
    const known = stream.map(({ fact }) => fact);
    const before = foldProfile(known);
    if (before === null)
      throw new RequestError('bad-request', '本机关由旧版程序设立，机关信息不能在这里变更。');
    if (profileVersion(stream) !== request.expectedVersion) throw new RequestError('version-conflict');
    const people = await peopleOf(client, [by.bureau]);
    const ownHolds = people.some(({ active, roles }) => active && roles.includes(role));
    const refusal = refuseEntrusting(before, { type, role }, ownHolds);
    if (refusal !== undefined) throw new RuleError(refusal.code, refusal.sentence);
    const isGiven = type === 'entrust-administrator';
    const fact: Fact = {
      type: isGiven ? 'administrator-entrusted' : 'administrator-taken-back',
      occurredOn,
      data: { role, body, confirmedBy: confirmed.id },
    };
    await appendToBureau(client, {
      bureau: body,
      actor: isGiven ? confirmed.id : by.id,
      recordedAt,
      fact: {
        type: isGiven ? 'administration-taken-on' : 'administration-given-back',
        occurredOn,
        data: { role, bureau: by.bureau, askedBy: by.id },
      },
    });
    return { facts: [fact], project: projectProfile(by.bureau, [...known, { ...fact, recordedAt }]) };
  });
  await announceLaw(context.databases.app, by.bureau);
  await context.reloadResources();
  return reply;
}
