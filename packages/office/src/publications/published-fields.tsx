import type { PublicationView } from '@mingjing/api';
import { CiteLink } from '../article/cite-link.tsx';
import { Panel } from '../parts/panel.tsx';

/** What the public will read, and what it will not, each with its ground and clause. */
export function PublishedFields({ view }: { readonly view: PublicationView }) {
  const total = view.fields.length + view.withheld.length;
  return (
    <Panel title="公示内容" aside={`共 ${total} 项，公开 ${view.fields.length} 项`}>
      <dl className="published-fields">
        {view.fields.map((field) => (
          <div key={field.key}>
            <dt>{field.name}</dt>
            <dd>{field.value || '—'}</dd>
          </div>
        ))}
        {view.withheld.map((field) => (
          <div key={field.key} className="withheld">
            <dt>{field.name}</dt>
            <dd>
              <span className="bar-withheld" role="img" aria-label="未公开">
                ▇▇▇▇▇▇
              </span>
              　<span className="quiet">本局可见：{field.value}</span>
              <p className="sentence quiet">
                因{field.ground}不公开。 <CiteLink cite={field.cite} full />
              </p>
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
