import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inTransaction } from '../journal/database.ts';
import { named } from '../people/see-as.ts';
import { actOnPublication } from '../testing/cases.ts';
import { openOffice, type TestOffice } from '../testing/office.ts';

let office: TestOffice;
let shown: Row;
let elsewhere: Row;
let taken: Row;
beforeAll(async () => {
  office = await openOffice();
  const rows = await office.asOwner<Row>(`select * from published_result where state = 'published'`);
  shown = of(rows.find(({ bureau }) => bureau === 'wenshang'));
  elsewhere = of(rows.find(({ bureau }) => bureau === 'nandagang'));
  taken = await withdrawn();
});
afterAll(() => office.close());

interface Row {
  readonly [column: string]: unknown;
  readonly id: string;
  readonly bureau: string;
  readonly stream: string;
  readonly version: number;
  readonly body: { readonly fields: readonly { readonly key: string; readonly value: string }[] };
}

describe('公示须经批准：应用的数据库身份（mj_app）绕不过去', () => {
  test('没有存证事实的一行', async () => {
    const id = randomUUID();
    expect(await insert({ ...shown, id, stream: `publication/${id}` })).toBe(REFUSED);
    expect(await insert({ ...shown, id, stream: shown.stream })).toBe(REFUSED);
    expect(await insert({ ...shown, id, stream: 'case/1', version: 0 })).toBe(REFUSED);
  });

  test('借用别的单位、别的公示已经批准的事实', async () => {
    expect(await insert({ ...elsewhere, id: randomUUID(), bureau: 'wenshang' })).toBe(REFUSED);
    expect(await change(shown.id, { stream: elsewhere.stream, version: elsewhere.version })).toBe(REFUSED);
    expect(await change(elsewhere.id, { bureau: 'wenshang' })).toBe(REFUSED);
    expect(await change(shown.id, { id: randomUUID() })).toBe(REFUSED);
  });

  test('只有拟稿的事实，或者改指批准以外的事实', async () => {
    expect(await publish([['publication-drafted', 'person-wen-handler']], 1)).toBe(REFUSED);
    for (const version of [0, shown.version - 1, shown.version + 1])
      expect(await change(shown.id, { version }), String(version)).toBe(REFUSED);
  });

  test('自己拟稿自己批准；退回后由批准的人重拟再由他批准', async () => {
    expect(
      await publish(
        [
          ['publication-drafted', 'person-wen-handler'],
          ['result-published', 'person-wen-handler'],
        ],
        2,
      ),
    ).toBe(REFUSED);
    expect(
      await publish(
        [
          ['publication-drafted', 'person-wen-handler'],
          ['publication-drafted', 'person-wen-approver'],
          ['result-published', 'person-wen-approver'],
        ],
        3,
      ),
    ).toBe(REFUSED);
    expect(await publish([['result-published', 'person-wen-approver']], 1)).toBe(REFUSED);
  });

  test('导入的人自己批准；办案的公示以命令行的名义批准', async () => {
    expect(
      await publish(
        [
          ['result-imported', 'person-wen-liaison'],
          ['result-published', 'person-wen-liaison'],
        ],
        2,
      ),
    ).toBe(REFUSED);
    expect(
      await publish(
        [
          ['publication-drafted', 'command-line'],
          ['result-published', 'command-line'],
        ],
        2,
      ),
    ).toBe(REFUSED);
  });

  test('两人各一步的，放行：拒绝的不是格式', async () => {
    expect(
      await publish(
        [
          ['publication-drafted', 'person-wen-handler'],
          ['result-published', 'person-wen-approver'],
        ],
        2,
      ),
    ).toBe(DONE);
    expect(await change(shown.id, { search_text: 'x' })).toBe(DONE);
  });

  test('更正公示：没有新拟的稿、自己拟稿自己批准的不放行；另一人拟稿的放行', async () => {
    const first = [
      ['publication-drafted', 'person-wen-handler'],
      ['result-published', 'person-wen-approver'],
    ] as const;
    const again = ['result-published', 'person-wen-approver'] as const;
    expect(await publish([...first, again], 3)).toBe(REFUSED);
    const drafted = (by: string) => ['publication-correction-drafted', by] as const;
    expect(await publish([...first, drafted('person-wen-approver'), again], 4)).toBe(REFUSED);
    expect(await publish([...first, drafted('person-wen-liaison'), again], 2)).toBe(REFUSED);
    expect(await publish([...first, drafted('person-wen-liaison'), again], 4)).toBe(DONE);
  });

  test('已撤下的重新放出来：改回公示状态，或者改指当初的批准', async () => {
    expect(await change(taken.id, { state: 'published' })).toBe(REFUSED);
    expect(await change(taken.id, { state: 'published', version: taken.version - 2 })).toBe(REFUSED);
    expect(await change(shown.id, { state: 'withdrawn' })).toBe(REFUSED);
  });

  test('批准过的一行换了话：标题、文号、当事人、任何一项内容、摘要、撤下说明', async () => {
    const body = (fields: unknown, more = {}) => JSON.stringify({ ...shown.body, fields, ...more });
    const [first, ...rest] = shown.body.fields;
    for (const columns of [
      { title: '另一个标题' },
      { number: '某罚字〔2025〕99号' },
      { party_name: '另一个当事人' },
      { body: body([{ ...first, value: '另一个值' }, ...rest]) },
      { body: body([...shown.body.fields, { key: 'more', name: '多一项', value: 'x', kind: 'text' }]) },
      { body: body(shown.body.fields, { summary: '另写的摘要' }) },
    ])
      expect(await change(shown.id, columns), JSON.stringify(columns).slice(0, 60)).toBe(REFUSED);
    for (const columns of [
      { party_name: String(shown.party_name) },
      { title: String(shown.title) },
      { body: JSON.stringify({ ...taken.body, fields: shown.body.fields }) },
      { body: JSON.stringify({ ...taken.body, tombstone: { explanation: '另一种说法' } }) },
    ])
      expect(await change(taken.id, columns), JSON.stringify(columns).slice(0, 60)).toBe(REFUSED);
  });

  test('插入遇到重复改为更新的写法、合并的写法、清空，同样拒绝', async () => {
    const values = [shown.id];
    expect(
      await attempt(
        `insert into published_result select * from published_result where id = $1 on conflict (id) do update set title = 'x'`,
        values,
      ),
    ).toBe(REFUSED);
    expect(
      await attempt(
        `merge into published_result r using (select $1::text as id) s on s.id = r.id when matched then update set title = 'x'`,
        values,
      ),
    ).toBe(REFUSED);
    expect(await attempt('truncate published_result', [])).toBe('42501');
    expect(await attempt('delete from published_result where id = $1', values)).toBe('42501');
  });
});

