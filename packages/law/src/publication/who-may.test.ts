import { expect, test } from 'vitest';
import { decidedCase, Publication } from '../../test/publication-fixtures.ts';
import { availablePublicationActions, decidePublication } from './decide.ts';

test('第八条 自己拟的稿不能批准：写明可以批准的人', () => {
  const publication = new Publication(decidedCase());
  publication.act('jack', '2026-03-19', 'draft-publication');
  const mine = publication.context('jack', '2026-03-19');
  const context = { ...mine, people: [mine.actor, publication.context('approver', '2026-03-19').actor] };
  const sentence = '本件由您拟稿，须由他人批准。可以办理的人：approver（批准人）。';
  const shown = availablePublicationActions(publication.state, context);
  expect(shown.find((one) => one.command === 'approve-publication')?.refusal?.sentence).toBe(sentence);
  expect(() => decidePublication(publication.state, { type: 'approve-publication' }, context)).toThrow(
    sentence,
  );
});
