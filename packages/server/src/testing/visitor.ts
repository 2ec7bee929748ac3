/** What came back: status, headers and the body as JSON where it is JSON. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
  readonly text: string;
}

/** Someone in front of the office with one browser: cookies kept, requests from the office's own pages. */
export interface Visitor {
  readonly cookie: string | null;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  send(
    method: 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer>;
  post(path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** Uploads one file with form fields before it, as a browser's form does. */
  upload(
    path: string,
    file: { readonly name: string; readonly bytes: Uint8Array },
    fields?: Readonly<Record<string, string | Blob>>,
  ): Promise<Answer>;
}

/** A visitor who carries the given cookie. */
export function visitor(address: string, cookie: string | null): Visitor {
  const ask = async (
    path: string,
    init: RequestInit & { headers?: Record<string, string> },
  ): Promise<Answer> => {
    const response = await fetch(`${address}${path}`, {
      redirect: 'manual',
      ...init,
      headers: { ...(cookie === null ? {} : { cookie }), ...init.headers },
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const text = bytes.toString('utf8');
    return {
      status: response.status,
      headers: response.headers,
      body: /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : bytes,
      text,
    };
  };
  const send: Visitor['send'] = (method, path, body, headers = {}) =>
    ask(path, {
      method,
      headers: {
        origin: address,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  return {
    cookie,
    get: (path, headers = {}) => ask(path, { method: 'GET', headers: { ...headers } }),
    send,
    post: (path, body, headers) => send('POST', path, body, headers),
    upload: (path, file, fields = {}) => {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.set(name, value);
      form.set('file', new Blob([Uint8Array.from(file.bytes)]), file.name);
      return ask(path, { method: 'POST', headers: { origin: address }, body: form });
    },
  };
}

/** Signs in over HTTP and keeps the cookie; throws where that fails. */
export async function signIn(address: string, login: string, password: string): Promise<Visitor> {
  const answer = await visitor(address, null).post('/api/session', { login, password });
  if (answer.status !== 200) throw new Error(`${login} could not sign in: ${answer.status} ${answer.text}`);
  return visitor(address, cookieOf(answer));
}

/** The session cookie that an answer sets. */
export function cookieOf(answer: Answer): string {
  return (answer.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
}
