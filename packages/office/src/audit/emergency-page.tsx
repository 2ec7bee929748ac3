import {
  call,
  type EmergencyReply,
  type EmergencyRow,
  FEWEST_OF_REASON,
  MOST_HOURS,
  routes,
} from '@mingjing/api';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useRef, useState } from 'react';
import { Link } from 'react-router';
import { paths } from '../app/paths.ts';
import { useMe } from '../app/session.tsx';
import { newId } from '../forms/new-id.ts';
import { ActedFor, ofBureau } from '../parts/acted-for.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { ConfirmerFields, nobodyYet } from '../parts/confirmer-fields.tsx';
import { entryTime } from '../parts/dates.ts';
import { Field } from '../parts/field.tsx';
import { announce } from '../parts/live-region.tsx';
import { Loaded, useTitle } from '../parts/page-state.tsx';
import { faultOfReason, ReasonField } from '../parts/reason-field.tsx';

/** 紧急查阅: one case opened to an administrator for some hours, with reason and a second person; shown to its handlers. */
export function EmergencyPage() {
  useTitle('紧急查阅');
  const { roles } = useMe();
  const [bureau, setBureau] = useState('');
  const query = useQuery({
    queryKey: ['emergency', bureau],
    queryFn: () => call<EmergencyReply>('GET', `${routes.emergencyAccess}${ofBureau(bureau)}`),
  });
  const mayOpen = roles.includes('system-administrator') || roles.includes('audit-administrator');
  return (
    <>
      <div className="page-head">
        <h1>紧急查阅</h1>
        <p className="quiet">
          管理员平时不接触案件内容。确有紧急需要的，写明理由，由安全管理员当场确认，只打开一件案件的页面，到时自行关闭；每次都入存证，本案的人都看得到。
        </p>
      </div>
      <ActedFor value={bureau} onChange={setBureau} />
      {mayOpen && bureau === '' && <OpenForm />}
      <Loaded query={query}>{({ rows }) => <Openings rows={rows} mayOpen={mayOpen} />}</Loaded>
    </>
  );
}

const blank = { caseNumber: '', reason: '', hours: 1 };

function OpenForm() {
  const cache = useQueryClient();
  const id = useRef(newId());
  const [draft, setDraft] = useState(blank);
  const [confirmer, setConfirmer] = useState(nobodyYet);
  const [faults, setFaults] = useState({ caseNumber: '', reason: '' });
  const [asking, setAsking] = useState(false);
  const send = useMutation({
    mutationFn: () =>
      call<EmergencyRow>('POST', routes.emergencyAccess, { id: id.current, ...draft, confirmer }),
    onSuccess: async () => {
      id.current = newId();
      setAsking(false);
      setDraft(blank);
      setConfirmer(nobodyYet);
      announce('已打开，到时自行关闭。');
      await cache.invalidateQueries({ queryKey: ['emergency'] });
    },
  });
  return (
    <form
      className="panel action-form"
      aria-label="申请紧急查阅"
      onSubmit={(event) => {
        event.preventDefault();
        send.reset();
        const found = {
          caseNumber: draft.caseNumber.trim() ? '' : '还没有写案号。',
          reason: faultOfReason(draft.reason, FEWEST_OF_REASON),
        };
        setFaults(found);
        setAsking(!found.caseNumber && !found.reason);
      }}
    >
      <Field id="emergency-case" label="案号" error={faults.caseNumber}>
        {(link) => (
          <Input
            {...link}
            value={draft.caseNumber}
            maxLength={80}
            onChange={(event) => setDraft({ ...draft, caseNumber: event.target.value })}
          />
        )}
      </Field>
      <ReasonField
        value={draft.reason}
        onChange={(reason) => setDraft({ ...draft, reason })}
        error={faults.reason}
      />
      <Field id="emergency-hours" label="打开多久">
        {(link) => (
          <Select
            {...link}
            value={draft.hours}
            onChange={(hours: number) => setDraft({ ...draft, hours })}
            options={Array.from({ length: MOST_HOURS }, (_, i) => ({ value: i + 1, label: `${i + 1} 小时` }))}
          />
        )}
      </Field>
      <div className="form-end">
        <Button type="primary" htmlType="submit">
          申请打开
        </Button>
      </div>
      {asking && (
        <ConfirmDialog
          title={`紧急查阅：${draft.caseNumber}`}
          okText="确定打开"
          pending={send.isPending}
          error={send.error}
          onOk={() => send.mutate()}
          onCancel={() => setAsking(false)}
        >
          <p>由本机关（或者受委托的上级机关）的安全管理员当场核对理由并确认：</p>
          <ConfirmerFields who="安全管理员" value={confirmer} onChange={setConfirmer} />
        </ConfirmDialog>
      )}
    </form>
  );
}

function Openings({ rows, mayOpen }: EmergencyReply & { readonly mayOpen: boolean }) {
  const { today, name } = useMe();
  if (rows.length === 0) return <p className="panel empty">还没有过紧急查阅。</p>;
  return (
    <table className="list-table">
      <caption className="vh">紧急查阅</caption>
      <thead>
        <tr>
          <th scope="col">时间</th>
          <th scope="col">谁</th>
          <th scope="col">案号</th>
          <th scope="col">理由</th>
          <th scope="col">确认人</th>
          <th scope="col">到何时</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td data-label="时间" className="num">
              {entryTime(row.openedAt, today)}
            </td>
            <th scope="row">{row.person}</th>
            <td data-label="案号">
              {row.isOpen && mayOpen && row.person === name ? (
                <Link to={paths.case(row.caseId)} className="wh">
                  {row.caseNumber}
                </Link>
              ) : (
                <span className="wh">{row.caseNumber}</span>
              )}
            </td>
            <td data-label="理由">{row.reason}</td>
            <td data-label="确认人">{row.confirmedBy}</td>
            <td data-label="到何时" className="num">
              {entryTime(row.until, today)}
              <span className="second">{row.isOpen ? '开着' : '已关闭'}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
