import { parseDecimal, toHex } from '../encoding.ts';
import { VerificationError } from '../errors.ts';
import { parseVkey, type Verifier } from './vkey.ts';

/** A log or witness that a policy knows, and where it is reached. */
export type PolicyLog = { readonly verifier: Verifier; readonly url?: string };
export type PolicyWitness = PolicyLog & { readonly name: string };

/** Which logs and witnesses count, and how many of them make a checkpoint count (C2SP tlog-policy). */
export type Policy = {
  readonly logs: readonly PolicyLog[];
  readonly witnesses: readonly PolicyWitness[];
  /** Whether the quorum is reached by these witnesses; the quorum `none` is reached by nobody's cosignature. */
  readonly isReachedBy: (hasSigned: (witness: PolicyWitness) => boolean) => boolean;
  /** As it was written. */
  readonly text: string;
};

/** Reads a policy's text strictly; the refusal names the line. */
export function parsePolicy(text: string): Policy {
  if (!text.isWellFormed() || FORBIDDEN.test(text)) throw malformed('只许有可见字符、空格、制表符和换行');
  const reading: Reading = { logs: [], witnesses: [], rules: new Map(), members: new Set() };
  for (const [i, line] of text.split('\n').entries()) {
    const words = line.split(/[ \t]+/).filter(Boolean);
    if (words.length === 0 || words[0]?.startsWith('#')) continue;
    const problem = readLine(reading, words);
    if (problem !== undefined) throw malformed(`第 ${i + 1} 行${problem}`);
  }
  const { logs, witnesses, quorum } = reading;
  if (quorum === undefined) throw malformed('没有 quorum 一行');
  return { logs, witnesses, isReachedBy: quorum, text };
}

type HasSigned = (witness: PolicyWitness) => boolean;
type Rule = (hasSigned: HasSigned) => boolean;
type Reading = {
  readonly logs: PolicyLog[];
  readonly witnesses: PolicyWitness[];
  readonly rules: Map<string, Rule>;
  readonly members: Set<string>;
  quorum?: Rule;
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters a policy must not hold
const FORBIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f]/;
const NONE = 'none';
const MOST = 64;

/** Takes one line in; answers what is wrong with it. */
function readLine(reading: Reading, [word, ...rest]: readonly string[]): string | undefined {
  switch (word) {
    case 'log':
      return readLog(reading, rest);
    case 'witness':
      return readWitness(reading, rest);
    case 'group':
      return readGroup(reading, rest);
    case 'quorum':
      return readQuorum(reading, rest);
    default:
      return '不是 log、witness、group、quorum 之一';
  }
}

function readLog(reading: Reading, [vkey = '', url, ...more]: readonly string[]): string | undefined {
  const verifier = readKey(vkey, 'note');
  if (verifier === undefined || more.length > 0) return '的日志公钥不符合格式';
  if (isListed(reading.logs, verifier)) return '的日志公钥重复';
  if (reading.logs.length === MOST) return `：日志多于 ${MOST} 个`;
  reading.logs.push(url === undefined ? { verifier } : { verifier, url });
  return undefined;
}

function readWitness(reading: Reading, [name = '', vkey = '', url, ...more]: readonly string[]) {
  const verifier = readKey(vkey, 'cosignature');
  if (verifier === undefined || more.length > 0) return '的见证方公钥不符合格式';
  if (isListed(reading.witnesses, verifier)) return '的见证方公钥重复';
  const witness = url === undefined ? { name, verifier } : { name, verifier, url };
  const problem = define(reading, name, (hasSigned) => hasSigned(witness));
  if (problem === undefined) reading.witnesses.push(witness);
  return problem;
}

function readGroup(reading: Reading, [name = '', threshold = '', ...members]: readonly string[]) {
  const rules = members.map((member) => reading.rules.get(member));
  if (members.length === 0 || rules.includes(undefined)) return '的成员没有在前面定义';
  if (members.some((member, i) => reading.members.has(member) || members.indexOf(member) !== i))
    return '的成员已经列入过';
  const needed =
    threshold === 'all' ? members.length : threshold === 'any' ? 1 : (parseDecimal(threshold) ?? 0);
  if (needed < 1 || needed > members.length) return '要求的个数不合理';
  const problem = define(
    reading,
    name,
    (hasSigned) => rules.filter((rule) => rule?.(hasSigned)).length >= needed,
  );
  if (problem === undefined) for (const member of members) reading.members.add(member);
  return problem;
}

function readQuorum(reading: Reading, [name = '', ...more]: readonly string[]): string | undefined {
  if (reading.quorum !== undefined) return '：quorum 只能有一行';
  const rule = name === NONE ? () => true : reading.rules.get(name);
  if (rule === undefined || more.length > 0) return '所指的名称没有在前面定义';
  reading.quorum = rule;
  return undefined;
}

function define(reading: Reading, name: string, rule: Rule): string | undefined {
  if (name === NONE || reading.rules.has(name)) return '的名称已经用过';
  if (reading.rules.size === 2 * MOST) return `：见证方和组多于 ${2 * MOST} 个`;
  reading.rules.set(name, rule);
  return undefined;
}

function readKey(vkey: string, kind: Verifier['kind']): Verifier | undefined {
  try {
    const verifier = parseVkey(vkey);
    return verifier.kind === kind ? verifier : undefined;
  } catch {
    return undefined;
  }
}

/** The same key under another name is the same witness. */
function isListed(listed: readonly PolicyLog[], { publicKey }: Verifier): boolean {
  return listed.some(({ verifier }) => toHex(verifier.publicKey) === toHex(publicKey));
}

function malformed(part: string): VerificationError {
  return new VerificationError('policy-malformed', part);
}
