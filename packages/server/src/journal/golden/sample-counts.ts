/** A day's sealed counts with every field that they may have. */
export const sampleCounts = {
  day: '2025-10-09',
  rows: [
    {
      kind: 'penalty',
      year: 2025,
      last: 4,
      onTime: 1,
      late: 0,
      withheld: 1,
      withdrawn: 1,
      expired: 0,
      withinLimit: 1,
      overdue: 0,
      revoked: 0,
      unpublished: '2-3',
    },
  ],
  withheld: [{ kind: 'penalty', year: 2025, ground: '示例办法第十条', decisions: 1 }],
  imported: 0,
} as const;
