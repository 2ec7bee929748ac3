import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkPack, packJsonSchema } from '@mingjing/law';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { differences, readExamples } from './examples.ts';
import { figureDifferences, readFigures } from './figures/figure-examples.ts';
import { loadPacks, packsFolder } from './load.ts';
import { PackFileError } from './pack-file-error.ts';

const loaded = loadPacks();

describe('the packs of this house', () => {
  test('load without findings, the provincial and city layers without text', () => {
    expect(loaded.packs.flatMap(checkPack)).toEqual([]);
    expect(loaded.packs.filter((pack) => !pack.textHeld).map((pack) => pack.id)).toEqual([
      'xinzhou-2019-60',
      'hebei-publicity',
      'hebei-recording',
    ]);
  });

  test('hold the seven regulations whole, defects of the source included', () => {
    const counts = Object.fromEntries(
      loaded.packs.filter((pack) => pack.extent === 'whole').map((pack) => [pack.code, pack.articles.length]),
    );
    expect(counts).toEqual({ NP: 18, NR: 22, WP: 13, WR: 17, SP: 13, XP: 17, XR: 16 });
    const text = (code: string, number: string) =>
      loaded.packs.find((pack) => pack.code === code)?.articles.find((article) => article.number === number)
        ?.text;
    expect(text('NP', '第十三条')).toContain('及时撤上公开的原行政处罚案件信息');
    expect(text('NP', '第十五条')).toContain('南大港质局办公室');
    expect(text('NR', '第五条')).toContain('明确承办人、审批人、审批人');
    expect(text('SP', '四（四）')).toContain('行政检查决定、（结果）');
    expect(text('SP', '五')).toMatch(/^政执法部门/);
    const held = loaded.packs.find((pack) => pack.code === 'XR')?.articles ?? [];
    expect(held.filter((article) => article.incomplete).map((article) => article.number)).toEqual([
      '第五条',
      '条号缺失（第十四条之前）',
    ]);
    expect(text('XR', '第五条')).toBe('行政执法全过程记录以文字记录为基本形式。对文');
    const chapters = loaded.packs
      .find((pack) => pack.code === 'NP')
      ?.articles.map((article) => article.chapter?.slice(0, 3));
    expect([...new Set(chapters)]).toEqual(['第一章', '第二章', '第四章', '第五章']);
  });

  test('the published JSON Schema is up to date', () => {
    expect(JSON.parse(readFileSync(join(packsFolder, 'pack.schema.json'), 'utf8'))).toEqual(packJsonSchema());
  });

  test('every bureau numbers the same families of documents', () => {
    const families = loaded.bureaus.map((bureau) => Object.keys(bureau.numbering).sort());
    expect(families).toEqual(families.map(() => families[0]));
    expect(families[0]).toHaveLength(20);
  });

  test.each(
    Object.values(loaded.folders).flatMap((folder) =>
      readExamples(folder).map((example) => ({ folder, example })),
    ),
  )('$folder：$example.name', ({ example }) => expect(differences(example, loaded)).toEqual([]));

  test.each(
    Object.values(loaded.folders).flatMap((folder) =>
      readFigures(folder).map((example) => ({ folder, example })),
    ),
  )('$folder：$example.name', ({ example }) => expect(figureDifferences(example, loaded)).toEqual([]));

  test('every pack with rules has at least twelve worked examples', () => {
    const withRules = loaded.packs.filter((pack) => pack.deadlines.length > 0);
    const few = withRules.filter((pack) => readExamples(loaded.folders[pack.id] ?? '').length < 12);
    expect(few.map(({ id }) => id)).toEqual([]);
  });

  test('every deadline is answered for by a worked example', () => {
    const worked = new Set(
      Object.values(loaded.folders).flatMap((folder) =>
        readExamples(folder).flatMap((example) => example.expect.map(({ id }) => id)),
      ),
    );
    const unworked = loaded.packs
      .flatMap((pack) => pack.deadlines.map((rule) => rule.id))
      .filter((id) => !worked.has(id));
    expect(unworked).toEqual([]);
  });
});

