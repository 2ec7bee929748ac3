import { useMe } from '../app/session.tsx';

/** Whoever proposes or decides sees what a change would turn in the cases. */
export function useMayPreview(): boolean {
  return useMe().roles.some((role) => role === 'policy-and-law' || role === 'approver');
}
