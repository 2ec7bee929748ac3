import { toBase64 } from '@mingjing/ledger';
import type { FastifyReply } from 'fastify';
import { readVerifier } from '../../platform/verifier-bundle.ts';

/**
 * Sends the offline verifier: alone as a download, or with a proof in it to be looked at here. It is the only page of the
 * portal that runs a script, this one and no other, and it may connect to nothing.
 */
export async function sendVerifier(
  reply: FastifyReply,
  name?: string,
  proof?: Uint8Array,
): Promise<FastifyReply> {
  const page = (await readVerifier()).page.toString('utf8');
  const held =
    name === undefined || proof === undefined
      ? ''
      : `<script type="application/json" id="preloaded">${name}\n${toBase64(proof)}</script>`;
  const policy =
    /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1] ?? "default-src 'none'";
  const body = page.replace('<!--preloaded-->', () => held);
  return reply
    .headers({
      'content-security-policy': `${policy}; frame-ancestors 'none'; sandbox allow-scripts allow-modals`,
      'cache-control': 'no-cache',
      ...(held === '' && { 'content-disposition': 'attachment; filename="mingjing-verify.html"' }),
    })
    .type('text/html; charset=utf-8')
    .send(body);
}
