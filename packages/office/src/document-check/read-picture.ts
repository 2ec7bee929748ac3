import { readCode } from './read-code.ts';

/** The text of the two-dimensional code in a picture that the browser holds; one too large is looked at smaller. */
export function readPicture(source: CanvasImageSource, width: number, height: number): string | undefined {
  const scale = Math.min(1, LONGEST / Math.max(width, height, 1));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) return undefined;
  // What is transparent is paper.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  return readCode(context.getImageData(0, 0, canvas.width, canvas.height));
}

/** A code of 18 mm on a sheet photographed whole still has eight points a module. */
const LONGEST = 4000;
