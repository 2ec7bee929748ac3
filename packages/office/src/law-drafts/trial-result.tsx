import type { DraftTrialReply, TrialAnswer } from '@mingjing/api';

const changes = {
  same: ['不变', 'tag'],
  moved: ['日期变了', 'tag soon'],
  changed: ['要求变了', 'tag soon'],
  added: ['新增', 'tag info'],
  removed: ['不再有', 'tag bad'],
} as const;

/** 将产生下列义务: duty by duty, by the law in force and by the draft, what differs marked in words. */
export function TrialResult({ reply }: { readonly reply: DraftTrialReply }) {
  const different = reply.duties.filter(({ change }) => change !== 'same').length;
  return (
    <>
      {reply.notes.map((note) => (
        <p key={note} className="note soon">
          {note}
        </p>
      ))}
      {reply.duties.length === 0 ? (
        <p className="empty">草稿和现行规定对这一事件都没有规定期限。</p>
      ) : (
        <>
          <p className={different > 0 ? 'note soon' : 'note ok'}>
            将产生下列义务：
            {different > 0 ? `${reply.duties.length} 项，其中 ${different} 项与现行不同。` : '与现行的相同。'}
          </p>
          <table className="list-table">
            <caption className="vh">将产生的义务</caption>
            <thead>
              <tr>
                <th scope="col">义务</th>
                <th scope="col">现行</th>
                <th scope="col">依草稿</th>
              </tr>
            </thead>
            <tbody>
              {reply.duties.map(({ change, before, after }) => {
                const one = after ?? before;
                const [words, tone] = changes[change];
                return (
                  <tr key={`${one?.name} ${one?.channel} ${one?.article}`}>
                    <th scope="row">
                      {one?.name} <span className={tone}>{words}</span>
                      {one?.channel && <span className="second">{one.channel}</span>}
                    </th>
                    <td data-label="现行">
                      <Answer answer={before} />
                    </td>
                    <td data-label="依草稿">
                      <Answer answer={after} marked={change !== 'same'} />
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </>
      )}
    </>
  );
}

function Answer({
  answer,
  marked = false,
}: {
  readonly answer: TrialAnswer | null;
  readonly marked?: boolean;
}) {
  if (answer === null) return <span className="quiet">没有这一项</span>;
  const date = answer.due ?? '及时';
  return (
    <>
      <span className="nb">{marked ? <b>{date}</b> : date}</span>
      {answer.provisional && <span className="tag soon">暂定</span>}
      {answer.unverified && <span className="tag soon">未核</span>}
      <span className="second">
        {answer.owner}
        {answer.modality === 'may' ? '可以办理' : '办理'}。{answer.sentence}
      </span>
      <span className="second">
        《{answer.regulation}》{answer.article}：“{answer.quote}”
      </span>
      {answer.note && <span className="second">{answer.note}</span>}
      {answer.others.map((other) => (
        <span key={`${other.regulation} ${other.article}`} className="second">
          另见《{other.regulation}》{other.article}：{other.due ?? '没有写明天数'}
        </span>
      ))}
    </>
  );
}
