/** Specimens of the registers of a bureau: what it decided, what rests on which law, what changed. */
export const sampleRegisters = {
  'silent-point-decided': {
    pack: 'nandagang-publicity',
    version: 'b'.repeat(64),
    point: 'sole-trader-term',
    option: 'organisation',
    text: '比照法人，公开满五年',
    reason: '局务会议研究确定。',
    from: '2026-01-01',
  },
  'linked-item-registered': {
    kind: 'chart',
    name: '行政许可流程图',
    unit: 'quality',
    bases: [{ title: '中华人民共和国计量法', article: '第九条' }],
    catalogue: { pack: 'nandagang-publicity', item: 'np-6-8-charts' },
  },
  'linked-item-retired': { item: 'item-9', reason: '不再使用。' },
  'law-change-recorded': {
    what: 'amended',
    title: '中华人民共和国计量法',
    effectiveOn: '2026-01-01',
    note: '主席令公布。',
    items: [
      {
        id: 'item-9',
        kind: 'chart',
        name: '行政许可流程图',
        unit: 'quality',
        bases: [{ title: '中华人民共和国计量法' }],
      },
    ],
  },
  'linked-item-updated': { change: 10, item: 'item-9', on: '2026-01-20', note: '已换上新图。' },
};
