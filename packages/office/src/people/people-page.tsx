import { call, type PeopleReply, type PersonRow, routes } from '@mingjing/api';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { Link } from 'react-router';
import { paths } from '../app/paths.ts';
import { useMe } from '../app/session.tsx';
import { ActedFor, ofBureau } from '../parts/acted-for.tsx';
import { ActionButton } from '../parts/action-button.tsx';
import { Loaded, useTitle } from '../parts/page-state.tsx';
import { roleLabel } from '../parts/role-labels.ts';
import { PersonForm } from './person-form.tsx';
import { PersonTags } from './person-tags.tsx';

/** Who works here, in which role, with which credential; nobody is ever deleted. */
export function PeoplePage() {
  useTitle('人员');
  const me = useMe();
  const { today } = me;
  const reason = useId();
  const may = me.roles.includes('system-administrator');
  const [adding, setAdding] = useState(false);
  const [bureau, setBureau] = useState('');
  const query = useQuery({
    queryKey: ['people', bureau],
    queryFn: () => call<PeopleReply>('GET', `${routes.people}${ofBureau(bureau)}`),
  });
  return (
    <>
      <div className="page-head">
        <h1>人员</h1>
        <div className="end">
          <span className="quiet" id={reason}>
            {may ? '' : '登记人员由系统管理员办理。'}
          </span>
          <ActionButton
            type="primary"
            refused={!may}
            reason={reason}
            aria-expanded={adding}
            onClick={() => setAdding(!adding)}
          >
            登记人员
          </ActionButton>
        </div>
      </div>
      <ActedFor value={bureau} onChange={setBureau} />
      <Loaded query={query}>
        {(reply) => (
          <>
            {adding && <PersonForm units={reply.units} onClose={() => setAdding(false)} />}
            <table className="list-table">
              <caption className="vh">人员</caption>
              <thead>
                <tr>
                  <th scope="col">姓名</th>
                  <th scope="col">职务</th>
                  <th scope="col">科室</th>
                  <th scope="col">岗位</th>
                  <th scope="col">执法证件</th>
                  <th scope="col">账号</th>
                </tr>
              </thead>
              <tbody>
                {reply.people.map((person) => (
                  <tr key={person.id}>
                    <th scope="row">
                      <Link to={`${paths.person(person.id)}${ofBureau(bureau)}`} className="row-link">
                        {person.name}
                      </Link>{' '}
                      <PersonTags person={person} />
                    </th>
                    <td data-label="职务">{person.post || '—'}</td>
                    <td data-label="科室">{unitName(reply, person.unit)}</td>
                    <td data-label="岗位">{person.roles.map(roleLabel).join('、')}</td>
                    <td data-label="执法证件">
                      <Credential credential={person.credential} today={today} />
                    </td>
                    <td data-label="账号" className="num">
                      {person.login}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </>
        )}
      </Loaded>
    </>
  );
}

function Credential({
  credential,
  today,
}: {
  readonly credential: PersonRow['credential'];
  readonly today: string;
}) {
  if (!credential) return <>—</>;
  const expired = credential.validTo < today;
  return (
    <>
      <span className="num">{credential.number}</span>
      <span className={expired ? 'second bad' : 'second'}>
        {credential.area && `${credential.area}　`}
        {expired ? `${credential.validTo} 已到期` : `有效至 ${credential.validTo}`}
      </span>
    </>
  );
}

function unitName(reply: PeopleReply, unit: string | null): string {
  return reply.units.find(({ id }) => id === unit)?.name ?? unit ?? '—';
}
