import { randomUUID } from 'node:crypto';
import type { CaseView } from '@mingjing/api';
import { caseOf } from './cases.ts';
import type { TestOffice } from './office.ts';
import type { Visitor } from './visitor.ts';

/** A case with an original, somebody who asks to see it, the head who answers, and an officer who has no part in it. */
export async function openViewingDesk(office: TestOffice, rolesOfOther: readonly string[]) {
  const { id: caseId } = await caseOf(office, '示例纺织');
  const [reader, head] = [await office.signIn('wen-liaison'), await office.signIn('wen-approver')];
  const { evidence } = (await reader.get(`/api/cases/${caseId}`)).body as CaseView;
  await office.asOwner(
    `insert into person (id, bureau, unit, login, name, post, password_hash, roles)
     select 'person-wen-other', bureau, unit, 'wen-other', name, post, password_hash, $1
     from person where login = 'wen-handler'`,
    [rolesOfOther],
  );
  const wish = (given: object = {}) => ({
    id: randomUUID(),
    caseId,
    reason: '汇总同类案件的取证方法。',
    days: 3,
    copying: false,
    ...given,
  });
  return {
    caseId,
    original: evidence[0]?.id ?? '',
    reader,
    head,
    wish,
    ask: (given: object = {}, by: Visitor = reader) => by.post('/api/viewing', wish(given)),
    answer: (given: object, by: Visitor = head) =>
      by.post('/api/viewing/answers', { id: randomUUID(), ...given }),
  };
}

/** What `openViewingDesk` gives. */
export type ViewingDesk = Awaited<ReturnType<typeof openViewingDesk>>;
