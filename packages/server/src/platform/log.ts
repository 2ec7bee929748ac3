/** The only fields a log line may carry: none of them can hold a name, an address or other case content. */
export type LogFields = Partial<{
  bytes: number;
  cause: string;
  code: string;
  count: number;
  durationMs: number;
  frames: readonly string[];
  job: string;
  kind: string;
  method: string;
  name: string;
  path: string;
  pid: number;
  port: number;
  requestId: string;
  route: string;
  sentence: string;
  status: number;
  table: string;
  version: string;
  witness: string;
}>;

/** Writes one JSON object a line; events are fixed English words, never sentences built from data. */
export type Log = Readonly<{
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}>;

/** A log on the given stream; a reader who has gone away is not an error of ours. */
export const createLog = (stream: NodeJS.WritableStream): Log => {
  stream.on('error', () => undefined);
  const write =
    (level: string) =>
    (event: string, fields: LogFields = {}) => {
      stream.write(`${JSON.stringify({ time: new Date().toISOString(), level, event, ...fields })}\n`);
    };
  return { info: write('info'), warn: write('warn'), error: write('error') };
};

/** A log that keeps nothing, for tools whose output is their result. */
export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** What may be logged of an unexpected error: its kind, code, place and table; a database message may quote a record. */
export const describeError = (error: unknown): LogFields => {
  if (!(error instanceof Error)) return { name: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const text = (key: string): string | undefined => {
    const value: unknown = Reflect.get(error, key);
    return typeof value === 'string' ? value : undefined;
  };
  const [code, table] = [text('code'), text('table')];
  return {
    name: error.name,
    frames: frames.slice(0, 8).map((line) => line.trim()),
    ...(code === undefined ? {} : { code }),
    ...(table === undefined ? {} : { table }),
    ...(error.cause instanceof Error ? { cause: text('name') ?? 'Error' } : {}),
  };
};
