import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';
import { StartupError } from './startup-error.ts';

/** Everything the surroundings may tell the server; read once at start. */
export type Config = Readonly<{
  dataFolder: string;
  host: string;
  portalPort: number;
  officePort: number;
  /** Where the public reaches the portal, as it is printed on documents; without it the portal's own address. */
  portalAddress?: string;
  /** Addresses or networks of proxies before the portal, whose word on the visitor's address is taken. */
  trustedProxies?: readonly string[];
  databaseUrl?: string;
  /** The file of the passwords with which each part signs in to that database under a login of its own. */
  databaseLogins?: string;
  /** A folder of PostgreSQL programs to use instead of the bundled ones. */
  postgresFolder?: string;
  tls?: Readonly<{ certificateFile: string; keyFile: string }>;
  /** A time-stamp authority, and the file of the certificates that its own must lead to. */
  timeStamps?: Readonly<{ url: string; certificatesFile: string }>;
  demonstration: boolean;
  clockStart?: Date;
}>;

/** Reads environment and arguments; all contradictions are reported at once in a StartupError 'configuration'. */
export const readConfig = (
  env: Readonly<Record<string, string | undefined>>,
  argv: readonly string[] = [],
): Config => {
  const problems: string[] = [];
  const given = (name: string) => env[name]?.trim() || undefined;
  const demonstration = readFlags(argv, problems);
  const portalPort = readPort('PORT', given('PORT'), 8080, problems);
  const officePort = readPort('OFFICE_PORT', given('OFFICE_PORT'), 8081, problems);
  if (portalPort === officePort && portalPort !== 0) {
    problems.push(`PORT 与 OFFICE_PORT 不能相同（均为 ${portalPort}）：公示网站与办案系统必须分开访问`);
  }
  const portalAddress = readPortalAddress(given('MINGJING_PORTAL_ADDRESS'), problems);
  const trustedProxies = readProxies(given('MINGJING_TRUSTED_PROXIES'), problems);
  const postgresFolder = given('MINGJING_POSTGRES_BIN');
  const databaseUrl = readDatabaseUrl(given('DATABASE_URL'), problems);
  const databaseLogins = given('MINGJING_DATABASE_LOGINS');
  if (databaseLogins !== undefined && databaseUrl === undefined)
    problems.push('设置了 MINGJING_DATABASE_LOGINS，还须设置 DATABASE_URL：自带的数据库本来就各用各的账号');
  const tls = readTls(given('MINGJING_TLS_CERT'), given('MINGJING_TLS_KEY'), problems);
  const timeStamps = readTimeStamps(given('MINGJING_TSA'), given('MINGJING_TSA_CA'), problems);
  const mayTurnClock = demonstration || env.NODE_ENV === 'test';
  const clockStart = readClock(given('MINGJING_CLOCK'), mayTurnClock, problems);
  if (problems.length > 0) throw new StartupError('configuration', `配置有误：${problems.join('；')}。`);
  return {
    dataFolder: resolve(given('MINGJING_DATA') ?? 'data'),
    // Without a certificate only this computer is served; with one, whoever set it up wants others to come.
    host: given('MINGJING_HOST') ?? (tls === undefined ? '127.0.0.1' : '0.0.0.0'),
    portalPort,
    officePort,
    ...(portalAddress === undefined ? {} : { portalAddress }),
    ...(trustedProxies === undefined ? {} : { trustedProxies }),
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    ...(databaseLogins === undefined ? {} : { databaseLogins: resolve(databaseLogins) }),
    ...(postgresFolder === undefined ? {} : { postgresFolder: resolve(postgresFolder) }),
    ...(tls === undefined ? {} : { tls }),
    ...(timeStamps === undefined ? {} : { timeStamps }),
    demonstration,
    ...(clockStart === undefined ? {} : { clockStart }),
  };
};

