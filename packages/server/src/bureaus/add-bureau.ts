import { randomUUID } from 'node:crypto';
import type { AddBureauRequest, BureauxReply, CommandReply } from '@mingjing/api';
import { type BureauProfile, bureauProfileSchema, defaultNumbering, rankLabels } from '@mingjing/law';
import { commandDigest } from '../journal/repeated-command.ts';
import { releasedPacks } from '../law-in-force/stored-versions.ts';
import { confirmedBy } from '../people/confirmed-by.ts';
import { hashPassword } from '../people/passwords.ts';
import type { Person } from '../people/people.ts';
import type { ServerContext } from '../web/context.ts';
import { RequestError } from '../web/request-error.ts';
import { createBureauIn, type NewPerson } from './create-bureau.ts';
import { recordInBureau } from './record-in-bureau.ts';

/** The bureaux there are, the release's profiles that are not among them yet, and the packs to choose from. */
export function listBureaux(context: ServerContext): BureauxReply {
  const { bureaus } = context.resources();
  const loaded = releasedPacks();
  return {
    bureaux: [...bureaus.values()].map(({ id, name, demonstration }) => ({ id, name, demonstration })),
    releases: loaded.bureaus.filter(({ id }) => !bureaus.has(id)).map(({ id, name }) => ({ id, name })),
    packs: loaded.packs.map(({ id, title, rank }) => ({ id, title, rank: rankLabels[rank] })),
  };
}

/** Creates a further bureau: proposed by the system administrator, confirmed on the spot by the security administrator. */
export async function addBureau(
  context: ServerContext,
  by: Person,
  request: AddBureauRequest,
): Promise<CommandReply> {
  const { administrators, confirmer, ...told } = request;
  const confirmed = await confirmedBy(context, by, confirmer, 'confirm-bureau');
  const profile = profileOf(context, request.bureau);
  // Passwords stay out of the digest.
  const named = administrators.map(({ login, name, role }) => ({ login, name, role }));
  const digest = commandDigest({ ...told, named, confirmer: confirmed.id });
  const asked = { id: request.id, digest, actor: by.id };
  const people = await administratorsOf(profile, administrators);
  const today = context.clock.today();
  try {
    const reply = await recordInBureau(context, by.bureau, asked, async (client) => {
      await createBureauIn(client, {
        profile,
        loaded: releasedPacks(),
        people,
        activatedBy: [by.id, confirmed.id],
        demonstration: false,
        now: context.clock.now(),
        today,
      });
      const data = { bureau: profile.id, name: profile.name, confirmedBy: confirmed.id };
      return { facts: [{ type: 'bureau-added', occurredOn: today, data }], project: [] };
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

async function administratorsOf(
  profile: BureauProfile,
  wanted: AddBureauRequest['administrators'],
): Promise<readonly NewPerson[]> {
  const different = (texts: readonly string[]) => new Set(texts).size === 3;
  if (
    !different(wanted.map(({ role }) => role)) ||
    !different(wanted.map(({ login }) => login)) ||
    !different(wanted.map(({ name }) => name))
  )
    throw new RequestError('bad-request', '系统、安全、审计三名管理员须由不同的人担任，登录名各不相同。');
  return await Promise.all(
    wanted.map(async ({ login, name, password, role }) => ({
      id: `person-${randomUUID()}`,
      bureau: profile.id,
      unit: profile.units[0]?.id ?? null,
      login,
      name,
      post: '',
      roles: [role],
      mustChangePassword: true,
      credential: null,
      passwordHash: await hashPassword(password),
    })),
  );
}
