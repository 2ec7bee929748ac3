import { UnreadableFile } from '../finding.ts';
import { IMPORT_LIMITS } from './limits.ts';

/** What a scan of XML reports; names come without their namespace prefix. */
export interface XmlHandler {
  open(name: string, attributes: ReadonlyMap<string, string>): void;
  text(text: string): void;
  close(name: string): void;
}

/** Scans XML fed in pieces; knows no document types and no entities but the five of XML, so nothing can expand. */
export function createXmlScanner(handler: XmlHandler): { write(piece: string): void; end(): void } {
  let rest = '';
  return {
    write(piece) {
      rest = scan(rest + piece, handler);
      if (rest.length > IMPORT_LIMITS.recordCharacters) throw oversized();
    },
    end() {
      if (rest.trim() !== '') throw malformed();
    },
  };
}

/** Returns what is not complete yet. */
function scan(source: string, handler: XmlHandler): string {
  let at = 0;
  while (at < source.length) {
    const tag = source.indexOf('<', at);
    if (tag < 0) break;
    if (tag > at) handler.text(decodeEntities(source.slice(at, tag)));
    const end = endOfMarkup(source, tag);
    if (end < 0) return source.slice(tag);
    readMarkup(source.slice(tag, end), handler);
    at = end;
  }
  return source.slice(at);
}

function endOfMarkup(source: string, tag: number): number {
  for (const [start, close] of [
    ['<!--', '-->'],
    ['<![CDATA[', ']]>'],
    ['<?', '?>'],
  ] as const) {
    if (source.startsWith(start, tag)) return after(source.indexOf(close, tag + start.length), close.length);
  }
  let quote = '';
  for (let at = tag + 1; at < source.length; at++) {
    const sign = source.charAt(at);
    if (quote) {
      if (sign === quote) quote = '';
    } else if (sign === '"' || sign === "'") quote = sign;
    else if (sign === '>') return at + 1;
  }
  return -1;
}

function after(index: number, length: number): number {
  return index < 0 ? -1 : index + length;
}

function readMarkup(markup: string, handler: XmlHandler): void {
  if (markup.startsWith('<![CDATA[')) {
    handler.text(markup.slice(9, -3));
    return;
  }
  if (markup.startsWith('<!--') || markup.startsWith('<?')) return;
  if (markup.startsWith('<!')) throw malformed();
  if (markup.startsWith('</')) {
    handler.close(localName(markup.slice(2, -1).trim()));
    return;
  }
  const empty = markup.endsWith('/>');
  const inner = markup.slice(1, empty ? -2 : -1);
  const name = /^[^\s]+/.exec(inner)?.[0];
  if (!name) throw malformed();
  handler.open(localName(name), readAttributes(inner.slice(name.length)));
  if (empty) handler.close(localName(name));
}

function readAttributes(text: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const match of text.matchAll(/([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
    attributes.set(localName(match[1] ?? ''), decodeEntities(match[2] ?? match[3] ?? ''));
  }
  return attributes;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(#x[0-9a-fA-F]{1,6}|#\d{1,7}|[a-z]+);/g, (_whole, name: string) => {
    if (!name.startsWith('#')) {
      const sign = ENTITIES[name];
      if (sign === undefined) throw malformed();
      return sign;
    }
    const point = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    if (point > 0x10ffff) throw malformed();
    return String.fromCodePoint(point);
  });
}

function malformed(): UnreadableFile {
  return new UnreadableFile('damaged-file', '表格内部格式不对，请在表格软件里打开后另存一份再导入');
}

function oversized(): UnreadableFile {
  return new UnreadableFile(
    'too-large',
    `表格里有一处内容超过 ${IMPORT_LIMITS.recordCharacters} 个字符，已停止读取，请检查后再导入`,
  );
}
