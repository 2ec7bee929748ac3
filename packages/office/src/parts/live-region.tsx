import { useEffect, useState } from 'react';

const channel = new EventTarget();

/** Says what has just been done: read out, and shown under the page's title until the next sentence. */
export function announce(sentence: string): void {
  channel.dispatchEvent(new CustomEvent<string>('say', { detail: sentence }));
}

/** The one polite live region of the page; it stays, so that nothing that must be read disappears. */
export function LiveRegion({ place }: { readonly place: string }) {
  const [said, setSaid] = useState<{ readonly sentence: string; readonly place: string } | null>(null);
  useEffect(() => {
    const hear = (event: Event) => setSaid({ sentence: (event as CustomEvent<string>).detail, place });
    channel.addEventListener('say', hear);
    return () => channel.removeEventListener('say', hear);
  }, [place]);
  const current = said && said.place === place ? said.sentence : '';
  return (
    <div role="status" aria-live="polite" className={current ? 'note ok live' : 'vh'}>
      {current}
    </div>
  );
}
