import { verifyAnything } from '../src/case-file/verify-anything.ts';
import type { RegisteredDocument } from '../src/case-file/verify-document.ts';
import { fromBase64 } from '../src/encoding.ts';
import { readExpectedKeys } from '../src/log/expected-keys.ts';
import type { ByteSource } from '../src/zip/byte-source.ts';
import { element } from './elements.ts';
import { showVerdict } from './show-verdict.ts';

const byId = (id: string): HTMLElement => document.getElementById(id) as HTMLElement;
const chooser = byId('file') as HTMLInputElement;
const keys = byId('keys') as HTMLTextAreaElement;
const result = byId('result');
const status = byId('status');

let chosen: File | undefined;
let round = 0;
const registered = takeRegistered();

/** Verifies what was chosen; a later choice, or another key, makes an earlier verdict void. */
async function verify(): Promise<void> {
  const file = chosen;
  const mine = ++round;
  result.replaceChildren();
  if (file === undefined) return;
  const expected = readExpectedKeys(keys.value);
  if (keys.value.trim() !== '' && expected.count === 0) {
    status.textContent = '没有从所填的内容里认出公钥或者指纹，请照原样整行粘贴。';
    return;
  }
  status.textContent = '正在核验……';
  const onProgress = (_path: string, done: number): void => {
    if (mine === round)
      status.textContent = `正在核验…… ${Math.floor((100 * done) / Math.max(file.size, 1))}%`;
  };
  try {
    const verdict = await verifyAnything(sourceOf(file), {
      expected,
      onProgress,
      ...(registered && { registered }),
    });
    if (mine !== round) return;
    status.textContent = '';
    const print = element('button', 'print', '打印这份核验结果') as HTMLButtonElement;
    print.type = 'button';
    print.addEventListener('click', () => window.print());
    const shown = showVerdict(file.name, verdict);
    shown.append(element('p', 'made', `核验时间：${new Date().toLocaleString('zh-CN')}（本机时钟）`), print);
    result.replaceChildren(shown);
    result.focus();
  } catch {
    if (mine === round)
      status.textContent = '这个文件读不下去（可能已被移走，或者存储设备有故障）。请重新选择。';
  }
}

function sourceOf(file: File): ByteSource {
  return {
    size: file.size,
    async *stream(start, end) {
      for (let at = start; at < end; at += CHUNK)
        yield new Uint8Array(await file.slice(at, Math.min(at + CHUNK, end)).arrayBuffer());
    },
  };
}

const CHUNK = 1 << 20;

function choose(files: FileList | null | undefined): void {
  const file = files?.[0];
  if (file === undefined) return;
  if (/\.(?:txt|pub|key)$/i.test(file.name) && file.size < 100_000) {
    void file.text().then((text) => {
      keys.value = text;
      void verify();
    });
    return;
  }
  chosen = file;
  void verify();
}

/** A proof that came with the page, as the portal hands it out. */
function takePreloaded(): void {
  const held = document.getElementById('preloaded')?.textContent?.trim() ?? '';
  const [name = '', content = ''] = held.split('\n');
  const bytes = fromBase64(content);
  if (bytes === undefined || bytes.length === 0) return;
  chosen = new File([Uint8Array.from(bytes)], name);
  void verify();
}

/** What a document is to be compared with, as the portal hands it out; the page then asks for nothing else. */
function takeRegistered(): RegisteredDocument | undefined {
  const held = document.getElementById('registered')?.textContent;
  if (!held) return undefined;
  const told = JSON.parse(held) as RegisteredDocument;
  const name = `《${told.title}》${told.number}`;
  document.title = `比对 ${name}`;
  byId('title').textContent = '在本机比对文书';
  byId('lead').textContent = `比对手里的 PDF 是不是登记的${name}。文件只在这台电脑上读，不上传，断网也能用。`;
  byId('ask').textContent = '把这份文书的 PDF 文件拖到这里';
  byId('limits').textContent = '登记的摘要值由公示门户给出，对照的结论只对所选的这个文件成立。';
  chooser.accept = '.pdf';
  (keys.closest('label') as HTMLElement).hidden = true;
  return told;
}

chooser.addEventListener('change', () => choose(chooser.files));
keys.addEventListener('change', () => void verify());
document.addEventListener('dragover', (event) => event.preventDefault());
document.addEventListener('drop', (event) => {
  event.preventDefault();
  choose(event.dataTransfer?.files);
});
takePreloaded();
