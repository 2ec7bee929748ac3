import { z } from 'zod';
import { packSchema } from './schema.ts';

/** The published JSON Schema of a pack file, for editors and for whoever writes a pack by hand. */
export function packJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(packSchema, { io: 'input', target: 'draft-2020-12' });
  return { ...schema, title: 'Mingjing regulation pack' };
}
