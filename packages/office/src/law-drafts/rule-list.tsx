import { emptyValue, type FormNode, guardLabels, type JsonValue } from '@mingjing/law';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { findingsAt, textIn, titleOf, useDraftEditing } from './draft-context.ts';
import { type DraftPath, idOf } from './draft-path.ts';
import { moved } from './fields/moved.ts';
import { ObjectView } from './fields/object-view.tsx';
import { usePlace } from './use-place.ts';

interface RuleListProps {
  readonly section: string;
  readonly label: string;
  readonly item: FormNode;
}

/** The rules of a section, one line each; one of them stands open to be written. */
export function RuleList({ section, label, item }: RuleListProps) {
  const { body, change } = useDraftEditing();
  const { rule: open, go } = usePlace();
  const list: readonly JsonValue[] = Array.isArray(body[section]) ? body[section] : [];
  const take = (next: readonly JsonValue[], at: number | null) => {
    change([section], next.length === 0 ? undefined : [...next]);
    go(section, at);
  };
  const added = useRef<number | null>(null);
  const add = (rule: JsonValue) => {
    added.current = list.length;
    take([...list, rule], list.length);
  };
  useEffect(() => {
    if (added.current === null || added.current !== open) return;
    added.current = null;
    const line = document.getElementById(idOf([section, String(open)]));
    line?.querySelector<HTMLElement>('.rule-form :is(input, select, textarea)')?.focus();
  }, [section, open]);
  return (
    <>
      <Errors path={[section]} />
      {list.length === 0 && <p className="empty">这一部分还没有内容。条文没有规定的，不必写。</p>}
      <ol className="rule-list">
        {list.map((rule, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a rule is known by its place alone
          <li key={index} id={idOf([section, String(index)])} tabIndex={-1}>
            <RuleLine
              section={section}
              index={index}
              rule={rule}
              open={open === index}
              onToggle={() => go(section, open === index ? null : index)}
            />
            {open === index && (
              <div className="form-column rule-form">
                <Errors path={[section, String(index)]} />
                {item.kind === 'object' && (
                  <ObjectView
                    fields={item.fields}
                    path={[section, String(index)]}
                    value={rule}
                    onChange={(next) => change([section, String(index)], next)}
                  />
                )}
                <RuleActions
                  name={nameOf(rule)}
                  first={index === 0}
                  last={index === list.length - 1}
                  onMove={(by) => take(moved(list, index, by), index + by)}
                  onCopy={() => add(withNewId(rule, list, section))}
                  onRemove={() =>
                    take(
                      list.filter((_, at) => at !== index),
                      null,
                    )
                  }
                />
              </div>
            )}
          </li>
        ))}
      </ol>
      <Button onClick={() => add(withNewId(emptyValue(item), list, section))}>新增一条{label}</Button>
    </>
  );
}

function RuleLine({
  section,
  index,
  rule,
  open,
  onToggle,
}: {
  readonly section: string;
  readonly index: number;
  readonly rule: JsonValue;
  readonly open: boolean;
  readonly onToggle: () => void;
}) {
  const { check } = useDraftEditing();
  const errors = findingsAt(check.findings, [section, String(index)], true).filter(
    ({ level }) => level === 'error',
  );
  const { cite } = (rule ?? {}) as { readonly cite?: JsonValue };
  return (
    <button type="button" className="rule-line" aria-expanded={open} onClick={onToggle}>
      <span>{nameOf(rule) || `第 ${index + 1} 项，没有写名称`}</span>
      <span className="quiet">{textIn(cite, 'article')}</span>
      {errors.length > 0 && <span className="tag bad">{errors.length} 处要改</span>}
    </button>
  );
}

/** What the checker says of a section or of a rule as a whole. */
function Errors({ path }: { readonly path: DraftPath }) {
  const { check } = useDraftEditing();
  const found = findingsAt(check.findings, path, false);
  if (found.length === 0) return null;
  return (
    <div className="note bad">
      {found.map(({ message }) => (
        <p key={message} className="sentence">
          {message}
        </p>
      ))}
    </div>
  );
}

function RuleActions({
  name,
  first,
  last,
  onMove,
  onCopy,
  onRemove,
}: {
  readonly name: string;
  readonly first: boolean;
  readonly last: boolean;
  readonly onMove: (by: 1 | -1) => void;
  readonly onCopy: () => void;
  readonly onRemove: () => void;
}) {
  const [asking, setAsking] = useState(false);
  return (
    <div className="form-end">
      {!first && <Button onClick={() => onMove(-1)}>上移</Button>}
      {!last && <Button onClick={() => onMove(1)}>下移</Button>}
      <Button onClick={onCopy}>复制一条</Button>
      <Button danger onClick={() => setAsking(true)}>
        删去这一条
      </Button>
      {asking && (
        <ConfirmDialog
          title="删去这一条"
          okText="删去"
          pending={false}
          error={null}
          onOk={() => {
            setAsking(false);
            onRemove();
          }}
          onCancel={() => setAsking(false)}
        >
          <p>从草稿中删去“{name || '没有写名称的一条'}”。现行的规定不受影响。</p>
        </ConfirmDialog>
      )}
    </div>
  );
}

function nameOf(rule: JsonValue): string {
  const guard = textIn(rule, 'guard');
  return guard === '' ? titleOf(rule) : (guardLabels[guard] ?? guard);
}

/** A rule that is added gets an id that nobody has; articles and guards are known by other things. */
function withNewId(rule: JsonValue, list: readonly JsonValue[], section: string): JsonValue {
  if (WITHOUT_ID.has(section) || typeof rule !== 'object' || rule === null) return rule;
  const taken = new Set(list.map((one) => textIn(one, 'id')));
  const stem = section.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  let count = list.length + 1;
  while (taken.has(`${stem}-${count}`)) count += 1;
  return { id: `${stem}-${count}`, ...rule, ...('id' in rule ? { id: `${stem}-${count}` } : {}) };
}

const WITHOUT_ID: ReadonlySet<string> = new Set([
  'articles',
  'guards',
  'procedures',
  'legalReview',
  'chains',
]);
