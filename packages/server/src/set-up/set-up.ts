import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { setUpRequest } from '@mingjing/api';
import type { z } from 'zod';
import { createBureau } from '../bureaus/create-bureau.ts';
import { firstAdministrators } from '../bureaus/first-administrators.ts';
import { seedOnce } from '../demo/demonstration-data.ts';
import { loadPacks } from '../packs/load.ts';
import type { Config } from '../platform/config.ts';
import type { ServerContext } from '../web/context.ts';
import { RequestError } from '../web/request-error.ts';

/** The first set-up of an empty installation: a one-time token, used up when the first bureau exists. */
export interface SetUp {
  token(): string | null;
  profiles(): readonly { id: string; name: string }[];
  run(context: ServerContext, request: z.infer<typeof setUpRequest>): Promise<void>;
}

/** Seeds the demonstration, or opens the set-up, where there is no bureau yet. */
export async function openSetUp(context: ServerContext, config: Config): Promise<SetUp> {
  const empty = context.resources().bureaus.size === 0;
  if (empty && config.demonstration) {
    await seedOnce(context);
    await context.reloadResources();
    return closed;
  }
  if (!empty) return closed;
  const loaded = loadPacks();
  let token: string | null = randomBytes(24).toString('base64url');
  return {
    token: () => token,
    profiles: () => (token === null ? [] : loaded.bureaus).map(({ id, name }) => ({ id, name })),
    run: async (inside, request) => {
      if (token === null) throw new RequestError('set-up-done');
      const given = Buffer.from(request.token);
      const wanted = Buffer.from(token);
      if (given.length !== wanted.length || !timingSafeEqual(given, wanted))
        throw new RequestError('forbidden', '这个设置链接无效。看启动窗口里最新的一条。');
      // Used up before the work begins, so that two who hold the link cannot both carry it out; given back where it fails.
      const used = token;
      token = null;
      try {
        await createFirstBureau(inside, request, loaded);
      } catch (error) {
        token = used;
        throw error;
      }
    },
  };
}

async function createFirstBureau(
  context: ServerContext,
  request: z.infer<typeof setUpRequest>,
  loaded: ReturnType<typeof loadPacks>,
): Promise<void> {
  const found = loaded.bureaus.find(({ id }) => id === request.bureau.profile);
  if (found === undefined) throw new RequestError('bad-request', '没有这个单位的规定包。');
  // The address and telephone of a profile are made up for demonstrations; a real bureau gives its own.
  const { contact: _invented, ...known } = found;
  const profile = request.bureau.name === undefined ? known : { ...known, name: request.bureau.name };
  const people = await firstAdministrators(profile, request.administrators);
  const byRole = (role: string) => people.find((person) => person.roles.includes(role as never))?.id ?? '';
  await createBureau(context.databases.app, {
    profile,
    loaded,
    people,
    activatedBy: [byRole('system-administrator'), byRole('security-administrator')],
    demonstration: false,
    now: context.clock.now(),
    today: context.clock.today(),
  });
  await context.reloadResources();
  context.sequencer.wake();
}

const closed: SetUp = {
  token: () => null,
  profiles: () => [],
  run: async () => {
    throw new RequestError('set-up-done');
  },
};
