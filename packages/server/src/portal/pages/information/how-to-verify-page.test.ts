import { expect, it } from 'vitest';
import { sampleView } from '../../testing/sample-view.ts';
import { howToVerifyPage } from './how-to-verify-page.ts';

it('ten plain sentences with described pictures tell a citizen how to verify', () => {
  const page = String(howToVerifyPage(sampleView(), { logs: [], findings: [], timeStamp: null }));
  const [, list = ''] = page.match(/<ol class="sentences">(.*?)<\/ol>/s) ?? [];
  expect(list.match(/<li>/g)).toHaveLength(10);
  expect(page.match(/<figure><svg role="img" aria-label="[^"]{8,}"/g)).toHaveLength(4);
});
