import { describe, expect, test } from 'vitest';
import { parsePolicy } from './policy.ts';
import { makeSigner } from './vkey.ts';

const key = (n: number, kind: 'note' | 'cosignature' = 'cosignature') =>
  makeSigner(`key.test/${n}`, new Uint8Array(32).fill(n), kind).vkey;
const witnesses = [1, 2, 3, 4, 5, 6].map((n) => `witness W${n} ${key(n)}`).join('\n');
const twoOfThreeAndOne = `log ${key(9, 'note')} https://log.test/
# 说明
${witnesses}
group X 2 W1 W2 W3

\tgroup  Y any W4 W5 W6
group both all X Y
quorum both
`;
const reached = (text: string, ...names: string[]) =>
  parsePolicy(text).isReachedBy(({ name }) => names.includes(name));

describe('a policy says whose cosignatures make a checkpoint count', () => {
  test.each([
    [['W1', 'W2', 'W4'], true],
    [['W1', 'W3', 'W6', 'W5'], true],
    [['W1', 'W2', 'W3'], false],
    [['W1', 'W4', 'W5', 'W6'], false],
    [[], false],
  ] as const)('groups in groups: %j gives %s', (names, expected) => {
    expect(reached(twoOfThreeAndOne, ...names)).toBe(expected);
  });

  test('one witness alone, or nobody', () => {
    expect(reached(`witness 市局 ${key(1)}\nquorum 市局\n`, '市局')).toBe(true);
    expect(reached(`witness 市局 ${key(1)}\nquorum 市局\n`)).toBe(false);
    expect(reached('quorum none')).toBe(true);
  });

  test('addresses are kept as written', () => {
    const { logs, witnesses: found } = parsePolicy(
      `log ${key(9, 'note')} https://log.test/\nwitness a ${key(1)} http://10.0.0.1:8090\nquorum none\n`,
    );
    expect([logs[0]?.url, found[0]?.url, found[0]?.verifier.vkey]).toEqual([
      'https://log.test/',
      'http://10.0.0.1:8090',
      key(1),
    ]);
  });

  test.each([
    ['no quorum', witnesses, '没有 quorum'],
    ['two quorums', 'quorum none\nquorum none', '第 2 行'],
    ['an unknown word', 'logs x\nquorum none', '第 1 行'],
    ['a group before its member', `group g any W1\nwitness W1 ${key(1)}\nquorum g`, '第 1 行'],
    ['a quorum before its witness', `quorum W1\nwitness W1 ${key(1)}`, '第 1 行'],
    ['a threshold of none', `${witnesses}\ngroup g 0 W1\nquorum g`, '第 7 行'],
    ['a threshold beyond its members', `${witnesses}\ngroup g 3 W1 W2\nquorum g`, '第 7 行'],
    ['a threshold with a zero before it', `${witnesses}\ngroup g 01 W1 W2\nquorum g`, '第 7 行'],
    ['a group of nobody', `${witnesses}\ngroup g any\nquorum g`, '第 7 行'],
    ['one member twice', `${witnesses}\ngroup g 2 W1 W1\nquorum g`, '第 7 行'],
    ['one member in two groups', `${witnesses}\ngroup g any W1\ngroup h any W1 W2\nquorum h`, '第 8 行'],
    ['none as a member', `${witnesses}\ngroup g any none\nquorum g`, '第 7 行'],
    ['none as a name', `witness none ${key(1)}\nquorum none`, '第 1 行'],
    ['a name used twice', `witness a ${key(1)}\nwitness a ${key(2)}\nquorum a`, '第 2 行'],
    ['one key under two names', `witness a ${key(1)}\nwitness b ${key(1)}\nquorum a`, '第 2 行'],
    ['a log listed twice', `log ${key(1, 'note')}\nlog ${key(1, 'note')}\nquorum none`, '第 2 行'],
    ['a key of a log as a witness', `witness a ${key(1, 'note')}\nquorum a`, '第 1 行'],
    ['a key of a witness as a log', `log ${key(1)}\nquorum none`, '第 1 行'],
    ['a word too many', `witness a ${key(1)} http://a b\nquorum a`, '第 1 行'],
    ['line ends of Windows', `witness a ${key(1)}\r\nquorum a\r\n`, '换行'],
  ])('%s is refused, with its line', (_title, text, named) => {
    expect(() => parsePolicy(text)).toThrow(named);
  });
});
