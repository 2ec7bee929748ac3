import { useEffect, useState } from 'react';

const channel = new EventTarget();

interface Said {
  readonly sentence: string;
  /** Path of the page on which it was said; null while the next page is awaited. */
  readonly place: string | null;
}

/** Says what has just been done: read out, and shown at the top of this page until it is left or the next sentence comes. */
export function announce(sentence: string): void {
  channel.dispatchEvent(new CustomEvent('say', { detail: { sentence, next: false } }));
}

/** The same for the page that is about to open. */
export function announceOnNextPage(sentence: string): void {
  channel.dispatchEvent(new CustomEvent('say', { detail: { sentence, next: true } }));
}

/** The one polite live region of the page; it stays, so that nothing that must be read disappears. */
export function LiveRegion({ place }: { readonly place: string }) {
  const [said, setSaid] = useState<Said | null>(null);
  useEffect(() => {
    setSaid((before) => (before?.place === null ? { ...before, place } : before));
    const hear = (event: Event) => {
      const { sentence, next } = (event as CustomEvent<{ sentence: string; next: boolean }>).detail;
      setSaid({ sentence, place: next ? null : place });
    };
    channel.addEventListener('say', hear);
    return () => channel.removeEventListener('say', hear);
  }, [place]);
  const current = said?.place === place ? said.sentence : '';
  return (
    <div role="status" aria-live="polite" className={current ? 'note ok live' : 'vh'}>
      {current}
    </div>
  );
}
