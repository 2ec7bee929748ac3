import { qrModules } from '../../platform/qr-modules.ts';
import { html, type Markup } from './markup.ts';

/** A text as a two-dimensional code, drawn in the page itself. */
export function qrCode(text: string, label: string): Markup {
  const { size, runs } = qrModules(text);
  const path = runs.map(([x, y, width]) => `M${x} ${y}h${width}v1h-${width}z`).join('');
  return html`<svg class="qr" role="img" aria-label="${label}" viewBox="-2 -2 ${size + 4} ${size + 4}"><path d="${path}"/></svg>`;
}
