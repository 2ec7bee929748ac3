import { ApiError, type Problem, routes } from '@mingjing/api';
import type { Attachment } from './attachment.ts';
import { fileDigest } from './file-digest.ts';

/** An uploaded file and what it says about itself (time, place, length). */
export interface UploadReply extends Attachment {
  readonly claims?: readonly { readonly label: string; readonly text: string }[];
}

/** Sends one file with its digest first, so that the server can compare; reports 0–1 as it goes. */
export async function upload(
  file: File,
  onProgress: (part: number) => void,
  signal: AbortSignal,
): Promise<UploadReply> {
  const digest = await fileDigest(file);
  const body = new FormData();
  if (digest) body.append('sha256', digest);
  body.append('file', file, file.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', routes.evidence);
    request.responseType = 'json';
    request.setRequestHeader('accept', 'application/json');
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(request.response as UploadReply);
      else reject(new ApiError((request.response as Problem | null) ?? unexplained(request.status)));
    };
    request.onerror = () =>
      reject(new ApiError({ status: 0, code: 'offline', title: '暂时连不上，文件没有传完。恢复后再传。' }));
    request.onabort = () => reject(new ApiError({ status: 0, code: 'stopped', title: '已停止上传。' }));
    signal.addEventListener('abort', () => request.abort());
    request.send(body);
  });
}

function unexplained(status: number): Problem {
  const title = status === 413 ? '文件太大，超过了本系统的上限。' : '文件没有存下来，请稍后再试。';
  return { status, code: 'upload', title };
}
