import { randomUUID } from 'node:crypto';
import {
  type ActKind,
  addDays,
  type BureauProfile,
  composeRulebook,
  dutiesFor,
  explainDuty,
  type Fact,
  factTypes,
  foldPublication,
  type RecordedFact,
  type Rulebook,
} from '@mingjing/law';
import type pg from 'pg';
import { officerChange, officerOf } from '../../bureaus/officers.ts';
import { inTransaction, writingPool } from '../../journal/database.ts';
import { writeBulk } from '../../journal/write-bulk.ts';
import { type WrittenFact, writeCommand } from '../../journal/write-command.ts';
import { writeProjections } from '../../journal/write-projections.ts';
import { loadPacks } from '../../packs/load.ts';
import { projectPublication } from '../../publications/project-publication.ts';
import type { PublicLaw } from '../http/portal-options.ts';

/** A result to be recorded, published and perhaps withdrawn, through the journal as in the product. */
export interface SampleResult {
  readonly bureau: string;
  readonly kind: ActKind;
  readonly number: string;
  readonly party: string;
  readonly title: string;
  readonly decidedOn: string;
  readonly publishedOn: string;
  readonly withdrawnOn?: string;
  readonly summary?: string;
  readonly facts?: string;
  readonly origin?: 'case' | 'import';
  /** Which of the year's decisions of its kind it is; absent = it is not noted as one. */
  readonly ordinal?: number;
}

const loaded = loadPacks();

/** The law of the packs folder, for a portal without the rest of the house. */
export const sampleLaw: PublicLaw = {
  rulebook: (id, date) => {
    const bureau = loaded.bureaus.find((one) => one.id === id);
    if (bureau === undefined) throw new Error(`no bureau ${id} in the packs`);
    return composeRulebook(bureau, loaded.packs, date);
  },
  calendarOf: () => loaded.calendar,
};

/** Registers one of the bureaux of the packs folder, with invented contact data and officers. */
export async function addSampleBureau(app: pg.Pool, id: string): Promise<BureauProfile> {
  const found = loaded.bureaus.find((bureau) => bureau.id === id);
  if (found === undefined) throw new Error(`no bureau ${id} in the packs`);
  const contact = {
    address: '示例路 1 号',
    postcode: '272500',
    phone: '0537-0000000',
    hours: '工作日 8:30—17:30',
  };
  const profile = { ...found, contact };
  await app.query(
    `insert into bureau (id, name, short, profile, demonstration, created_at) values ($1, $2, $3, $4, true, now())`,
    [id, found.name, found.short, profile],
  );
  const officers = [
    sampleOfficer(`${id}-1`, 'energy', '周明远', '鲁H演示0101', '2027-12-31'),
    sampleOfficer(`${id}-2`, 'law', '林知夏', '鲁H演示0104', '2024-12-31'),
  ].map((officer) => officerChange(id, null, officerOf(profile, officer), '2025-01-02'));
  await writeCommand(app, {
    ...writeOf(`bureau/${id}`, id, '2025-01-02', 'sample'),
    facts: officers.flatMap(({ facts }) => facts),
    project: officers.flatMap(({ project }) => project),
  });
  return profile;
}

/** Says how many decisions a bureau came to in a year; those with a sample result are noted by it, the rest wait. */
export async function countDecisions(
  app: pg.Pool,
  bureau: string,
  year: number,
  kind: ActKind,
  decided: number,
  withResult = 0,
): Promise<void> {
  for (let number = withResult + 1; number <= decided; number += 1)
    await addDecision(app, bureau, kind, randomUUID(), number, `${year}-10-01`);
  await writingPool(app).query(
    `insert into result_count (bureau, year, kind, decided) values ($1, $2, $3, $4)`,
    [bureau, year, kind, decided],
  );
}

const addDecision = async (
  app: pg.Pool,
  bureau: string,
  kind: ActKind,
  caseId: string,
  number: number,
  day: string,
): Promise<unknown> =>
  await writingPool(app).query(
    `insert into decision (case_id, version, bureau, kind, year, number, made_on, due, recorded_at) values ($1, 1, $2, $3, $4, $5, $6, $6::date + 14, $6::date)`,
    [caseId, bureau, kind, Number(day.slice(0, 4)), number, day],
  );

