import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';

describe('the surroundings are read strictly', () => {
  test('without any setting: this computer only, folder data, ports 8080 and 8081, real time', () => {
    expect(readConfig({})).toEqual({
      dataFolder: resolve('data'),
      host: '127.0.0.1',
      portalPort: 8080,
      officePort: 8081,
      demonstration: false,
    });
  });

  test('with a certificate every interface is served', () => {
    const config = readConfig({ MINGJING_TLS_CERT: '/etc/m.pem', MINGJING_TLS_KEY: '/etc/m.key' });
    expect(config.host).toBe('0.0.0.0');
    expect(config.tls).toEqual({ certificateFile: '/etc/m.pem', keyFile: '/etc/m.key' });
  });

  test('a time-stamp authority comes with the certificates that it is trusted by', () => {
    const both = { MINGJING_TSA: 'https://tsa.test/tsr', MINGJING_TSA_CA: '/etc/tsa.pem' };
    expect(readConfig(both).timeStamps).toEqual({
      url: 'https://tsa.test/tsr',
      certificatesFile: '/etc/tsa.pem',
    });
    expect(() => readConfig({ MINGJING_TSA: 'https://tsa.test/' })).toThrow('还须用 MINGJING_TSA_CA');
    expect(() => readConfig({ MINGJING_TSA_CA: '/etc/tsa.pem' })).toThrow('MINGJING_TSA 应为');
    expect(() => readConfig({ ...both, MINGJING_TSA: 'ftp://tsa.test' })).toThrow('MINGJING_TSA 应为');
  });

  test('all contradictions are named at once', () => {
    const env = {
      PORT: '9000',
      OFFICE_PORT: '9000',
      MINGJING_TLS_CERT: 'c.pem',
      DATABASE_URL: 'mysql://x',
      MINGJING_CLOCK: '2026-09-01',
    };
    expect(() => readConfig(env, ['--demo2'])).toThrow(
      expect.objectContaining({
        code: 'configuration',
        message:
          '配置有误：不认识的参数 --demo2（只有 --demo 可用）；PORT 与 OFFICE_PORT 不能相同（均为 9000）：公示网站与办案系统必须分开访问；' +
          'DATABASE_URL 应形如 postgresql://用户:密码@主机:5432/库名；设置了 MINGJING_TLS_CERT，还须设置 MINGJING_TLS_KEY；' +
          'MINGJING_CLOCK 只能与 --demo 一起使用：正式运行必须使用真实时间。',
      }),
    );
  });

  test('proxies are named by address or network; a name, a port and the network of everybody are refused', () => {
    const read = (MINGJING_TRUSTED_PROXIES: string) =>
      readConfig({ MINGJING_TRUSTED_PROXIES }).trustedProxies;
    expect(read('10.1.2.3, fd00::/8')).toEqual(['10.1.2.3', 'fd00::/8']);
    expect(readConfig({}).trustedProxies).toBeUndefined();
    for (const wrong of [
      'proxy.local',
      '10.1.2.3:80',
      '0.0.0.0/0',
      '::/0',
      '10.0.0.0/33',
      '10.1.2.3,',
      'true',
    ])
      expect(() => read(wrong), wrong).toThrow('MINGJING_TRUSTED_PROXIES 应为');
  });

  test.each(['99999', '80a', '-1', '8.0'])('%s is no port', (PORT) => {
    expect(() => readConfig({ PORT })).toThrow('PORT 应为 0 至 65535 的整数');
  });

  test.each([
    ['2026-09-01', '2026-09-01T01:00:00.000Z'],
    ['2026-09-01T23:30:00+08:00', '2026-09-01T15:30:00.000Z'],
  ])('the demonstration clock %s starts at %s', (MINGJING_CLOCK, instant) => {
    expect(readConfig({ MINGJING_CLOCK }, ['--demo']).clockStart?.toISOString()).toBe(instant);
    expect(readConfig({ MINGJING_CLOCK, NODE_ENV: 'test' }).clockStart?.toISOString()).toBe(instant);
  });

  test.each(['2026-02-30', '明天', '2026-09-01T09:00'])('the clock cannot be set to %s', (MINGJING_CLOCK) => {
    expect(() => readConfig({ MINGJING_CLOCK }, ['--demo'])).toThrow('MINGJING_CLOCK 应为');
  });

  test('the public address of the portal is kept as it is printed on documents', () => {
    const read = (MINGJING_PORTAL_ADDRESS: string) => readConfig({ MINGJING_PORTAL_ADDRESS }).portalAddress;
    expect(read('https://gs.example.gov.cn/')).toBe('https://gs.example.gov.cn');
    expect(read('https://www.example.gov.cn/gongshi')).toBe('https://www.example.gov.cn/gongshi');
    expect(readConfig({}).portalAddress).toBeUndefined();
  });

  test.each(['gs.example.gov.cn', 'ftp://gs.example.gov.cn', 'https://a:b@x.cn', 'https://x.cn/?a=1'])(
    '%s is no address of the portal',
    (MINGJING_PORTAL_ADDRESS) => {
      expect(() => readConfig({ MINGJING_PORTAL_ADDRESS })).toThrow('MINGJING_PORTAL_ADDRESS 应为');
    },
  );

  test('a database address for a local socket is understood', () => {
    const config = readConfig({ DATABASE_URL: 'postgresql://mingjing@/mj?host=/run/postgresql' });
    expect(config.databaseUrl).toBe('postgresql://mingjing@localhost/mj?host=/run/postgresql');
  });
});
