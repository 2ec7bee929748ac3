import type { AddBureauRequest, BureauxReply, CommandReply } from '@mingjing/api';
import {
  type BureauProfile,
  bureauProfileSchema,
  defaultNumbering,
  type Fact,
  RuleError,
  rankLabels,
} from '@mingjing/law';
import type { PoolClient } from 'pg';
import { appendToBureau } from '../journal/append-to-bureau.ts';
import { commandDigest } from '../journal/repeated-command.ts';
import { releasedPacks } from '../law-in-force/stored-versions.ts';
import { acceptedBy, confirmedBy } from '../people/confirmed-by.ts';
import { oneTimePassword } from '../people/one-time-password.ts';
import type { Person } from '../people/people.ts';
import type { ServerContext } from '../web/context.ts';
import { RequestError } from '../web/request-error.ts';
import { createBureauIn, type TakenPost } from './create-bureau.ts';
import { firstAdministrators } from './first-administrators.ts';
import { recordInBureau } from './record-in-bureau.ts';

/** The bureaux there are, the release's profiles that are not among them yet, and the packs to choose from. */
export function listBureaux(context: ServerContext): BureauxReply {
  const { bureaus } = context.resources();
  const loaded = releasedPacks();
  return {
    bureaux: [...bureaus.values()].map(({ id, name, demonstration, profile }) => ({
      id,
      name,
      demonstration,
      ended: profile.successor !== undefined,
    })),
    releases: loaded.bureaus
      .filter(({ id }) => !bureaus.has(id))
      .map(({ id, name, superior }) => ({
        id,
        name,
        ...(superior !== undefined && bureaus.has(superior.id) ? { superior: superior.name } : {}),
      })),
    packs: loaded.packs.map(({ id, title, rank }) => ({ id, title, rank: rankLabels[rank] })),
  };
}

/** Creates a further bureau: proposed by the system administrator, confirmed on the spot by the security administrator. */
export async function addBureau(
  context: ServerContext,
  by: Person,
  request: AddBureauRequest,
): Promise<CommandReply> {
  const { administrators, entrusted, confirmer, ...told } = request;
  const confirmed = await confirmedBy(context, by, confirmer, 'confirm-bureau');
  const profile = profileOf(context, request.bureau);
  // Passwords stay out of the digest.
  const named = administrators.map(({ login, name, role }) => ({ login, name, role }));
  const posts = await postsTaken(context, by, profile, entrusted);
  const digest = commandDigest({ ...told, named, posts, confirmer: confirmed.id });
  const asked = { id: request.id, digest, actor: by.id };
  const people = await firstAdministrators(
    profile,
    administrators.map((one) => ({ ...one, password: oneTimePassword([one.role], one.password, confirmer) })),
    posts.map(({ role }) => role),
  );
  const today = context.clock.today();
  try {
    const reply = await recordInBureau(context, by.bureau, asked, async (client) => {
      await createBureauIn(client, {
        profile,
        loaded: releasedPacks(),
        people,
        posts,
        activatedBy: [by.id, confirmed.id],
        demonstration: false,
        now: context.clock.now(),
        today,
      });
      const data = { bureau: profile.id, name: profile.name, confirmedBy: confirmed.id };
      const own = await tellBodies(context, client, by, profile.id, posts);
      return { facts: [{ type: 'bureau-added', occurredOn: today, data }, ...own], project: [] };
    });
    await context.reloadResources();
    return reply;
  } catch (error) {
    const { code, constraint } = error as { code?: string; constraint?: string };
    if (code !== '23505') throw error;
    throw constraint === 'person_login_key'
      ? new RequestError('bad-request', '有登录名已有人用。')
      : new RequestError('bad-request', '这个机关已经设立。');
  }
}

function profileOf(context: ServerContext, wanted: AddBureauRequest['bureau']): BureauProfile {
  const loaded = releasedPacks();
  const { bureaus } = context.resources();
  if ('release' in wanted) {
    const found = loaded.bureaus.find(({ id }) => id === wanted.release);
    if (found === undefined) throw new RequestError('bad-request', '本版程序没有这个机关的资料。');
    // The address and telephone of a profile are made up for demonstrations; a real bureau gives its own.
    const { contact: _invented, ...known } = found;
    return known;
  }
  const unknown = wanted.packs.find((pack) => !loaded.packs.some(({ id }) => id === pack));
  if (unknown !== undefined) throw new RequestError('bad-request', '选了本版程序没有的规定。');
  const superior = wanted.superior === undefined ? undefined : bureaus.get(wanted.superior);
  if (wanted.superior !== undefined && superior === undefined)
    throw new RequestError('bad-request', '上级机关须先在本系统设立。');
  const { id, name, short, region, kinds } = wanted;
  return bureauProfileSchema.parse({
    id,
    name,
    short,
    region,
    kinds,
    ...(superior === undefined ? {} : { superior: { id: superior.id, name: superior.name } }),
    layers: [...new Set(wanted.packs)].map((pack) => ({ pack })),
    units: [...new Set(wanted.units)].map((unit, i) => ({ id: `unit-${i + 1}`, name: unit })),
    numbering: defaultNumbering(wanted.codeWord),
  });
}

/** Each entrusted post with the superior's administrator of that kind who agreed. */
async function postsTaken(
  context: ServerContext,
  by: Person,
  { superior }: BureauProfile,
  entrusted: AddBureauRequest['entrusted'],
): Promise<readonly TakenPost[]> {
  if (entrusted.length === 0) return [];
  if (superior === undefined || !context.resources().bureaus.has(superior.id))
    throw new RuleError('no-superior', '本机关没有登记上级机关，或者上级机关没有在本系统设立。');
  const posts: TakenPost[] = [];
  for (const { role, confirmer } of entrusted) {
    const accepted = await acceptedBy(context, by, confirmer, { body: superior.id, role });
    posts.push({ role, body: superior.id, confirmedBy: accepted.id });
  }
  return posts;
}

/** Tells the superior's own stream; gives back what belongs into the stream that is being written just now. */
async function tellBodies(
  context: ServerContext,
  client: PoolClient,
  by: Person,
  bureau: string,
  posts: readonly TakenPost[],
): Promise<readonly Fact[]> {
  const own: Fact[] = [];
  for (const { role, body, confirmedBy: actor } of posts) {
    const occurredOn = context.clock.today();
    const fact: Fact = {
      type: 'administration-taken-on',
      occurredOn,
      data: { role, bureau, askedBy: by.id },
    };
    if (body === by.bureau) own.push(fact);
    else
      await appendToBureau(client, {
        bureau: body,
        actor,
        recordedAt: context.clock.now().toISOString(),
        fact,
      });
  }
  return own;
}
