import { RequestError } from './request-error.ts';

/** No form of ours nests deeper; what does would exhaust the stack of whoever walks it later. */
const DEEPEST = 40;

/** Refuses text that can be neither sealed nor stored (half characters, the zero character) and endless nesting. */
export function requireWritable(value: unknown, depth = 0): void {
  if (depth > DEEPEST) throw new RequestError('bad-request', '提交的内容嵌套太深。');
  if (typeof value === 'string') {
    if (!value.isWellFormed() || value.includes('\u0000'))
      throw new RequestError('bad-request', '内容中有不能保存的字符，删去后再提交。');
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      requireWritable(key, depth + 1);
      requireWritable(inner, depth + 1);
    }
  }
}
