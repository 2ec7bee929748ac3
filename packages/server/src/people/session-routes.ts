import { changePasswordRequest, type Me, routes, sessionBureauRequest, signInRequest } from '@mingjing/api';
import { isAdministrator, placesFor } from '@mingjing/law';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { noteRead } from '../audit/reads.ts';
import { findingRemedies, findingSentence, readFindings } from '../log/findings.ts';
import { readLastOwnRecheck } from '../recheck/last-recheck.ts';
import type { ServerContext } from '../web/context.ts';
import { requirePerson, sessionCookie } from '../web/office-server.ts';
import { RequestError } from '../web/request-error.ts';
import { inPlaceOf } from './in-place-of.ts';
import { noteRefusal } from './note-sign-in.ts';
import { hashPassword } from './passwords.ts';
import type { Person } from './people.ts';
import { actIn, changePassword, checkPassword, signIn, signOut } from './sessions.ts';

/** Signing in and out, and who one is. */
export function sessionRoutes(app: FastifyInstance, context: ServerContext): void {
  app.post(routes.session, async (request, reply) => {
    const { login, password } = signInRequest.parse(request.body);
    const { token, person } = await signIn(context.databases.app, login, password, new Date()).catch(
      async (error: unknown) => {
        await noteRefusal(context, login, error);
        throw error;
      },
    );
    await noteRead(context, person, 'sign-in', 'session');
    setCookie(request, reply, token);
    return me(context, request, person);
  });
  app.get(routes.session, async (request, reply) => {
    // Nobody is an answer, not an error: the sign-in page asks this first.
    if (request.person === null) return reply.type('application/json').send('null');
    return me(context, request, request.person);
  });
  app.delete(routes.session, async (request, reply) => {
    if (request.person !== null) await noteRead(context, request.person, 'sign-out', 'session');
    if (request.sessionToken !== null) await signOut(context.databases.app, request.sessionToken);
    reply.clearCookie(sessionCookie(request.protocol), { path: '/' });
    return reply.status(204).send();
  });
  app.post(routes.sessionBureau, async (request, reply) => {
    const person = requirePerson(request);
    const { bureau } = sessionBureauRequest.parse(request.body);
    const home = { ...person, bureau: person.home ?? person.bureau };
    const { bureaus } = context.resources();
    const placed = bureau === home.bureau ? home : inPlaceOf(bureaus, home, bureau);
    // Whether there is such a bureau is nobody's business whose own does not continue in its place.
    if (placed.bureau !== bureau) throw new RequestError('not-found');
    await actIn(context.databases.app, request.sessionToken ?? '', bureau === home.bureau ? null : bureau);
    await noteRead(context, placed, 'act-in', 'session');
    return reply.status(204).send();
  });
  app.post(routes.password, async (request, reply) => {
    if (request.person === null) throw new RequestError('not-signed-in');
    const { current, next } = changePasswordRequest.parse(request.body);
    const { login } = request.person;
    await checkPassword(context.databases.app, login, current, new Date()).catch(async (error: unknown) => {
      await noteRefusal(context, login, error);
      const wrong = error instanceof RequestError && error.code === 'wrong-password';
      throw wrong ? new RequestError('wrong-password', '原密码不对。') : error;
    });
    if (next === current) throw new RequestError('bad-request', '新密码不能与原密码相同。');
    await changePassword(context.databases.app, request.person.id, await hashPassword(next));
    await noteRead(context, request.person, 'change-password', 'session');
    const { token, person } = await signIn(context.databases.app, request.person.login, next, new Date());
    setCookie(request, reply, token);
    return me(context, request, person);
  });
}

async function me(context: ServerContext, request: FastifyRequest, person: Person): Promise<Me> {
  const findings = await readFindings(context.databases.app, null, new Date());
  const recheck = await readLastOwnRecheck(context.databases.app, context.keyFolder);
  const bureau = context.resources().bureaus.get(person.bureau);
  const local = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/.test(request.headers.host ?? '');
  return {
    id: person.id,
    name: person.name,
    post: person.post,
    login: person.login,
    bureau: { id: person.bureau, name: bureau?.name ?? person.bureau, short: bureau?.short ?? person.bureau },
    unit: person.unit,
    unitName: bureau?.profile.units.find(({ id }) => id === person.unit)?.name ?? null,
    roles: person.roles,
    mustChangePassword: person.mustChangePassword,
    actsFor: [...context.resources().bureaus.values()].flatMap(({ id, name, profile }) =>
      (profile.administeredBy ?? [])
        .filter(({ body, role }) => body === person.bureau && person.roles.includes(role))
        .map(({ role }) => ({ id, name, role })),
    ),
    places: placesOf(context, person),
    demonstration: context.demonstration,
    today: context.clock.today(),
    clockCanAdvance: context.demonstration && context.clock.advance !== undefined,
    portalAddress: context.portalAddress,
    warnings: [
      ...(request.protocol === 'https' || local
        ? []
        : [
            '当前是未加密连接：拍照录像、离线办理不可用，登录信息可能被截获。请系统管理员配置证书（MINGJING_TLS_CERT、MINGJING_TLS_KEY）。',
          ]),
      ...(context.weaker && person.roles.some(isAdministrator) ? [context.weaker] : []),
      ...context.sequencer.halted.values(),
      ...findings.map(
        (finding) =>
          findingSentence(finding, context.resources().bureaus.get(finding.bureau)?.name ?? finding.bureau) +
          findingRemedies[finding.kind],
      ),
      ...(recheck === null || recheck.findings === 0
        ? []
        : [
            `最近一次全量校验（${recheck.finishedAt.toLocaleString('zh-CN', CHINA)}）发现 ${recheck.findings} 处与存证不符。请审计管理员在“全量校验”中查看，并查明是谁改动了数据库或者文件。`,
          ]),
    ],
  };
}

/** The bureaux in whose place the person may act, besides the own one, and which it is now. */
function placesOf(context: ServerContext, person: Person): Me['places'] {
  const { bureaus } = context.resources();
  const home = person.home ?? person.bureau;
  const predecessors = placesFor(bureaus, { bureau: home, roles: person.roles });
  if (predecessors.length === 0) return [];
  return [home, ...predecessors].map((id) => ({
    id,
    name: bureaus.get(id)?.name ?? id,
    own: id === home,
    now: id === person.bureau,
  }));
}

const CHINA = { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' } as const;

function setCookie(request: FastifyRequest, reply: FastifyReply, token: string): void {
  reply.setCookie(sessionCookie(request.protocol), token, {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: request.protocol === 'https',
  });
}
