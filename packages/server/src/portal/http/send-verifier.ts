import { toBase64 } from '@mingjing/ledger';
import type { FastifyReply } from 'fastify';
import { changeSentence, type IssuedDocument } from '../../documents/issued-document.ts';
import { readVerifier } from '../../platform/verifier-bundle.ts';

/**
 * Sends the offline verifier: alone as a download, or with a proof in it to be looked at here. It is the only page of the
 * portal that runs a script, this one and no other, and it may connect to nothing.
 */
export async function sendVerifier(
  reply: FastifyReply,
  preloaded?: { readonly name: string; readonly proof: Uint8Array; readonly demonstration: boolean },
): Promise<FastifyReply> {
  const { name, proof, demonstration } = preloaded ?? { demonstration: false };
  const held =
    name === undefined || proof === undefined
      ? ''
      : `<script type="application/json" id="preloaded">${name}\n${toBase64(proof)}</script>`;
  if (held === '') reply.header('content-disposition', 'attachment; filename="mingjing-verify.html"');
  return send(reply.header('cache-control', 'no-cache'), held, demonstration);
}

/** The same page, which waits for the file of one document and compares it with what the log holds. */
export async function sendComparison(
  reply: FastifyReply,
  { title, number, sha256, changes }: IssuedDocument,
  demonstration: boolean,
): Promise<FastifyReply> {
  const notes = changes.map(changeSentence);
  const registered = JSON.stringify({ title, number, sha256, notes }).replace(/</g, '\\u003c');
  return send(
    reply.header('cache-control', 'no-store'),
    `<script type="application/json" id="registered">${registered}</script>`,
    demonstration,
  );
}

async function send(reply: FastifyReply, held: string, demonstration: boolean): Promise<FastifyReply> {
  const page = (await readVerifier()).page.toString('utf8');
  const policy =
    /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1] ?? "default-src 'none'";
  return reply
    .header(
      'content-security-policy',
      `${policy}; frame-ancestors 'none'; sandbox allow-scripts allow-modals`,
    )
    .type('text/html; charset=utf-8')
    .send(
      page
        .replace('<main>', (main) => (demonstration ? `${main}\n${MADE_UP}` : main))
        .replace('<!--preloaded-->', () => held),
    );
}

const MADE_UP = '<p class="lead"><b>演示数据</b>　所载的当事人、执法人员、文号和编号均为虚构</p>';
