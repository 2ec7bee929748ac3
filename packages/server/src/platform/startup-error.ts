export type StartupCode =
  | 'configuration'
  | 'demonstration'
  | 'data-folder-in-use'
  | 'data-folder-unwritable'
  | 'disk-full'
  | 'database-missing'
  | 'database-start'
  | 'database-version'
  | 'database-encoding'
  | 'database-locale'
  | 'database-rights'
  | 'database-unreachable'
  | 'database-unsafe'
  | 'migration'
  | 'witness'
  | 'office-bundle'
  | 'port-taken'
  | 'port-forbidden'
  | 'tls';

/** Why the program cannot start: a code for machines and one Chinese sentence for the person at the terminal. */
export class StartupError extends Error {
  readonly code: StartupCode;
  constructor(code: StartupCode, sentence: string, cause?: unknown) {
    super(sentence, cause === undefined ? undefined : { cause });
    this.name = 'StartupError';
    this.code = code;
  }
}

/** The POSIX code of a failed system call (`ENOSPC`, `EADDRINUSE`, …), if the error carries one. */
export const systemCode = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

/** Turns a failed write below the data folder into the sentence that says what to do about it. */
export const explainWriteFailure = (path: string, error: unknown): StartupError | undefined => {
  switch (systemCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new StartupError(
        'disk-full',
        `磁盘空间不足，无法写入 ${path}：请清理磁盘或扩容后重新启动。`,
        error,
      );
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new StartupError(
        'data-folder-unwritable',
        `没有写入 ${path} 的权限：请用该文件夹的所有者账号启动，或用 MINGJING_DATA 指定另一个文件夹。`,
        error,
      );
    case 'ENOTDIR':
    case 'EEXIST':
      return new StartupError(
        'data-folder-unwritable',
        `${path} 不是文件夹：请移走同名文件，或用 MINGJING_DATA 指定另一个文件夹。`,
        error,
      );
    default:
      return undefined;
  }
};
