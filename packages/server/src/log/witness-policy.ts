import { join } from 'node:path';
import { type Policy, parsePolicy, VerificationError } from '@mingjing/ledger';
import { durableFiles } from '../platform/durable-files.ts';
import { StartupError } from '../platform/startup-error.ts';

/** The file of the data folder that names the witnesses (C2SP tlog-policy). */
export const WITNESSES = 'witnesses';

/** The policy where nobody is to witness anything. */
export const NO_WITNESSES: Policy = parsePolicy('quorum none\n');

/** Reads the witnesses of an installation; a file that does not hold to the form, or an address that is none, stops the start. */
export async function readWitnessPolicy(dataFolder: string): Promise<Policy> {
  const bytes = await durableFiles().read(join(dataFolder, WITNESSES));
  if (bytes === undefined) return NO_WITNESSES;
  const policy = parse(bytes);
  for (const { name, url } of policy.witnesses)
    if (url !== undefined && !isAddress(url))
      throw refusal(`见证方“${name}”的地址应为 http:// 或 https:// 开头，不含账号和参数`);
  return policy;
}

function parse(bytes: Buffer): Policy {
  try {
    return parsePolicy(bytes.toString('utf8'));
  } catch (error) {
    if (error instanceof VerificationError) throw refusal(error.message);
    throw error;
  }
}

function isAddress(text: string): boolean {
  const url = URL.parse(text);
  return (
    url !== null &&
    /^https?:$/.test(url.protocol) &&
    [url.username, url.password, url.search, url.hash].every((part) => part === '')
  );
}

const refusal = (reason: string) =>
  new StartupError('configuration', `数据文件夹中的 ${WITNESSES} 文件有误：${reason}。`);
