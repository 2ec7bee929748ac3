import type { PackFormReply } from '@mingjing/api';
import { useId } from 'react';
import { useDraftEditing } from './draft-context.ts';
import { PROPOSE, TRIAL, usePlace } from './use-place.ts';

/** The sections of the draft with how much stands in each and where something is wrong; a list on a phone. */
export function SectionNav({ form }: { readonly form: PackFormReply }) {
  const id = useId();
  const { body, check } = useDraftEditing();
  const { place, go } = usePlace();
  const known = new Set(form.map(({ key }) => key));
  const wrong = new Map<string, number>();
  for (const { path, level } of check.findings) {
    if (level !== 'error') continue;
    const [first = ''] = path.split('.');
    const key = known.has(first) ? first : 'head';
    wrong.set(key, (wrong.get(key) ?? 0) + 1);
  }
  const entries = form.map(({ key, label }) => {
    const list = body[key];
    const count = Array.isArray(list) ? list.length : 0;
    return { key, label, count: key === 'head' ? null : count, wrong: wrong.get(key) ?? 0 };
  });
  const steps = [
    { key: TRIAL, label: '试算', count: null, wrong: 0 },
    { key: PROPOSE, label: '提请启用', count: null, wrong: 0 },
  ];
  const words = (one: (typeof entries)[number]) =>
    `${one.label}${one.count === null ? '' : `（${one.count}）`}${one.wrong > 0 ? `，${one.wrong} 处要改` : ''}`;
  return (
    <>
      <nav className="draft-nav" aria-label="草稿的各部分">
        <ul>
          {[...entries, ...steps].map((one) => (
            <li key={one.key} className={one.key === TRIAL ? 'apart' : ''}>
              <button
                type="button"
                aria-current={place === one.key ? 'page' : undefined}
                onClick={() => go(one.key)}
              >
                <span>{one.label}</span>
                {one.count !== null && <span className="quiet num">{one.count}</span>}
                {one.wrong > 0 && <span className="tag bad">{one.wrong} 处要改</span>}
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <div className="draft-nav-narrow">
        <label htmlFor={id}>部分</label>
        <select id={id} className="plain-select" value={place} onChange={(event) => go(event.target.value)}>
          {entries.map((one) => (
            <option key={one.key} value={one.key}>
              {words(one)}
            </option>
          ))}
          {steps.map(({ key, label }) => (
            <option key={key} value={key}>
              {label}
            </option>
          ))}
        </select>
      </div>
    </>
  );
}
