import { call, type LawRegisterReply, routes } from '@mingjing/api';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ActionButton } from '../parts/action-button.tsx';
import { Loaded, useTitle } from '../parts/page-state.tsx';
import { Panel } from '../parts/panel.tsx';
import { ChangeForm } from './change-form.tsx';
import { ItemForm } from './item-form.tsx';
import { LawTabs } from './law-tabs.tsx';
import { RetireItem } from './retire-item.tsx';
import { WorkList } from './update-work.tsx';

/** 法规变动: which of our public content rests on which law; a change entered once asks each of them to be updated in time. */
export function RegisterPage() {
  useTitle('法规变动');
  const query = useQuery({
    queryKey: ['law-register'],
    queryFn: () => call<LawRegisterReply>('GET', routes.lawRegister),
  });
  return (
    <>
      <div className="page-head">
        <h1>法规变动</h1>
        <p>依据生效、修改、废止或者职能变动的，登记一次；以它为依据的公示内容，逐项提醒更新。</p>
      </div>
      <LawTabs />
      <Loaded query={query}>
        {(reply) => (
          <>
            <Changes reply={reply} />
            <Items reply={reply} />
          </>
        )}
      </Loaded>
    </>
  );
}

function Changes({ reply }: { readonly reply: LawRegisterReply }) {
  const [adding, setAdding] = useState(false);
  return (
    <>
      {adding ? (
        <ChangeForm reply={reply} onClose={() => setAdding(false)} />
      ) : (
        <div className="filters">
          <ActionButton
            type="primary"
            refused={!reply.record.may}
            reason="record-refused"
            onClick={() => setAdding(true)}
          >
            登记法规变动
          </ActionButton>
          <span className="quiet" id="record-refused">
            {reply.record.may ? '' : '由政策法规机构或者联络员登记。'}
          </span>
        </div>
      )}
      {reply.changes.length === 0 && <p className="panel empty">还没有登记过变动。</p>}
      {reply.changes.map((change) => (
        <Panel key={change.id} title={`${change.title}　${change.what}`} aside={`${change.effectiveOn} 起`}>
          <p className="panel-body quiet">
            {change.recordedBy}于 {change.recordedOn} 登记。{change.note}
          </p>
          <WorkList change={change} reply={reply} />
        </Panel>
      ))}
    </>
  );
}

function Items({ reply }: { readonly reply: LawRegisterReply }) {
  const [adding, setAdding] = useState(false);
  return (
    <Panel title="内容与依据" aside={`${reply.items.length} 项`}>
      {reply.items.length === 0 ? (
        <p className="empty">还没有登记内容与依据的关联。</p>
      ) : (
        <table className="list-table">
          <caption className="vh">内容与依据</caption>
          <thead>
            <tr>
              <th scope="col">内容</th>
              <th scope="col">类别</th>
              <th scope="col">责任机构</th>
              <th scope="col">依据</th>
              <th scope="col">
                <span className="vh">操作</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {reply.items.map((item) => (
              <tr key={item.id}>
                <th scope="row">{item.name}</th>
                <td data-label="类别">{item.kindLabel}</td>
                <td data-label="责任机构">{item.unitName}</td>
                <td data-label="依据">
                  {item.bases.map(({ title, article }) => `《${title}》${article ?? ''}`).join('、')}
                </td>
                <td className="act">
                  <RetireItem item={item} reply={reply} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div className="panel-body">
        {adding ? (
          <ItemForm reply={reply} onClose={() => setAdding(false)} />
        ) : (
          <ActionButton
            refused={!reply.register.may}
            reason="register-refused"
            onClick={() => setAdding(true)}
          >
            登记内容与依据
          </ActionButton>
        )}
        <p className="quiet" id="register-refused">
          {reply.register.may
            ? '执法事项按“机关和事项”里写明的依据自动列入。'
            : '由政策法规机构或者联络员登记。'}
        </p>
      </div>
    </Panel>
  );
}
