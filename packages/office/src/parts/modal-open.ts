/** Whether a dialog or drawer stands over the page; one that was closed may still be in the document, unseen. */
export function isModalOpen(): boolean {
  return [...document.querySelectorAll('[aria-modal="true"]')].some((one) => one.getClientRects().length > 0);
}
