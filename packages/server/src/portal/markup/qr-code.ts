import QRCode from 'qrcode';
import { html, type Markup } from './markup.ts';

/** A text as a two-dimensional code, drawn in the page itself. */
export function qrCode(text: string, label: string): Markup {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const rows = Array.from({ length: modules.size }, (_, y) => y);
  const path = rows
    .flatMap((y) => rows.filter((x) => modules.get(y, x) === 1).map((x) => `M${x} ${y}h1v1h-1z`))
    .join('');
  return html`<svg class="qr" role="img" aria-label="${label}" viewBox="-2 -2 ${modules.size + 4} ${modules.size + 4}"><path d="${path}"/></svg>`;
}
