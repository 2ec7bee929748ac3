import { z } from 'zod';
import { type QrModules, qrModules } from '../platform/qr-modules.ts';
import { DocumentError } from './document-error.ts';
import { type DocumentData, type DocumentTemplateId, documentTemplates } from './templates.ts';
import { Typesetter, type TypesetterOptions } from './typst/typesetter.ts';

/** How a printed document is found again: its code, and the page where one enters it. */
export interface DocumentSeal {
  readonly code: string;
  readonly address: string;
}

/** A document to be made: which template, its data, whether it is marked 演示数据, and its code; without one it is a 样稿. */
export type DocumentRequest = {
  [Id in DocumentTemplateId]: {
    readonly template: Id;
    readonly data: DocumentData<Id>;
    readonly demo?: boolean;
    readonly seal?: DocumentSeal;
  };
}[DocumentTemplateId];

/** Makes documents with bounds of its own; `close` ends its process. */
export interface DocumentRenderer {
  render(request: DocumentRequest): Promise<Uint8Array>;
  close(): void;
}

/** A PDF/A-2a file of the document; the same request always gives the same bytes. Throws DocumentError. */
export function renderDocument(request: DocumentRequest): Promise<Uint8Array> {
  shared ??= createDocumentRenderer();
  return shared.render(request);
}

/** Ends the process behind `renderDocument`; a later call starts another. */
export function closeDocuments(): void {
  shared?.close();
  shared = null;
}

/** A renderer apart from the shared one. */
export function createDocumentRenderer(options: TypesetterOptions = {}): DocumentRenderer {
  const typesetter = new Typesetter(options);
  return {
    render: (request) => render(typesetter, request),
    close: () => typesetter.close(),
  };
}

/** Every problem of the data as a line `field：sentence`; empty when the document can be made. */
export function documentProblems(template: DocumentTemplateId, data: unknown): readonly string[] {
  const checked = documentTemplates[template].schema.safeParse(data, inChinese);
  return checked.success ? [] : describe(checked.error);
}

const inChinese = { error: z.locales.zhCN().localeError };

const longest = 1_000_000;

let shared: DocumentRenderer | null = null;

async function render(typesetter: Typesetter, request: DocumentRequest): Promise<Uint8Array> {
  const template = documentTemplates[request.template];
  const checked = template.schema.safeParse(request.data, inChinese);
  if (!checked.success) {
    throw new DocumentError(
      'document-data-invalid',
      `《${template.title}》的内容不符合要求`,
      describe(checked.error),
    );
  }
  const content = JSON.stringify({
    title: template.title,
    demo: request.demo ?? false,
    seal: drawSeal(request.seal),
    data: checked.data,
  });
  if (content.length > longest) {
    throw new DocumentError('document-data-invalid', `《${template.title}》全文过长，不得超过 ${longest} 字`);
  }
  const reply = await typesetter.typeset({
    file: `${request.template}.typ`,
    request: content,
    timestamp: Date.parse(request.data.date) / 1_000,
  });
  switch (reply.kind) {
    case 'done':
      return reply.pdf;
    case 'missing':
      throw new DocumentError(
        'document-character-missing',
        `《${template.title}》里有字库没有的字：${reply.characters.map(named).join('、')}；请补充字库或者更正`,
        reply.characters,
      );
    case 'failed':
      throw new DocumentError(
        'document-typesetter-failed',
        `《${template.title}》生成失败`,
        [],
        reply.reason,
      );
  }
}

/** What the template draws: the two-dimensional code leads to the answer itself. */
function drawSeal(seal: DocumentSeal | undefined): (DocumentSeal & QrModules) | null {
  return seal === undefined
    ? null
    : { ...seal, ...qrModules(`${seal.address}/${seal.code.replaceAll('-', '')}`) };
}

function describe(error: z.ZodError): readonly string[] {
  return error.issues.map((issue) => `${issue.path.join('.') || '全文'}：${issue.message}`);
}

function named(character: string): string {
  const code = character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
  return `${character}（U+${code}）`;
}
