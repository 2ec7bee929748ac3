/** Which of the questions of a dialog stand unanswered, as a sentence; empty where none does. */
export function unfilled(asked: readonly Asked[]): string {
  const open = asked.filter(([, answer]) => answer.trim() === '').map(([label]) => `“${label}”`);
  return open.length === 0 ? '' : `${open.join('')}未填。`;
}

/** A question by its label, and what was answered. */
export type Asked = readonly [label: string, answer: string];
