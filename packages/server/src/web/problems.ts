import type { Problem } from '@mingjing/api';
import { InputError, RuleError } from '@mingjing/law';
import { VerificationError } from '@mingjing/ledger';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { ZodError } from 'zod';
import { DocumentError, type DocumentErrorCode } from '../documents/document-error.ts';
import { isConnectionLoss } from '../platform/database/connection-loss.ts';
import { DiskFailed } from '../platform/file-operations.ts';
import { describeError, type Log } from '../platform/log.ts';
import { RequestError } from './request-error.ts';

/** The one place where an error becomes an answer: known refusals say what to do, anything else is a bug and says nothing. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply, log: Log): void {
  const problem = toProblem(error, request.id);
  if (problem.status >= 500)
    log.error('request-failed', {
      ...describeError(error),
      requestId: request.id,
      method: request.method,
      route: request.routeOptions.url ?? '',
      status: problem.status,
    });
  reply.status(problem.status).type('application/problem+json').send(problem);
}

function toProblem(error: unknown, requestId: string): Problem {
  if (error instanceof RuleError) {
    const fields =
      error instanceof InputError
        ? error.problems.map(({ path, sentence }) => ({ key: path, message: sentence }))
        : undefined;
    return {
      status: 422,
      code: error.code,
      title: error.message,
      ...(error.cite === undefined ? {} : { cite: error.cite }),
      ...(fields === undefined ? {} : { fields }),
    };
  }
  if (error instanceof RequestError)
    return {
      status: error.status,
      code: error.code,
      title: error.message,
      ...(error.fields === undefined ? {} : { fields: error.fields }),
    };
  if (error instanceof ZodError) {
    return {
      status: 400,
      code: 'bad-request',
      title: '提交的内容不合格式。',
      fields: error.issues
        .slice(0, 50)
        .map((issue) => ({ key: issue.path.join('.'), message: sentenceOf(issue) })),
    };
  }
  if (error instanceof DocumentError && DOCUMENT_STATUS[error.code] !== undefined) {
    const shown = error.code === 'document-data-invalid' ? error.problems.slice(0, 5) : [];
    return {
      status: DOCUMENT_STATUS[error.code] ?? 500,
      code: error.code,
      title: shown.length === 0 ? `${error.message}。` : `${error.message}：${shown.join('；')}`,
    };
  }
  if (error instanceof VerificationError && error.code === 'json-not-representable') return UNWRITABLE_TEXT;
  const { code, statusCode } = error as FastifyError & { code?: string };
  if (code === '53100' || code === 'ENOSPC')
    return { status: 507, code: 'disk-full', title: '存储空间已满，未保存。通知系统管理员。', requestId };
  if (error instanceof DiskFailed)
    return {
      status: 507,
      code: 'disk-failed',
      title: '存储设备写入失败，未保存。通知系统管理员。',
      requestId,
    };
  if (error instanceof Error && BROKEN_FORM.test(error.message))
    return { status: 400, code: 'bad-request', title: '文件没有传完整。重新上传。' };
  if (UNWRITABLE.includes(code ?? '')) return UNWRITABLE_TEXT;
  if (isConnectionLoss(error))
    return {
      status: 503,
      code: 'database-away',
      title: '数据库暂时连不上，未保存。稍后再提交，内容不会重复登记。',
      requestId,
    };
  if (code === 'FST_REQ_FILE_TOO_LARGE' || statusCode === 413)
    return { status: 413, code: 'too-large', title: '文件太大。' };
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return { status: statusCode, code: 'bad-request', title: '提交的内容不合格式。' };
  return {
    status: 500,
    code: 'internal',
    title: `未能办理，已记录（编号 ${requestId}）。请把编号告知系统管理员。`,
    requestId,
  };
}

function sentenceOf(issue: ZodError['issues'][number]): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return `多出了不认识的内容：${issue.keys.join('、')}。`;
    case 'too_small':
      return issue.origin === 'string' ? '未填或者太短。' : `不能小于 ${issue.minimum}。`;
    case 'too_big':
      return issue.origin === 'string' ? `不能超过 ${issue.maximum} 个字。` : `不能大于 ${issue.maximum}。`;
    case 'invalid_value':
      return '不在可选范围内。';
    case 'invalid_format':
      return issue.format === 'date' ? '不是有效日期，按“2026-03-05”填写。' : '格式不对。';
    default:
      return '未填或者格式不对。';
  }
}

/** What the form reader says of an upload that broke off or was never a form; it gives these errors no code. */
const BROKEN_FORM = /^(Unexpected end of multipart data|Multipart: Boundary not found)/;

/** What PostgreSQL says of text it cannot hold, such as a zero character. */
const UNWRITABLE: readonly string[] = ['22021', '22P05'];

const UNWRITABLE_TEXT: Problem = {
  status: 400,
  code: 'bad-request',
  title: '内容中有不能保存的字符，删去后再提交。',
};

/** What a document that could not be made asks of its author; a failing typesetter is a bug. */
const DOCUMENT_STATUS: Readonly<Partial<Record<DocumentErrorCode, number>>> = {
  'document-data-invalid': 422,
  'document-character-missing': 422,
  'document-queue-full': 503,
  'document-timeout': 503,
};
