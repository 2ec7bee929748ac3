import { RequestError } from './request-error.ts';

/** Refuses text that can be neither sealed nor stored: half characters (unpaired surrogates) and the zero character. */
export function requireWritable(value: unknown): void {
  if (typeof value === 'string') {
    if (!value.isWellFormed() || value.includes('\u0000'))
      throw new RequestError('bad-request', '内容中有不能保存的字符，删去后再提交。');
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      requireWritable(key);
      requireWritable(inner);
    }
  }
}
