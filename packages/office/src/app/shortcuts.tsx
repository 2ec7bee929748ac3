import { useEffect, useSyncExternalStore } from 'react';
import { isModalOpen } from '../parts/modal-open.ts';

const storageKey = 'mingjing.shortcuts';
const changes = new EventTarget();

/** Whether single-key shortcuts are on; a person may switch them off for good (WCAG 2.1.4). */
export function useShortcutsEnabled(): readonly [boolean, (on: boolean) => void] {
  const on = useSyncExternalStore(subscribe, () => localStorage.getItem(storageKey) !== 'off');
  return [on, setEnabled];
}

/** Runs a function for a key while the screen is shown; silent in fields, in dialogs and with modifier keys. */
export function useShortcuts(keys: Readonly<Record<string, (event: KeyboardEvent) => void>>): void {
  const [on] = useShortcutsEnabled();
  useEffect(() => {
    if (!on) return;
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || isBusy(event)) return;
      const run = keys[event.key] ?? keys[event.key.toLowerCase()];
      if (run) run(event);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [keys, on]);
}

/** What each key does, for the list that `?` opens; the letters after G stand in the menu. */
export const shortcutList: readonly (readonly [string, string])[] = [
  ['/', '搜索'],
  ['J　K', '下一行、上一行'],
  ['Enter', '打开'],
  ['E', '办理'],
  ['A', '批准、审核（须写理由）'],
  ['L', '看条文'],
  ['D', '期限怎样算'],
  ['Esc', '关闭条文'],
  ['?', '全部快捷键'],
];

function subscribe(changed: () => void): () => void {
  changes.addEventListener('change', changed);
  return () => changes.removeEventListener('change', changed);
}

function setEnabled(on: boolean): void {
  localStorage.setItem(storageKey, on ? 'on' : 'off');
  changes.dispatchEvent(new Event('change'));
}

function isBusy(event: KeyboardEvent): boolean {
  const target = event.target;
  if (isModalOpen()) return true;
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return true;
  return event.key === 'Enter' && target.closest('a,button') !== null;
}
