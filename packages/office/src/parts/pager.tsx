import { Button } from 'antd';
import { useNavigate } from 'react-router';

/** The way on from one page of a list to the next, and back. */
export function Pager({
  path,
  asked,
  next,
}: {
  readonly path: string;
  readonly asked: URLSearchParams;
  /** Where the next page begins; null on the last one. */
  readonly next: string | null | undefined;
}) {
  const navigate = useNavigate();
  const onward = new URLSearchParams(asked);
  if (next) onward.set('after', next);
  return (
    <p className="pager">
      {asked.get('after') && <Button onClick={() => navigate(-1)}>上一页</Button>}
      {next && <Button onClick={() => navigate(`${path}?${onward}`)}>下一页</Button>}
    </p>
  );
}
