import { describe, expect, test } from 'vitest';
import { packs, wenshang } from '../../test/case-fixtures.ts';
import { decidedCase, publish } from '../../test/publication-fixtures.ts';
import { composeRulebook } from '../pack/rulebook.ts';
import { carrierStates, publicBody } from './public-body.ts';
import { standingOf } from './standing.ts';
import { confirmedOnMain, timelinessOn } from './timeliness.ts';

const rules = composeRulebook(wenshang, packs, '2026-03-20');

describe('公示规定 第三条、公示办法 第十一条 以主要载体上的确认为准', () => {
  const confirm = (confirmedOn: string, channel = 'bureau-website') => ({
    channel,
    confirmedOn,
    address: 'https://www.wenshang.example/gongshi/1',
  });
  test.each([
    ['期限内确认', '2026-03-27', 'on-time'],
    ['期满后确认', '2026-03-30', 'late'],
  ])('%s → %s', (_name, on, expected) => {
    const publication = publish(decidedCase());
    expect(timelinessOn(publication.published)).toBeNull();
    expect(publication.act('liaison', on, 'confirm-channel', confirm(on))).toBeUndefined();
    expect(timelinessOn(publication.published)).toBe(expected);
  });

  test('本门户不是主要载体：批准之日不算公示之日', () => {
    const { published } = publish(decidedCase());
    expect(published.channels).toMatchObject({ 'mingjing-portal': { confirmedOn: '2026-03-20' } });
    expect(confirmedOnMain(published, rules)).toBeNull();
    const other = publish(decidedCase());
    other.act(
      'liaison',
      '2026-03-23',
      'confirm-channel',
      confirm('2026-03-23', 'provincial-service-network'),
    );
    expect(confirmedOnMain(other.published, rules)).toBeNull();
  });

  test.each([
    ['早于批准公示', { ...confirm('2026-03-19') }, 'bad-input'],
    ['晚于今天', { ...confirm('2026-03-26') }, 'bad-input'],
    ['没有网址和回执', { channel: 'bureau-website', confirmedOn: '2026-03-25' }, 'bad-input'],
    ['不是本类结果的载体', confirm('2026-03-25', 'provincial-inspection-platform'), 'bad-input'],
  ])('%s', (_name, input, code) => {
    expect(publish(decidedCase()).act('liaison', '2026-03-25', 'confirm-channel', input)?.code).toBe(code);
  });

  test('批准时定下的载体，不因规定后来改了主要载体而变', () => {
    const publication = publish(decidedCase());
    publication.act('liaison', '2026-03-25', 'confirm-channel', confirm('2026-03-25'));
    const later = packs.map((pack) => ({
      ...pack,
      channels: pack.channels.map((channel) => ({ ...channel, main: channel.held === 'ours' })),
    }));
    expect(confirmedOnMain(publication.published, composeRulebook(wenshang, later, '2026-06-01'))).toBe(
      confirmedOnMain(publication.published, rules),
    );
  });

  test('拟稿人不得自行确认', () => {
    expect(
      publish(decidedCase()).act('handler', '2026-03-25', 'confirm-channel', confirm('2026-03-25'))?.code,
    ).toBe('own-work');
  });
});

describe('公示规定 第三条 载体：备好、报送、确认', () => {
  const send = (sentOn: string, channel = 'bureau-website') => ({ channel, sentOn, note: '交县信息中心' });
  const stateOf = (publication: ReturnType<typeof publish>, channel = 'bureau-website') =>
    carrierStates(publication.published).find(({ id }) => id === channel)?.state;

  test('批准后备好；报送不算公示，写明哪天报送；确认后才按时', () => {
    const publication = publish(decidedCase());
    expect(stateOf(publication)).toBe('prepared');
    expect(publication.act('liaison', '2026-03-24', 'send-to-channel', send('2026-03-23'))).toBeUndefined();
    expect(carrierStates(publication.published).find(({ id }) => id === 'bureau-website')).toMatchObject({
      state: 'sent',
      sentOn: '2026-03-23',
      sentBy: 'liaison',
      confirmedOn: null,
    });
    expect(publicBody(publication.published).channels).toContainEqual(
      expect.objectContaining({ main: true, state: 'sent' }),
    );
    expect([timelinessOn(publication.published), standingOf(publication.published)]).toEqual([
      null,
      'unconfirmed',
    ]);
    const confirmed = { channel: 'bureau-website', confirmedOn: '2026-03-24', receipt: '回执' };
    expect(publication.act('liaison', '2026-03-24', 'confirm-channel', confirmed)).toBeUndefined();
    expect([stateOf(publication), timelinessOn(publication.published)]).toEqual(['confirmed', 'on-time']);
  });

  test('没有登记报送的也可以确认：确认的人自己发布的', () => {
    const publication = publish(decidedCase());
    const input = { channel: 'bureau-website', confirmedOn: '2026-03-24', receipt: '回执' };
    expect(publication.act('liaison', '2026-03-24', 'confirm-channel', input)).toBeUndefined();
    expect(stateOf(publication)).toBe('confirmed');
  });

  test.each([
    ['早于批准公示', send('2026-03-19')],
    ['晚于今天', send('2026-03-26')],
    ['本门户不必报送', send('2026-03-25', 'mingjing-portal')],
    ['没有这一载体', send('2026-03-25', 'nowhere')],
  ])('%s，不登记', (_name, input) => {
    expect(publish(decidedCase()).act('liaison', '2026-03-25', 'send-to-channel', input)?.code).toBe(
      'bad-input',
    );
  });

  test('已经报送、已经确认的不再登记报送', () => {
    const publication = publish(decidedCase());
    publication.act('liaison', '2026-03-23', 'send-to-channel', send('2026-03-23'));
    const again = () => publication.act('liaison', '2026-03-24', 'send-to-channel', send('2026-03-24'))?.code;
    expect(again()).toBe('bad-input');
    const input = { channel: 'bureau-website', confirmedOn: '2026-03-24', receipt: '回执' };
    publication.act('liaison', '2026-03-24', 'confirm-channel', input);
    expect(again()).toBe('bad-input');
  });

  test('没有登记过报送的公示，折叠所得没有报送的字段：升级以前的行与由流水重建的相同', () => {
    expect('sent' in publish(decidedCase()).published).toBe(false);
  });
});
