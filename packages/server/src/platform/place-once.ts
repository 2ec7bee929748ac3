import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import { dirname } from 'node:path';
import { systemCode } from './startup-error.ts';

/** The operations that a file written once consists of; tests let each of them fail. */
export type OnceOperations = Pick<
  typeof fs,
  'openSync' | 'writeFileSync' | 'fsyncSync' | 'closeSync' | 'linkSync' | 'rmSync'
>;

/** Writes a private file that is never written again, at once: of two writers the first one's content stands, whole. */
export function placeOnce(path: string, content: string, operations: OnceOperations = fs): void {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    withDescriptor(operations, operations.openSync(temporary, 'wx', 0o600), (descriptor) => {
      operations.writeFileSync(descriptor, content);
      operations.fsyncSync(descriptor);
    });
    try {
      operations.linkSync(temporary, path);
    } catch (error) {
      if (systemCode(error) !== 'EEXIST') throw error;
    }
  } finally {
    operations.rmSync(temporary, { force: true });
  }
  withDescriptor(operations, operations.openSync(dirname(path), 'r'), operations.fsyncSync);
}

function withDescriptor(
  operations: OnceOperations,
  descriptor: number,
  work: (descriptor: number) => void,
): void {
  try {
    work(descriptor);
  } finally {
    operations.closeSync(descriptor);
  }
}
