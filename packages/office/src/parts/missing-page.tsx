import { Link } from 'react-router';
import { paths } from '../app/paths.ts';
import { useTitle } from './page-state.tsx';

/** An address at which nothing stands. */
export function MissingPage() {
  useTitle('没有这一页');
  return (
    <>
      <div className="page-head">
        <h1>没有这一页</h1>
      </div>
      <p>地址可能抄错了一位。</p>
      <p>
        <Link to={paths.worklist}>回到我的待办</Link>
      </p>
    </>
  );
}
