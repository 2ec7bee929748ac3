import type { CommandReply, WitnessCommandRequest } from '@mingjing/api';
import { type Fact, foldProfile, presentWitnesses, RuleError, refuseWitness } from '@mingjing/law';
import { equalBytes, parseVkey, VerificationError, type Verifier } from '@mingjing/ledger';
import { commandDigest } from '../../journal/repeated-command.ts';
import { announceLaw } from '../../law-in-force/watch-law.ts';
import { readAllLogs } from '../../log/logs.ts';
import { confirmedBy } from '../../people/confirmed-by.ts';
import type { Person } from '../../people/people.ts';
import type { ServerContext } from '../../web/context.ts';
import { RequestError } from '../../web/request-error.ts';
import { projectProfile } from '../project-profile.ts';
import { recordInBureau } from '../record-in-bureau.ts';
import { profileVersion } from '../run-bureau-command.ts';

/** Names a witness of a bureau's log or ends one: two administrators of different kinds, one fact. */
export async function changeWitness(
  context: ServerContext,
  by: Person,
  bureau: string,
  request: WitnessCommandRequest,
): Promise<CommandReply> {
  const { confirmer, ...command } = request.command;
  const confirmed = await confirmedBy(context, by, confirmer, 'confirm-witnesses', bureau);
  const digest = commandDigest({ ...request, bureau, command: { ...command, confirmedBy: confirmed.id } });
  const asked = { id: request.id, digest, actor: by.id };
  const reply = await recordInBureau(context, bureau, asked, async (client, stream) => {
    const known = stream.map(({ fact }) => fact);
    const before = foldProfile(known);
    if (before === null)
      throw new RequestError('bad-request', '本机关由旧版程序设立，机关信息不能在这里变更。');
    if (profileVersion(stream) !== request.expectedVersion) throw new RequestError('version-conflict');
    const { type, quorum, ...told } = command;
    const change = 'reason' in told ? { vkey: told.vkey } : { witness: told };
    const refusal = refuseWitness(before, { type, quorum, ...change } as Parameters<typeof refuseWitness>[1]);
    if (refusal !== undefined) throw new RuleError(refusal.code, refusal.sentence);
    if (!('reason' in told)) {
      const own = await readAllLogs(client);
      checkKey(
        told.vkey,
        own.map(({ vkey }) => parseVkey(vkey)),
      );
      checkAddress(told.address);
    }
    const name = presentWitnesses(before).find(({ vkey }) => vkey === told.vkey)?.name;
    const fact: Fact = {
      type: type === 'name-witness' ? 'witness-named' : 'witness-ended',
      occurredOn: context.clock.today(),
      data: { ...(name === undefined ? {} : { name }), ...told, quorum, confirmedBy: confirmed.id },
    };
    const recorded = { ...fact, recordedAt: context.clock.now().toISOString() };
    return { facts: [fact], project: projectProfile(bureau, [...known, recorded]) };
  });
  await announceLaw(context.databases.app, bureau);
  await context.reloadResources();
  return reply;
}

/** A key for cosignatures, and none by which a log of this installation signs. */
function checkKey(vkey: string, own: readonly Verifier[]): void {
  const key = read(vkey);
  if (key?.kind !== 'cosignature')
    throw new RequestError('bad-request', '见证方公钥不符合格式。', [
      { key: 'vkey', message: '照见证方给的一整行粘贴，形如 名称+八位十六进制+公钥。' },
    ]);
  if (own.some(({ publicKey }) => equalBytes(publicKey, key.publicKey)))
    throw new RequestError('bad-request', '这是本系统日志自己的密钥，不能为自己作见证。', [
      { key: 'vkey', message: '填见证方自己的公钥。' },
    ]);
}

function read(vkey: string): Verifier | undefined {
  try {
    return parseVkey(vkey);
  } catch (error) {
    if (error instanceof VerificationError) return undefined;
    throw error;
  }
}

function checkAddress(address: string | undefined): void {
  if (address === undefined) return;
  const url = URL.parse(address);
  // What answers on this very link is the machine or its cloud, never another bureau.
  const isLinkLocal = url !== null && /^(169\.254\.|\[fe[89ab])/i.test(url.hostname);
  if (
    url === null ||
    isLinkLocal ||
    /\s/.test(address) ||
    [url.username, url.password, url.search, url.hash].some((part) => part !== '')
  )
    throw new RequestError('bad-request', '见证方的地址应为 http:// 或者 https:// 开头，不含账号和参数。', [
      { key: 'address', message: '核对地址。' },
    ]);
}
