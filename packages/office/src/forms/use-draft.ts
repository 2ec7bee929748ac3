import { call, routes } from '@mingjing/api';
import { useEffect, useRef, useState } from 'react';
import { timeOfDay } from '../parts/dates.ts';

/** Saves a form with the server a second after the last change, or when it is left; answers with the sentence to show. */
export function useDraft(
  subject: string,
  command: string,
  body: Readonly<Record<string, unknown>>,
  paused: boolean,
): string {
  const [said, setSaid] = useState('');
  const saved = useRef(body);
  const waiting = useRef<(() => void) | null>(null);
  useEffect(() => () => waiting.current?.(), []);
  useEffect(() => {
    waiting.current = null;
    if (paused || body === saved.current) return;
    let stopped = false;
    waiting.current = () => void save(subject, command, body);
    const timer = setTimeout(async () => {
      waiting.current = null;
      const sentence = await save(subject, command, body);
      if (stopped) return;
      saved.current = body;
      setSaid(sentence);
    }, 1_000);
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [body, subject, command, paused]);
  return said;
}

async function save(
  subject: string,
  command: string,
  body: Readonly<Record<string, unknown>>,
): Promise<string> {
  try {
    await call('PUT', routes.drafts, { subject, command, body });
    return `已自动保存 ${timeOfDay(new Date())}`;
  } catch {
    return '暂时连不上，草稿还没有保存。';
  }
}
