import { crc32, deflateRawSync } from 'node:zlib';

/** A ZIP archive of the given parts, for tests that need workbooks no spreadsheet program would write. */
export function zipOf(parts: Readonly<Record<string, string | Buffer>>): Uint8Array {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(parts)) {
    const data = Buffer.from(content);
    const packed = deflateRawSync(data);
    const nameBytes = Buffer.from(name);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    writeSizes(head, 4, packed, data, nameBytes.length);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    writeSizes(entry, 6, packed, data, nameBytes.length);
    entry.writeUInt32LE(offset, 42);
    locals.push(head, nameBytes, packed);
    directory.push(entry, nameBytes);
    offset += head.length + nameBytes.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(parts).length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...directory, end]);
}

/** The parts of a one-sheet workbook around the given sheet data and styles. */
export function workbookParts(sheetData: string, options: { styles?: string; workbookPr?: string } = {}) {
  return {
    'xl/workbook.xml': `<workbook xmlns:r="r">${options.workbookPr ?? ''}<sheets><sheet name="一" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/styles.xml':
      options.styles ?? '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
    'xl/worksheets/sheet1.xml': `<?xml version="1.0"?><worksheet><sheetData>${sheetData}</sheetData></worksheet>`,
  };
}

/** One sheet row of inline text cells. */
export function textRow(row: number, cells: readonly string[]): string {
  const inner = cells.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('');
  return `<row r="${row}">${inner}</row>`;
}

function writeSizes(target: Buffer, at: number, packed: Buffer, data: Buffer, nameLength: number): void {
  target.writeUInt16LE(20, at);
  target.writeUInt16LE(8, at + 4);
  target.writeUInt32LE(crc32(data), at + 10);
  target.writeUInt32LE(packed.length, at + 14);
  target.writeUInt32LE(data.length, at + 18);
  target.writeUInt16LE(nameLength, at + 22);
}