const readFlags = (argv: readonly string[], problems: string[]): boolean => {
  const unknown = argv.filter((argument) => argument !== '--demo');
  if (unknown.length > 0) problems.push(`不认识的参数 ${unknown.join(' ')}（只有 --demo 可用）`);
  return argv.includes('--demo');
};

const readPort = (name: string, text: string | undefined, fallback: number, problems: string[]): number => {
  if (text === undefined) return fallback;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65535) return port;
  problems.push(`${name} 应为 0 至 65535 的整数，现为“${text}”`);
  return fallback;
};

const readPortalAddress = (text: string | undefined, problems: string[]): string | undefined => {
  if (text === undefined) return undefined;
  const url = URL.parse(text);
  if (url !== null && /^https?:$/.test(url.protocol) && url.href === `${url.origin}${url.pathname}`)
    return url.href.replace(/\/+$/, '');
  problems.push('MINGJING_PORTAL_ADDRESS 应为公众访问公示门户的 http:// 或 https:// 地址，不带参数');
  return undefined;
};

const readProxies = (text: string | undefined, problems: string[]): readonly string[] | undefined => {
  if (text === undefined) return undefined;
  const all = text.split(',').map((one) => one.trim());
  const isNetwork = (one: string) => {
    const [address = '', bits, ...more] = one.split('/');
    const most = isIP(address) === 4 ? 32 : 128;
    return (
      isIP(address) !== 0 &&
      more.length === 0 &&
      // A network of everybody would let every visitor name an address at will.
      (bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= most))
    );
  };
  if (all.every(isNetwork)) return all;
  problems.push(
    'MINGJING_TRUSTED_PROXIES 应为反向代理的 IP 地址或者网段，用逗号隔开，如 10.1.2.3,10.2.0.0/16',
  );
  return undefined;
};

const readDatabaseUrl = (text: string | undefined, problems: string[]): string | undefined => {
  if (text === undefined) return undefined;
  // The form for a local socket, user@/name?host=/folder, has no host where a URL wants one.
  const address = URL.parse(text.replace('@/', '@localhost/'));
  if (address !== null && /^postgres(ql)?:$/.test(address.protocol)) return address.href;
  problems.push('DATABASE_URL 应形如 postgresql://用户:密码@主机:5432/库名');
  return undefined;
};

const readTimeStamps = (address: string | undefined, file: string | undefined, problems: string[]) => {
  if (address === undefined && file === undefined) return undefined;
  const url = URL.parse(address ?? '');
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
    problems.push('MINGJING_TSA 应为时间戳机构的 http:// 或 https:// 地址');
  if (file === undefined) problems.push('设置了 MINGJING_TSA，还须用 MINGJING_TSA_CA 指定该机构的根证书文件');
  return { url: url?.href ?? '', certificatesFile: resolve(file ?? '') };
};

const readTls = (certificateFile: string | undefined, keyFile: string | undefined, problems: string[]) => {
  if (certificateFile !== undefined && keyFile !== undefined) {
    return { certificateFile: resolve(certificateFile), keyFile: resolve(keyFile) };
  }
  if (certificateFile !== undefined) problems.push('设置了 MINGJING_TLS_CERT，还须设置 MINGJING_TLS_KEY');
  if (keyFile !== undefined) problems.push('设置了 MINGJING_TLS_KEY，还须设置 MINGJING_TLS_CERT');
  return undefined;
};

const legalDate = z.iso.date();
const instant = z.iso.datetime({ offset: true });

const readClock = (text: string | undefined, allowed: boolean, problems: string[]): Date | undefined => {
  if (text === undefined) return undefined;
  if (!allowed) problems.push('MINGJING_CLOCK 只能与 --demo 一起使用：正式运行必须使用真实时间');
  if (legalDate.safeParse(text).success) return new Date(`${text}T09:00:00+08:00`);
  if (instant.safeParse(text).success) return new Date(text);
  problems.push(`MINGJING_CLOCK 应为 2026-09-01 或 2026-09-01T09:00:00+08:00 的形式，现为“${text}”`);
  return undefined;
};
