/** One fault in a file of rules. */
export interface FileFault {
  readonly file: string;
  readonly line: number;
  readonly sentence: string;
}

/** The packs folder cannot be used; every fault is listed with its file and line. */
export class PackFileError extends Error {
  readonly faults: readonly FileFault[];
  constructor(faults: readonly FileFault[]) {
    super(faults.map((fault) => `${fault.file} 第 ${fault.line} 行：${fault.sentence}`).join('\n'));
    this.name = 'PackFileError';
    this.faults = faults;
  }
}
