/** Why a screen could not be fetched: the office was replaced by a newer one, the connection is lost, or something else. */
export type MissingCause = 'updated' | 'offline' | 'unknown';

/** Whether an error says that a part of the program could not be fetched; each browser has words of its own for it. */
export function isMissingPart(error: unknown): boolean {
  return (
    error instanceof Error && /dynamically imported module|module script|preload CSS/i.test(error.message)
  );
}

/** Compares the page as it is served now with the one that runs here: a newer office begins with another script. */
export async function causeOfMissingPart(running = entryOf(document)): Promise<MissingCause> {
  try {
    const response = await fetch('/', { cache: 'no-store' });
    if (!response.ok) return 'unknown';
    return running !== '' && !(await response.text()).includes(running) ? 'updated' : 'unknown';
  } catch {
    return 'offline';
  }
}

function entryOf(page: Document): string {
  return page.querySelector('script[type=module][src]')?.getAttribute('src') ?? '';
}
