import { type CatalogueChain, type CatalogueEntry, type CatalogueReply, call, routes } from '@mingjing/api';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { paths } from '../app/paths.ts';
import { CiteLink } from '../article/cite-link.tsx';
import { Loaded, useTitle } from '../parts/page-state.tsx';
import { Panel } from '../parts/panel.tsx';

const places: Readonly<Record<CatalogueEntry['place'], string>> = {
  portal: '网上公示',
  window: '服务窗口',
  'on-site': '执法现场',
};

/** 公示目录: what the bureau's regulations ask to be public beforehand, who owes each item, and where it stands. */
export function CataloguePage() {
  useTitle('公示目录');
  const query = useQuery({
    queryKey: ['catalogue'],
    queryFn: () => call<CatalogueReply>('GET', routes.catalogue),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <>
      <div className="page-head">
        <h1>公示目录</h1>
        <p>本局适用的规定要求事前公示的内容，逐项写明由谁负责、公示在哪里、依据哪一条。</p>
      </div>
      <Loaded query={query}>
        {(regulations) =>
          regulations.length === 0 ? (
            <p className="quiet">本局适用的规定没有列出事前公示的内容。</p>
          ) : (
            regulations.map((one) => (
              <Panel key={one.pack} title={one.regulation} aside={`${one.items.length} 项`}>
                <Items regulation={one} />
                <Chains chains={one.chains} />
                <Silent points={one.silent} />
              </Panel>
            ))
          )
        }
      </Loaded>
    </>
  );
}

function Items({ regulation }: { readonly regulation: CatalogueReply[number] }) {
  const routes = new Map(regulation.chains.map(({ subject, route }) => [subject, route.join(' → ')]));
  return (
    <table className="list-table">
      <caption className="vh">{regulation.regulation}</caption>
      <thead>
        <tr>
          <th scope="col">公示内容</th>
          <th scope="col">责任单位</th>
          <th scope="col">公示位置</th>
          <th scope="col">公示前经过</th>
          <th scope="col">条文</th>
        </tr>
      </thead>
      <tbody>
        {regulation.items.map((item) => (
          <tr key={item.id}>
            <th scope="row">
              {item.name}
              {item.modality === 'may' && <span className="tag">可以</span>}
              {item.parts.length > 0 && <div className="catalogue-parts">{item.parts.join('、')}</div>}
            </th>
            <td data-label="责任单位">{item.owner}</td>
            <td data-label="公示位置">{item.channels.join('、') || places[item.place]}</td>
            <td data-label="公示前经过">{routes.get(item.chain ?? '') ?? '条文没有写明'}</td>
            <td data-label="条文">
              {item.cites.map((cite) => (
                <div key={cite.article}>
                  <CiteLink cite={cite} />
                </div>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Each chain once, with its steps and the time that the whole must fit inside. */
function Chains({ chains }: { readonly chains: readonly CatalogueChain[] }) {
  if (chains.length === 0) return null;
  return (
    <div className="catalogue-notes">
      <h3>公示前的程序</h3>
      <ul>
        {chains.map((chain) => (
          <li key={chain.subject}>
            {chain.steps}
            {chain.within === null ? '。' : `；有变化之日起 ${chain.within}内全部办完。`}{' '}
            <CiteLink cite={chain.cite} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Silent({ points }: { readonly points: CatalogueReply[number]['silent'] }) {
  if (points.length === 0) return null;
  return (
    <div className="catalogue-notes">
      <h3 className="sentence">
        条文没有写明的（<Link to={paths.silentPoints}>静默事项登记</Link>）
      </h3>
      <ul>
        {points.map(({ id, point, proposed, decided }) => (
          <li key={id}>
            {point}。{decided ? <span>本局已定：{decided}</span> : <span className="quiet">{proposed}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
