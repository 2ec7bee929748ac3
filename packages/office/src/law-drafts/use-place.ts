import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

/** Places of a draft's page that are no section of the form. */
export const TRIAL = 'trial';
export const PROPOSE = 'propose';

/** Which part of a draft is shown: a section, and in it the rule that stands open; both are in the address. */
export function usePlace() {
  const [asked, setAsked] = useSearchParams();
  const place = asked.get('part') ?? 'head';
  const rule = asked.get('rule');
  const go = useCallback(
    (part: string, open: number | null = null) => {
      setAsked(open === null ? { part } : { part, rule: String(open) }, { replace: true });
    },
    [setAsked],
  );
  return { place, rule: rule === null ? null : Number(rule), go };
}