describe('a folder with faults', () => {
  let folder = '';
  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'mingjing-packs-')), 'packs');
    cpSync(packsFolder, folder, { recursive: true });
  });
  afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

  const file = 'wenshang-publicity/pack.yaml';
  const change = (path: string, from: string, to: string) => {
    const text = readFileSync(join(folder, path), 'utf8');
    expect(text).toContain(from);
    writeFileSync(join(folder, path), text.replace(from, to));
    return text.slice(0, text.indexOf(from)).split('\n').length;
  };
  const faults = () => {
    try {
      loadPacks(folder);
      return [];
    } catch (error) {
      if (error instanceof PackFileError) return error.faults;
      throw error;
    }
  };

  test('a changed quotation is named with its file and line', () => {
    const line = change(file, '之日起7个工作日内公开,法律', '之日起9个工作日内公开,法律');
    expect(faults()).toMatchObject([
      { file: `packs/${file}`, line, sentence: expect.stringContaining('的原文里没有') },
    ]);
  });

  test('a changed letter of the text breaks the quotation that rests on it', () => {
    change('wenshang-publicity/articles.yaml', '应当在3个工作日内', '应当在三个工作日内');
    expect(faults().map((fault) => fault.sentence)).toEqual([
      expect.stringContaining('第七条第（三）项的原文里没有'),
      expect.stringContaining('第七条第（三）项的原文里没有'),
    ]);
  });

  test('an unknown field, a wrong value and a key written twice are named in Chinese', () => {
    const line = change(file, 'rank: normative', 'rank: holy');
    expect(faults()).toMatchObject([
      { line, sentence: expect.stringContaining('“位阶”（rank）：只能是 law、') },
    ]);
    change(file, 'rank: holy', 'rank: normative\nrang: high');
    expect(faults()[0]?.sentence).toBe('不认识的字段 rang');
    change(file, 'rang: high', 'rank: law');
    expect(faults()[0]).toMatchObject({ line: line + 1, sentence: '同一个键写了两次' });
  });

  test('two packs with one id, and a bureau on a layer that does not exist', () => {
    change('wenshang-recording/pack.yaml', 'id: wenshang-recording', 'id: wenshang-publicity');
    expect(faults().map((fault) => fault.sentence)).toEqual([
      '规定编号“wenshang-publicity”与 wenshang-publicity 重复',
      '适用的规定“wenshang-recording”不存在',
    ]);
  });

  test('a layer binds no longer than its text is in force, and stands once', () => {
    const bureau = 'bureaus/wenshang.yaml';
    change(
      bureau,
      'administrative-penalty-law, from: 2021-07-15',
      'administrative-penalty-law, from: 2021-07-14',
    );
    change(
      bureau,
      'administrative-permit-law, from: 2019-04-23',
      'administrative-permit-law, from: 2019-04-23, to: 2019-04-22',
    );
    change(
      bureau,
      '  - { pack: wenshang-recording }',
      '  - { pack: wenshang-recording }\n  - { pack: wenshang-recording }',
    );
    expect(faults().map((fault) => fault.sentence)).toEqual([
      '适用的规定“administrative-permit-law”的止日早于起日',
      '适用的规定“administrative-penalty-law”自 2021-07-14 起，早于它的施行日 2021-07-15',
      '适用的规定“wenshang-recording”列了两次',
    ]);
    change('wenshang-recording/pack.yaml', 'inForceFrom: null', 'inForceFrom: null\ninForceTo: 2026-12-31');
    change(
      bureau,
      '  - { pack: wenshang-recording }\n',
      '  - { pack: wenshang-recording, to: 2027-01-01 }\n',
    );
    expect(faults().map((fault) => fault.sentence)).toContain(
      '适用的规定“wenshang-recording”至 2027-01-01 止，晚于它的失效日 2026-12-31',
    );
  });

  test('any change of a pack changes its hash, and only its own', () => {
    change(file, '第七条第（一）项首句适用于', '第七条第（一）项首句只适用于');
    const { hashes } = loadPacks(folder);
    const changed = Object.keys(hashes).filter((id) => hashes[id] !== loaded.hashes[id]);
    expect(changed).toEqual(['wenshang-publicity']);
  });
});
