import { createHash, randomUUID } from 'node:crypto';
import { type CaseContext, type CaseState, caseBefore, type DocumentOrder, type Fact } from '@mingjing/law';
import { documentCodeDigest, drawDocumentCode } from '../documents/document-code.ts';
import { renderDocument } from '../documents/render-document.ts';
import { type DocumentTemplateId, documentTemplates } from '../documents/templates.ts';
import { takeRandom } from '../journal/random.ts';
import type { ProjectionWrite } from '../journal/write-command.ts';
import type { Person } from '../people/people.ts';
import { documentCheckPath } from '../portal/markup/links.ts';
import type { ServerContext } from '../web/context.ts';
import { documentData } from './document-data.ts';
import { heading } from './document-parts.ts';

/** A document made for a command: the fact that names it and the row that keeps it. */
export interface MadeDocument {
  readonly fact: Fact;
  readonly write: ProjectionWrite;
}

/** Makes the documents that a command ordered, from the case as it stands with the command's own facts in it. */
export async function renderOrders(
  context: ServerContext,
  state: CaseState,
  orders: readonly DocumentOrder[],
  law: CaseContext,
  person: Person,
): Promise<readonly MadeDocument[]> {
  return await Promise.all(orders.map((order) => renderOrder(context, state, order, law, person)));
}

async function renderOrder(
  context: ServerContext,
  state: CaseState,
  order: DocumentOrder,
  law: CaseContext,
  person: Person,
): Promise<MadeDocument> {
  const template = order.template as DocumentTemplateId;
  if (documentTemplates[template] === undefined) throw new Error(`no document template ${order.template}`);
  const code = drawDocumentCode(takeRandom);
  const bureaus = context.resources().bureaus;
  const source = { ...asMade(state, order, law, person), order, bureaus, packs: law.rules };
  const bytes = await renderDocument({
    template,
    data: documentData(template, source),
    demo: context.resources().bureaus.get(state.bureau)?.demonstration ?? false,
    seal: { code, address: `${context.portalAddress}${documentCheckPath(state.bureau)}` },
  } as Parameters<typeof renderDocument>[0]);
  const id = randomUUID();
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return {
    fact: {
      type: 'document-issued',
      occurredOn: source.law.occurredOn,
      data: {
        documentId: id,
        template: order.template,
        title: order.title,
        documentNumber: order.documentNumber,
        sha256,
        size: bytes.length,
        forServing: order.forServing,
        issuedBy: heading(source).bureau,
        codeDigest: documentCodeDigest(code),
      },
    },
    write: {
      name: 'keep-document',
      text: `insert into document (id, bureau, stream, template, title, number, sha256, size, bytes) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      values: [
        id,
        state.bureau,
        `case/${state.id}`,
        order.template,
        order.title,
        order.documentNumber,
        sha256,
        bytes.length,
        Buffer.from(bytes),
      ],
    },
  };
}

/** What is made again says what it said on its own day, of whoever had it made then, with what was put right since. */
function asMade(state: CaseState, { remakes }: DocumentOrder, law: CaseContext, person: Person) {
  const made = state.entries.find(({ version }) => version === remakes);
  if (made === undefined) return { state, law, person };
  const { occurredOn, version, actor } = made;
  return {
    state: caseBefore(state, version),
    law: { ...law, today: occurredOn, occurredOn },
    person: law.people.find(({ id }) => id === actor) ?? person,
  };
}