/** Records a result with its facts and projections, drafted by one and approved by another; returns its id. */
export async function addSampleResult(app: pg.Pool, sample: SampleResult): Promise<string> {
  const id = randomUUID();
  const stream = `publication/${id}`;
  const caseId = randomUUID();
  if (sample.ordinal !== undefined)
    await addDecision(app, sample.bureau, sample.kind, caseId, sample.ordinal, sample.decidedOn);
  const steps: readonly (readonly [actor: string, fact: Fact])[] = [
    sample.origin === 'import' ? [COMMAND_LINE, imported(sample)] : ['drafter', drafted(sample, caseId)],
    [sample.origin === 'import' ? COMMAND_LINE : 'approver', published(sample)],
    ['drafter', confirmed(sample)],
    ...(sample.withdrawnOn === undefined ? [] : withdrawal(sample.withdrawnOn)),
  ];
  const recorded: RecordedFact[] = [];
  let commitment: Uint8Array | null = null;
  for (const [actor, fact] of steps) {
    const write = writeOf(stream, sample.bureau, sample.publishedOn, actor);
    recorded.push(recordedAs(fact, write, recorded.length + 1));
    const written: readonly WrittenFact[] = await writeCommand(app, {
      ...write,
      after: { version: recorded.length - 1, commitment },
      facts: [fact],
      project: projectionOf(sample.bureau, recorded),
    });
    commitment = written[0]?.commitment ?? null;
  }
  return id;
}

/** Many results published elsewhere, taken in together by the command line. */
export async function addImportedResults(
  app: pg.Pool,
  samples: readonly (SampleResult & { readonly id: string })[],
): Promise<void> {
  const writes = samples.map((sample) => ({
    ...writeOf(`publication/${sample.id}`, sample.bureau, sample.publishedOn, COMMAND_LINE),
    facts: [imported(sample), published(sample)],
  }));
  await inTransaction(app, async (client) => {
    for (let start = 0; start < writes.length; start += 500) {
      const some = writes.slice(start, start + 500);
      await writeBulk(client, some);
      const rows = some.flatMap((write) =>
        projectionOf(
          write.bureau,
          write.facts.map((fact, i) => recordedAs(fact, write, i + 1)),
        ),
      );
      await writeProjections(client, rows);
    }
  });
}

/** One of many made-up results of one bureau, six a day; `words` stand in its title. */
export const madeUpResult = (i: number, words: string) => ({
  id: `g-${i}`,
  bureau: 'wenshang',
  kind: (['permit', 'penalty', 'inspection'] as const)[i % 3] ?? 'permit',
  number: `第${i}号`,
  party: `企业${i}`,
  title: `企业${i}结果 普通内容${words}`,
  decidedOn: '2020-01-01',
  publishedOn: addDays('2020-01-01', Math.floor(i / 6)),
  origin: 'import' as const,
});

/** Who runs the server, as the journal names them. */
const COMMAND_LINE = 'command-line';

const writeOf = (stream: string, bureau: string, day: string, actor: string) => ({
  commandId: randomUUID(),
  digest: null,
  stream,
  bureau,
  actor,
  recordedAt: `${day}T02:12:07.000Z`,
  after: { version: 0, commitment: null },
});

const recordedAs = (fact: Fact, write: ReturnType<typeof writeOf>, version: number): RecordedFact => ({
  ...fact,
  stream: write.stream,
  version,
  typeVersion: factTypes[fact.type].version,
  recordedAt: write.recordedAt,
  actor: write.actor,
  erased: [],
});

function projectionOf(bureau: string, recorded: readonly RecordedFact[]) {
  const state = foldPublication(recorded);
  if (state === null) throw new Error('a sample left no publication');
  return projectPublication(bureau, state, recorded);
}

const sampleOfficer = (id: string, unit: string, name: string, number: string, validTo: string) => ({
  id,
  unit,
  name,
  post: '科员',
  credential: { number, validTo, area: '汶上县' },
});

function fieldsOf(sample: SampleResult): Record<string, string> {
  return {
    'party-name': sample.party,
    'decision-number': sample.number,
    'violation-facts':
      sample.facts ?? '作为重点用能单位，未报送 2024 年度能源利用状况报告；责令限期改正后，逾期未改正。',
    'penalty-result': '罚款人民币 20,000 元',
    'decision-date': sample.decidedOn,
  };
}

