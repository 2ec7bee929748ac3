/** What an imported file may hold at most; beyond it the file is refused with a finding, never cut short. */
export const IMPORT_LIMITS = {
  /** Bytes of a text file (CSV, JSON Lines). */
  textBytes: 512 * 1024 * 1024,
  /** Bytes of a workbook as uploaded. */
  workbookBytes: 64 * 1024 * 1024,
  /** Bytes of a workbook's parts once unpacked, together. */
  unpackedBytes: 512 * 1024 * 1024,
  /** Bytes of the shared strings or styles once unpacked: these are held in memory. */
  unpackedTableBytes: 96 * 1024 * 1024,
  zipEntries: 1000,
  rows: 200_000,
  columns: 300,
  /** Characters of one cell. */
  cellCharacters: 20_000,
  /** Characters of one line or record. */
  recordCharacters: 1_000_000,
  jsonDepth: 8,
} as const;
