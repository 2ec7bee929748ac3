import type { PersonRow } from '@mingjing/api';

/** What is out of the ordinary with an account. */
export function PersonTags({ person }: { readonly person: PersonRow }) {
  return (
    <>
      {!person.active && <span className="tag">已停用</span>}
      {person.locked && <span className="tag bad">已锁定</span>}
      {person.active && person.firstPassword && <span className="tag soon">密码待更换</span>}
    </>
  );
}
