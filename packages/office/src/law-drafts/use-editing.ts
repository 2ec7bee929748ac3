import { ApiError, call, type DraftCheck, type LawDraftReply, pathTo, routes } from '@mingjing/api';
import type { DraftBody, JsonValue } from '@mingjing/law';
import { useCallback, useEffect, useRef, useState } from 'react';
import { timeOfDay } from '../parts/dates.ts';
import { type DraftPath, withValue } from './draft-path.ts';

type Saving = 'saved' | 'waiting' | 'failed' | 'conflict';

/** A draft that is being written: what stands on the page, what the server keeps, and what the checker says. */
export interface Editing {
  readonly id: string;
  readonly body: DraftBody;
  readonly check: Pick<DraftCheck, 'findings' | 'leftAside'>;
  readonly saving: Saving;
  /** What became of the last change, in words. */
  readonly said: string;
  /** Sections written as text that do not stand in the draft yet. */
  readonly texts: Readonly<Record<string, string>>;
  setText(section: string, text: string | null): void;
  change(path: DraftPath, value: JsonValue | undefined): void;
  /** Saves what is not yet saved; false where that did not go. */
  flush(): Promise<boolean>;
  /** Sends something that makes a new version itself, in its turn, and takes over what came of it. */
  send<Reply extends DraftCheck>(
    make: (expectedVersion: number) => Promise<Reply>,
    take: (body: DraftBody, reply: Reply) => DraftBody,
  ): Promise<Reply>;
}

const PAUSE = 700;

/** Keeps a draft with the server shortly after each change, one saving after the other. */
export function useEditing(draft: LawDraftReply): Editing {
  const [body, setBody] = useState(draft.body);
  const [check, setCheck] = useState<Editing['check']>(draft);
  const [saving, setSaving] = useState<Saving>('saved');
  const [said, setSaid] = useState('');
  const [texts, setTexts] = useState<Editing['texts']>({});
  const [tries, setTries] = useState(0);
  const now = useRef({ body: draft.body, kept: draft.body, version: draft.version });
  const queue = useRef<Promise<unknown>>(Promise.resolve());

  const took = useCallback((reply: DraftCheck) => {
    now.current.version = reply.version;
    setCheck(reply);
    const open = now.current.body !== now.current.kept;
    setSaving(open ? 'waiting' : 'saved');
    setTries((before) => before + 1);
    setSaid(`已自动保存 ${timeOfDay(new Date(reply.savedAt))}`);
  }, []);
  const failed = useCallback((error: unknown) => {
    setTries((before) => before + 1);
    const conflict = error instanceof ApiError && error.problem.code === 'version-conflict';
    setSaving(conflict ? 'conflict' : 'failed');
    const offline = error instanceof ApiError && error.problem.status === 0;
    setSaid(
      error instanceof ApiError && !offline
        ? error.problem.title
        : '暂时连不上，改动还没有保存。恢复后会再存。',
    );
  }, []);

  const flush = useCallback((): Promise<boolean> => {
    const turn = queue.current.then(async () => {
      const { body: written, kept, version } = now.current;
      if (written === kept) return true;
      try {
        const path = pathTo(routes.lawDraft, { id: draft.id });
        const reply = await call<DraftCheck>('PUT', path, { expectedVersion: version, body: written });
        now.current.kept = written;
        took(reply);
        return now.current.body === written;
      } catch (error) {
        failed(error);
        return false;
      }
    });
    queue.current = turn;
    return turn;
  }, [draft.id, took, failed]);

  const change = useCallback((path: DraftPath, value: JsonValue | undefined) => {
    now.current.body = withValue(now.current.body, path, value);
    setBody(now.current.body);
    setSaving((before) => (before === 'conflict' ? before : 'waiting'));
  }, []);

  const setText = useCallback((section: string, text: string | null) => {
    setTexts(({ [section]: _before, ...others }) =>
      text === null ? others : { ...others, [section]: text },
    );
  }, []);

  const send = useCallback<Editing['send']>(
    async (make, take) => {
      await flush();
      const turn = queue.current.then(async () => {
        const reply = await make(now.current.version);
        const taken = take(now.current.body, reply);
        now.current.kept = taken;
        now.current.body = taken;
        setBody(taken);
        took(reply);
        return reply;
      });
      queue.current = turn.catch(() => undefined);
      return await turn;
    },
    [flush, took],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: each change and each attempt begins the wait anew
  useEffect(() => {
    if (saving === 'saved' || saving === 'conflict') return;
    const timer = setTimeout(flush, saving === 'failed' ? 5_000 : PAUSE);
    return () => clearTimeout(timer);
  }, [saving, flush, body, tries]);

  return { id: draft.id, body, check, saving, said, texts, setText, change, flush, send };
}
