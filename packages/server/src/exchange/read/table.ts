import type { FindingCode, FindingLevel } from '../finding.ts';

/** A remark a reader makes about one cell before it is known which column the cell belongs to. */
export interface CellRemark {
  readonly level: FindingLevel;
  readonly code: FindingCode;
  readonly message: string;
}

/** One cell as written; `serialSystem` marks a bare spreadsheet number and the epoch its dates would count from. */
export interface Cell {
  readonly text: string;
  readonly serialSystem?: 1900 | 1904;
  readonly remark?: CellRemark;
}

/** One row of a table, cells by 1-based column; empty cells are absent. */
export interface TableRow {
  readonly row: number;
  readonly cells: ReadonlyMap<number, Cell>;
  readonly hidden: boolean;
}
