import type { Page } from 'playwright-core';

/** Everything on a page that should not have happened; a journey ends with `expectNothing`. */
export interface Watch {
  /** Forgives what matches, where the journey itself brings it about. */
  forgive(pattern: RegExp): void;
  expectNothing(): void;
}

/** Notes console errors, uncaught errors, requests that failed and answers of 400 and above. */
export function watch(page: Page): Watch {
  const complaints: string[] = [];
  const forgiven: RegExp[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      complaints.push(`console ${message.type()}: ${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '';
    // Leaving a page stops what it was still asking for.
    if (reason !== 'net::ERR_ABORTED')
      complaints.push(`failed: ${request.method()} ${request.url()} ${reason}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400)
      complaints.push(`answered ${response.status()}: ${response.request().method()} ${response.url()}`);
  });
  return {
    forgive: (pattern) => forgiven.push(pattern),
    expectNothing: () => {
      const found = complaints.filter((complaint) => !forgiven.some((pattern) => pattern.test(complaint)));
      if (found.length > 0) throw new Error(`on ${page.url()}:\n${found.join('\n')}`);
    },
  };
}
