import type { Problem } from './replies.ts';

/** A refusal or failure as the server explained it. */
export class ApiError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.title);
    this.problem = problem;
  }
}

/** Calls the office interface as JSON; network loss and refusals both come out as ApiError with a Chinese sentence. */
export async function call<Reply>(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<Reply> {
  const form = typeof FormData !== 'undefined' && body instanceof FormData;
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        ...(body === undefined || form ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: form ? (body as FormData) : JSON.stringify(body) }),
    });
  } catch {
    throw new ApiError({
      status: 0,
      code: 'offline',
      title: '暂时连不上。您填的内容仍在本页，恢复后再提交。',
    });
  }
  const reply: unknown = response.status === 204 ? undefined : await response.json().catch(() => undefined);
  if (!response.ok) {
    throw new ApiError(
      (reply as Problem | undefined) ?? {
        status: response.status,
        code: 'unknown',
        title: '服务没有给出说明，请稍后再试。',
      },
    );
  }
  return reply as Reply;
}
