/** Whether a database error says that the connection is gone or was refused, not that the statement failed. */
export function isConnectionLoss(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return (
    typeof code === 'string' &&
    (code.startsWith('08') ||
      code.startsWith('57P') ||
      ['ECONNREFUSED', 'ECONNRESET', 'ENOENT'].includes(code))
  );
}