describe('执法人员公示以本单位最后一次登记的事实为准', () => {
  test('没有登记、改在别的单位名下、改名、改证号、延长证件有效期', async () => {
    const officers = await office.asOwner<{ id: string; bureau: string }>(
      'select * from published_officer order by id',
    );
    const one = of(officers.find(({ bureau }) => bureau === 'wenshang'));
    const put = (row: object) =>
      attempt(
        `insert into published_officer select * from jsonb_populate_record(null::published_officer, $1)`,
        [JSON.stringify(row)],
      );
    expect(await put({ ...one, id: 'person-nobody' })).toBe(REFUSED);
    for (const columns of [
      { bureau: 'nandagang' },
      { id: 'person-nobody' },
      { name: '某某某' },
      { post: '另一职务' },
      { unit: '另一个机构' },
      { credential_number: '鲁H00000000' },
      { valid_to: '2099-12-31' },
      { area: '全国' },
    ])
      expect(await update('published_officer', one.id, columns), JSON.stringify(columns)).toBe(REFUSED);
    expect(await update('published_officer', one.id, { id: one.id })).toBe(DONE);
  });

  test('撤销登记之后不能再放出来', async () => {
    const administrator = await office.signIn('wen-admin');
    const [row] = await office.asOwner<{ id: string }>(
      `select * from published_officer where bureau = 'wenshang' order by id desc limit 1`,
    );
    const officer = of(row);
    const gone = await administrator.post(`/api/people/${officer.id}/commands`, {
      id: randomUUID(),
      expectedVersion: ((await administrator.get(`/api/people/${officer.id}`)).body as { version: number })
        .version,
      command: { type: 'deactivate-person', reason: '调离本局。' },
    });
    expect(gone.status, gone.text).toBe(200);
    expect(await office.asOwner('select 1 from published_officer where id = $1', [officer.id])).toEqual([]);
    expect(
      await attempt(
        `insert into published_officer select * from jsonb_populate_record(null::published_officer, $1)`,
        [JSON.stringify(row)],
      ),
    ).toBe(REFUSED);
  });
});

