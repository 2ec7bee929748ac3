import { randomUUID } from 'node:crypto';
import {
  type ActKind,
  type BureauProfile,
  composeRulebook,
  dutiesFor,
  explainDuty,
  type Fact,
  factTypes,
  foldPublication,
  type RecordedFact,
} from '@mingjing/law';
import type pg from 'pg';
import { type WrittenFact, writeCommand } from '../../journal/write-command.ts';
import { loadPacks } from '../../packs/load.ts';
import { projectPublication } from '../../publications/project-publication.ts';

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
}

const loaded = loadPacks();

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
  await app.query(
    `insert into published_officer (id, bureau, unit, name, post, credential_number, valid_to, area)
     values ($1 || '-1', $1, '节能与综合利用科', '周明远', '科员', '鲁H演示0101', '2027-12-31', '汶上县'),
            ($1 || '-2', $1, '政策法规科', '林知夏', '科员', '鲁H演示0104', '2024-12-31', '汶上县')`,
    [id],
  );
  return profile;
}

/** Says how many decisions a bureau registered in a year. */
export async function countDecisions(
  app: pg.Pool,
  bureau: string,
  year: number,
  kind: ActKind,
  decided: number,
): Promise<void> {
  await app.query(`insert into result_count (bureau, year, kind, decided) values ($1, $2, $3, $4)`, [
    bureau,
    year,
    kind,
    decided,
  ]);
}

/** Records a result with its facts and projections; returns its id. */
export async function addSampleResult(app: pg.Pool, sample: SampleResult): Promise<string> {
  const id = randomUUID();
  const facts = [
    drafted(sample),
    published(sample),
    confirmed(sample),
    ...(sample.withdrawnOn === undefined ? [] : [withdrawn(sample.withdrawnOn)]),
  ];
  const recordedAt = `${sample.publishedOn}T02:12:07.000Z`;
  const stream = `publication/${id}`;
  let after: { version: number; commitment: Uint8Array | null } = { version: 0, commitment: null };
  for (const [index, fact] of facts.entries()) {
    const recorded = facts.slice(0, index + 1).map(
      (one, at): RecordedFact => ({
        ...one,
        stream,
        version: at + 1,
        typeVersion: factTypes[one.type].version,
        recordedAt,
        actor: 'sample',
        erased: [],
      }),
    );
    const state = foldPublication(recorded);
    if (state === null) throw new Error('a sample left no publication');
    const written: readonly WrittenFact[] = await writeCommand(app, {
      commandId: randomUUID(),
      digest: '',
      stream,
      bureau: sample.bureau,
      actor: 'sample',
      recordedAt,
      after,
      facts: [fact],
      project: projectPublication(sample.bureau, { ...state, origin: sample.origin ?? 'case' }, recorded),
      reply: () => ({}),
    });
    after = { version: index + 1, commitment: written[0]?.commitment ?? null };
  }
  return id;
}

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

function drafted(sample: SampleResult): Fact {
  const data = {
    kind: sample.kind,
    decisionStream: `case/${randomUUID()}`,
    decisionVersion: 1,
    number: sample.number,
    ordinal: 'penalty-2025-1',
    rule: 'sample',
    fields: fieldsOf(sample),
    withheld: [],
  };
  return { type: 'publication-drafted', occurredOn: sample.publishedOn, data };
}

function published(sample: SampleResult): Fact {
  const profile = loaded.bureaus.find(({ id }) => id === sample.bureau);
  if (profile === undefined) throw new Error(`no bureau ${sample.bureau}`);
  const rules = composeRulebook(profile, loaded.packs, sample.decidedOn);
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

const confirmed = ({ publishedOn }: SampleResult): Fact => ({
  type: 'channel-confirmed',
  occurredOn: publishedOn,
  data: { channel: 'site', confirmedOn: publishedOn },
});

function withdrawn(withdrawnOn: string): Fact {
  const cite = {
    regulation: '汶上县工业和信息化局行政执法公示规定',
    article: '第七条第（三）项',
    quote: '应当在3个工作日内从信息公示平台撤下原行政执法决定信息',
  };
  return {
    type: 'result-withdrawn',
    occurredOn: withdrawnOn,
    data: {
      cause: 'revoked',
      explanation: '行政复议决定认为原决定主要证据不足，予以撤销。',
      startedOn: withdrawnOn,
      withdrawnOn,
      proposedBy: 'sample',
      cite,
    },
  };
}
