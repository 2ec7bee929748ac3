import { call, routes, type TimelineEntry, type WitnessesReply, type WitnessState } from '@mingjing/api';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useMe } from '../app/session.tsx';
import { ActedFor, ofBureau } from '../parts/acted-for.tsx';
import { entryTime } from '../parts/dates.ts';
import { Loaded, useTitle } from '../parts/page-state.tsx';
import { Panel } from '../parts/panel.tsx';
import { EndWitness } from './end-witness.tsx';
import { NameWitness } from './name-witness.tsx';

/** 见证: who signs the bureau's log from outside, how far each has come, and the naming and ending of one. */
export function WitnessesPage() {
  useTitle('见证');
  const { roles } = useMe();
  const [bureau, setBureau] = useState('');
  const query = useQuery({
    queryKey: ['witnesses', bureau],
    queryFn: () => call<WitnessesReply>('GET', `${routes.witnesses}${ofBureau(bureau)}`),
  });
  const may = roles.includes('security-administrator');
  return (
    <>
      <div className="page-head">
        <h1>见证</h1>
        <p className="quiet">
          别的机关核对本机关的存证日志以后联署。指定、结束见证方，由安全管理员提出，另一类管理员当场确认；都入存证，也在门户“如何验证”页写明。
        </p>
      </div>
      <ActedFor value={bureau} onChange={setBureau} />
      <Loaded query={query}>{(view) => <Witnesses view={view} bureau={bureau} may={may} />}</Loaded>
    </>
  );
}

interface WitnessesProps {
  readonly view: WitnessesReply;
  readonly bureau: string;
  readonly may: boolean;
}

function Witnesses({ view, bureau, may }: WitnessesProps) {
  const [naming, setNaming] = useState(false);
  const [ending, setEnding] = useState<string | null>(null);
  const { today } = useMe();
  const present = view.witnesses.filter(({ until }) => until === null);
  return (
    <>
      {present.length === 0 && (
        <p className="panel empty">还没有见证方：存证只是本机关自己的说法。至少指定本机关以外的一方。</p>
      )}
      <div className="filters">
        {present.length > 0 && (
          <span>
            见证方 {present.length} 个，其中 {view.quorum} 个联署才算“已见证”。
          </span>
        )}
        {!may && <span className="quiet">指定、结束由安全管理员提出。</span>}
        {may && !naming && (
          <Button type="primary" onClick={() => setNaming(true)}>
            指定见证方
          </Button>
        )}
      </div>
      {naming && (
        <NameWitness view={view} bureau={bureau} present={present.length} onClose={() => setNaming(false)} />
      )}
      {present.length > 0 && view.logs.map((log) => <LogStates key={log.number} log={log} />)}
      {view.witnesses.length > 0 && <Register view={view} may={may} onEnd={setEnding} />}
      {ending !== null && (
        <EndWitness
          view={view}
          bureau={bureau}
          vkey={ending}
          left={present.length - 1}
          onClose={() => setEnding(null)}
        />
      )}
      {view.timeline.length > 0 && (
        <Panel title="变动">
          <ul className="panel-body">
            {view.timeline.map((entry) => (
              <li key={entry.version}>
                {entryTime(entry.recordedAt, today)}　{changeText(entry)}
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}

const words: Readonly<Record<WitnessState, readonly [tag: string, text: string]>> = {
  signed: ['tag ok', '已联署'],
  behind: ['tag', '稍后联署'],
  awaited: ['tag', '等待首次联署'],
  lagging: ['tag bad', '落后'],
  silent: ['tag bad', '没有回应'],
  disputes: ['tag bad', '有异议'],
};

function LogStates({ log }: { readonly log: WitnessesReply['logs'][number] }) {
  const { today, demonstration } = useMe();
  const title = log.isCurrent ? '存证日志' : `第 ${log.number} 册日志（已结束）`;
  return (
    <Panel title={title} aside={`共 ${log.size} 条`}>
      <table className="list-table">
        <caption className="vh">{title}的见证</caption>
        <thead>
          <tr>
            <th scope="col">见证方</th>
            <th scope="col">见过的最后检查点</th>
            <th scope="col">何时</th>
            <th scope="col">还差</th>
            <th scope="col">情况</th>
          </tr>
        </thead>
        <tbody>
          {log.witnesses.map(({ name, size, signedAt, behind, state }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td data-label="见过的最后检查点" className="num">
                {size === null ? '没有' : `${size} 条`}
              </td>
              <td data-label="何时" className="num">
                {signedAt === null ? '' : entryTime(signedAt, today)}
              </td>
              <td data-label="还差" className="num">
                {behind} 条
              </td>
              <td data-label="情况">{state && <span className={words[state][0]}>{words[state][1]}</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {demonstration && <p className="panel-body quiet">联署时间是机器的实际时间，不是演示日期。</p>}
    </Panel>
  );
}

/** One naming or ending in a sentence: who asked, who confirmed, how many must sign from then on. */
function changeText({ label, by, fields }: TimelineEntry): string {
  const text = (key: string) => fields.find((field) => field.key === key)?.text ?? '';
  const reason = text('reason') === '' ? '' : `，理由：${text('reason')}`;
  return `${label}：${text('name')}${reason}。此后须 ${text('quorum')} 个联署。${by}提出，${text('confirmedBy')}确认。`;
}

function Register(props: {
  readonly view: WitnessesReply;
  readonly may: boolean;
  readonly onEnd: (vkey: string) => void;
}) {
  const { view, may, onEnd } = props;
  return (
    <Panel title="见证方">
      <table className="list-table">
        <caption className="vh">见证方</caption>
        <thead>
          <tr>
            <th scope="col">名称</th>
            <th scope="col">机关</th>
            <th scope="col">地址、公钥</th>
            <th scope="col">自何日至何日</th>
            <th scope="col">办理</th>
          </tr>
        </thead>
        <tbody>
          {view.witnesses.map(({ name, body, vkey, address, from, until }) => (
            <tr key={`${vkey} ${from}`}>
              <th scope="row">{name}</th>
              <td data-label="机关">{body}</td>
              <td data-label="地址、公钥">
                {address ?? '没有登记地址'}
                <span className="second">{vkey}</span>
              </td>
              <td data-label="自何日至何日" className="num">
                {from} 至 {until ?? '现在'}
              </td>
              <td data-label="办理">
                {until === null && may && <Button onClick={() => onEnd(vkey)}>结束</Button>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
