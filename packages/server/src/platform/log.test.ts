import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { createLog, describeError } from './log.ts';

test('a log line is one JSON object with time, level and event', () => {
  const lines: string[] = [];
  const stream = new Writable({ write: (chunk, _encoding, done) => done(void lines.push(String(chunk))) });
  createLog(stream).warn('database-leftover-stopping', { count: 2 });
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    time: expect.stringMatching(/^\d{4}-.*Z$/),
    level: 'warn',
    event: 'database-leftover-stopping',
    count: 2,
  });
});

test('an unexpected error is described by kind, code, table and place, never by its text', () => {
  const error = Object.assign(new Error('duplicate key (name)=(张三)'), {
    code: '23505',
    table: 'person',
    detail: '张三',
  });
  const described = describeError(error);
  expect(described).toMatchObject({ name: 'Error', code: '23505', table: 'person' });
  expect(described.frames?.[0]).toContain('log.test.ts');
  expect(JSON.stringify(described)).not.toContain('张三');
});
