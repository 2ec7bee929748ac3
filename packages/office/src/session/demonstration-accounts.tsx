import { Button } from 'antd';
import { roleLabel } from '../parts/role-labels.ts';

/** An account of the demonstration, with its password: all of it is made up. */
export interface DemonstrationAccount {
  readonly login: string;
  readonly password: string;
  readonly name: string;
  readonly post: string;
  readonly bureau: string;
  readonly roles: readonly string[];
}

/** The made-up persons, each with one button that signs in as them. */
export function DemonstrationAccounts({
  accounts,
  busy,
  onChoose,
}: {
  readonly accounts: readonly DemonstrationAccount[];
  readonly busy: boolean;
  readonly onChoose: (account: DemonstrationAccount) => void;
}) {
  return (
    <section className="panel" aria-labelledby="demonstration-title">
      <h2 id="demonstration-title">演示账号</h2>
      <p className="quiet">一件案要由不同的人办理、审核、批准，换人时回到这里。</p>
      <table className="list-table grouped">
        <thead>
          <tr>
            <th scope="col">姓名</th>
            <th scope="col">职务</th>
            <th scope="col">岗位</th>
            <th scope="col">账号</th>
            <th scope="col">
              <span className="vh">登录</span>
            </th>
          </tr>
        </thead>
        {[...new Set(accounts.map(({ bureau }) => bureau))].map((bureau) => (
          <tbody key={bureau}>
            <tr className="group">
              <th colSpan={5} scope="rowgroup">
                {bureau}
              </th>
            </tr>
            {accounts
              .filter((account) => account.bureau === bureau)
              .map((account) => (
                <AccountRow key={account.login} {...{ account, busy, onChoose }} />
              ))}
          </tbody>
        ))}
      </table>
    </section>
  );
}

function AccountRow({
  account,
  busy,
  onChoose,
}: {
  readonly account: DemonstrationAccount;
  readonly busy: boolean;
  readonly onChoose: (account: DemonstrationAccount) => void;
}) {
  return (
    <tr>
      <th scope="row">{account.name}</th>
      <td data-label="职务">{account.post}</td>
      <td data-label="岗位">{account.roles.map(roleLabel).join('、')}</td>
      <td data-label="账号" className="num">
        {account.login}
      </td>
      <td className="act">
        <Button
          size="small"
          disabled={busy}
          onClick={() => onChoose(account)}
          aria-label={`以此身份登录 ${account.name}`}
        >
          以此身份登录
        </Button>
      </td>
    </tr>
  );
}
