import { call, routes } from '@mingjing/api';
import { useEffect, useRef, useState } from 'react';
import { timeOfDay } from '../parts/dates.ts';

/** Where unfinished forms are kept: with the case on the server, or in this tab for a case that does not exist yet. */
export type DraftPlace = { readonly subject: string } | 'tab';

/** Saves a form a second after the last change; answers with the sentence to show. */
export function useDraft(place: DraftPlace, command: string, body: Readonly<Record<string, unknown>>): string {
  const [said, setSaid] = useState('');
  const first = useRef(body);
  const subject = place === 'tab' ? null : place.subject;
  useEffect(() => {
    if (body === first.current) return;
    let stopped = false;
    const timer = setTimeout(async () => {
      const saved = await save(subject, command, body);
      if (!stopped) setSaid(saved ? `已自动保存 ${timeOfDay(new Date())}` : '暂时连不上，草稿还没有保存。');
    }, 1_000);
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [body, subject, command]);
  return said;
}

/** What this tab keeps of a start form. */
export function draftInTab(command: string): Readonly<Record<string, unknown>> | undefined {
  const kept = sessionStorage.getItem(keyOf(command));
  return kept ? (JSON.parse(kept) as Record<string, unknown>) : undefined;
}

/** Forgets the start form of a command once the case exists. */
export function forgetDraftInTab(command: string): void {
  sessionStorage.removeItem(keyOf(command));
}

async function save(
  subject: string | null,
  command: string,
  body: Readonly<Record<string, unknown>>,
): Promise<boolean> {
  if (subject === null) {
    sessionStorage.setItem(keyOf(command), JSON.stringify(body));
    return true;
  }
  try {
    await call('PUT', routes.drafts, { subject, command, body });
    return true;
  } catch {
    return false;
  }
}

function keyOf(command: string): string {
  return `mingjing.draft.${command}`;
}
