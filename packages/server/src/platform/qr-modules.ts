import QRCode from 'qrcode';

/** A text as a two-dimensional code: how many modules a side has, and every dark stretch of a row as x, y and width. */
export interface QrModules {
  readonly size: number;
  readonly runs: readonly (readonly [x: number, y: number, width: number])[];
}

/** The code of a text, with the redundancy that survives a stamp or a fold (level M). */
export function qrModules(text: string): QrModules {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const { size } = modules;
  const runs: [number, number, number][] = [];
  for (let y = 0; y < size; y += 1)
    for (let x = 0; x < size; x += 1) {
      if (modules.get(y, x) !== 1) continue;
      const last = runs.at(-1);
      if (last !== undefined && last[1] === y && last[0] + last[2] === x) last[2] += 1;
      else runs.push([x, y, 1]);
    }
  return { size, runs };
}