const LABELS = {
  'party-name': '执法对象',
  'decision-number': '决定书文号',
  'violation-facts': '违法事实',
  'penalty-result': '处罚结果',
  'decision-date': '决定日期',
  'party-representative': '法定代表人证件号',
};

function drafted(sample: SampleResult, caseId: string): Fact {
  const data = {
    kind: sample.kind,
    decisionStream: `case/${caseId}`,
    decisionVersion: 1,
    number: sample.number,
    ordinal: `${sample.kind}-${sample.decidedOn.slice(0, 4)}-${sample.ordinal ?? 1}`,
    rule: 'sample',
    fields: fieldsOf(sample),
    withheld: [],
  };
  return { type: 'publication-drafted', occurredOn: sample.publishedOn, data };
}

const rulebooks = new Map<string, Rulebook>();

function published(sample: SampleResult): Fact {
  const profile = loaded.bureaus.find(({ id }) => id === sample.bureau);
  if (profile === undefined) throw new Error(`no bureau ${sample.bureau}`);
  const key = `${sample.bureau} ${sample.decidedOn}`;
  const rules = rulebooks.get(key) ?? composeRulebook(profile, loaded.packs, sample.decidedOn);
  rulebooks.set(key, rules);
  const question = {
    rules,
    calendar: loaded.calendar,
    event: 'decision-made',
    kind: sample.kind,
    date: sample.decidedOn,
  } as const;
  const duty = dutiesFor(question).find(({ does, due }) => does === 'publish' && due !== null);
  if (duty === undefined) throw new Error('no duty to publish');
  return {
    type: 'result-published',
    occurredOn: sample.publishedOn,
    data: {
      kind: sample.kind,
      number: sample.number,
      rule: 'sample',
      publishedOn: sample.publishedOn,
      title: sample.title,
      fields: fieldsOf(sample),
      labels: LABELS,
      hidden: { 'party-representative': 'SECRET-370830' },
      withheld: [
        {
          key: 'party-representative',
          name: '法定代表人证件号',
          ground: '个人隐私',
          cite: '《汶上县工业和信息化局行政执法公示规定》第十条第（一）项',
        },
      ],
      cite: { regulation: duty.cite.regulation, article: duty.cite.article, quote: duty.cite.quote },
      ...(duty.due === null ? {} : { due: duty.due }),
      formedOn: sample.decidedOn,
      authority: profile.name,
      order: Object.keys(LABELS),
      channels: [
        { id: 'site', name: '本局网站', held: 'ours', main: true },
        { id: 'province', name: '省政务服务网', held: 'external', main: false },
      ],
      explanation: explainDuty(duty),
      ...(sample.summary === undefined ? {} : { summary: sample.summary }),
      origin: sample.origin ?? 'case',
    },
  };
}

const imported = (sample: SampleResult): Fact => ({
  type: 'result-imported',
  occurredOn: sample.publishedOn,
  data: {
    kind: sample.kind,
    number: sample.number,
    fileName: 'sample.csv',
    sha256: '',
    row: fieldsOf(sample),
    missing: [],
    identity: `${sample.kind} ${sample.number}`,
  },
});

const confirmed = ({ publishedOn }: SampleResult): Fact => ({
  type: 'channel-confirmed',
  occurredOn: publishedOn,
  data: { channel: 'site', confirmedOn: publishedOn },
});

function withdrawal(withdrawnOn: string): readonly (readonly [actor: string, fact: Fact])[] {
  const cite = {
    regulation: '汶上县工业和信息化局行政执法公示规定',
    article: '第七条第（三）项',
    quote: '应当在3个工作日内从信息公示平台撤下原行政执法决定信息',
  };
  const proposed = {
    cause: 'revoked',
    explanation: '行政复议决定认为原决定主要证据不足，予以撤销。',
    startedOn: withdrawnOn,
  };
  return [
    [
      'drafter',
      {
        type: 'withdrawal-proposed',
        occurredOn: withdrawnOn,
        data: { cause: proposed.cause, reason: proposed.explanation, startedOn: proposed.startedOn },
      },
    ],
    [
      'approver',
      {
        type: 'result-withdrawn',
        occurredOn: withdrawnOn,
        data: { ...proposed, withdrawnOn, proposedBy: 'drafter', cite },
      },
    ],
  ];
}