/** Refused because of the facts, not because the form or the grants were wrong. */
const REFUSED = 'no fact';
const DONE = 'done';

/** Tries as the application's own role in the bureau's name, and takes it back in any case. */
async function attempt(sql: string, values: unknown[], before: (ask: Ask) => Promise<void> = async () => {}) {
  const rolledBack = new Error('rolled back');
  return await inTransaction(
    office.databases.app,
    async (client) => {
      await before(async (text, given) => void (await client.query(text, given)));
      await client.query(sql, values);
      throw rolledBack;
    },
    named({ id: '', bureau: String(shown.bureau) }),
  ).catch((error: Error & { code?: string }) =>
    error === rolledBack ? DONE : error.message.includes(`: ${REFUSED} `) ? REFUSED : String(error.code),
  );
}
type Ask = (text: string, values: unknown[]) => Promise<void>;

const insert = (row: Row) => attempt(INSERT, [JSON.stringify(row)]);
const INSERT = `insert into published_result select * from jsonb_populate_record(null::published_result, $1)`;

const change = (id: string, columns: Readonly<Record<string, unknown>>) =>
  update('published_result', id, columns);

function update(table: string, id: string, columns: Readonly<Record<string, unknown>>) {
  const set = Object.keys(columns).map((name, i) => `${name} = $${i + 2}`);
  return attempt(`update ${table} set ${set.join(', ')} where id = $1`, [id, ...Object.values(columns)]);
}

/** A row of its own on facts of its own, word for word those of the shown one, each by the named actor. */
function publish(steps: readonly (readonly [type: string, actor: string])[], version: number) {
  const id = randomUUID();
  const stream = `publication/${id}`;
  return attempt(INSERT, [JSON.stringify({ ...shown, id, stream, version })], async (ask) => {
    for (const [i, [type, actor]] of steps.entries()) {
      await ask(`select set_config('mingjing.actor', $1, true)`, [actor]);
      await ask(
        `insert into journal select $1, $2, $3, type_version, bureau, occurred_on, recorded_at, $4, $5, bytes, commitment from journal where stream = $6 and version = $7`,
        [stream, i + 1, type, actor, randomUUID(), shown.stream, shown.version],
      );
      await ask(
        `insert into disclosure select $1, $2, names, bytes from disclosure where stream = $3 and version = $4`,
        [stream, i + 1, shown.stream, shown.version],
      );
    }
  });
}

/** Takes one of the results down, by two persons. */
async function withdrawn(): Promise<Row> {
  const [handler, approver] = await Promise.all([
    office.signIn('nan-handler'),
    office.signIn('nan-approver'),
  ]);
  const proposed = await actOnPublication(office, handler, elsewhere.id, {
    type: 'propose-withdrawal',
    cause: 'wrong',
    explanation: '公示内容有误，依法撤下。',
    startedOn: '2025-10-10',
  });
  expect(proposed.status, proposed.text).toBe(200);
  const approved = await actOnPublication(office, approver, elsewhere.id, { type: 'approve-withdrawal' });
  expect(approved.status, approved.text).toBe(200);
  const [row] = await office.asOwner<Row>('select * from published_result where id = $1', [elsewhere.id]);
  return of(row);
}

function of<T>(row: T | undefined): T {
  if (row === undefined) throw new Error('the demonstration has no such row');
  return row;
}
