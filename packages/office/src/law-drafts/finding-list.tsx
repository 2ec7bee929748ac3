import type { PackFormReply } from '@mingjing/api';
import type { PackFinding } from '@mingjing/law';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { titleOf, useDraftEditing } from './draft-context.ts';
import { idOf, valueAt } from './draft-path.ts';
import { usePlace } from './use-place.ts';

const FIRST = 5;

/** Everything the checker finds, each leading to its field. */
export function FindingList({ form }: { readonly form: PackFormReply }) {
  const { check } = useDraftEditing();
  const [all, setAll] = useState(false);
  const [target, setTarget] = useState<readonly string[] | null>(null);
  const { place, rule, go } = usePlace();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the field is there once its section and rule stand open
  useEffect(() => {
    if (target !== null) focusNearest(target);
  }, [target, place, rule]);
  const errors = check.findings.filter(({ level }) => level === 'error');
  const warnings = check.findings.filter(({ level }) => level !== 'error');
  const listed = [...errors, ...warnings];
  const shown = all ? listed : errors.slice(0, FIRST);
  const jump = (finding: PackFinding) => {
    const path = finding.path.split('.');
    const [first = '', index] = path;
    const inList = form.some(({ key }) => key === first);
    go(inList ? first : 'head', inList && index !== undefined ? Number(index) : null);
    setTarget([...path]);
  };
  return (
    <section className={errors.length > 0 ? 'note bad findings' : 'note ok findings'} aria-label="检查结果">
      <p>
        {errors.length > 0 ? `检查发现 ${errors.length} 处要改：` : '检查无误。'}
        {check.leftAside > 0 && `其中 ${check.leftAside} 处没有填好，填好后再与其他规则一并检查。`}
        {warnings.length > 0 && `另有 ${warnings.length} 处提示。`}
      </p>
      {shown.length > 0 && (
        <ul>
          {shown.map((finding) => (
            <li key={`${finding.path} ${finding.message}`}>
              <Place finding={finding} form={form} onJump={() => jump(finding)} />
              {finding.level === 'error' ? '' : '（提示）'}：{finding.message}
            </li>
          ))}
        </ul>
      )}
      {listed.length > shown.length && (
        <Button type="link" size="small" onClick={() => setAll(true)}>
          全部列出（{listed.length}）
        </Button>
      )}
      {all && listed.length > 0 && (
        <Button type="link" size="small" onClick={() => setAll(false)}>
          收起
        </Button>
      )}
    </section>
  );
}

function Place({
  finding,
  form,
  onJump,
}: {
  readonly finding: PackFinding;
  readonly form: PackFormReply;
  readonly onJump: () => void;
}) {
  const { body } = useDraftEditing();
  const [first = '', index = ''] = finding.path.split('.');
  const section = form.find(({ key }) => key === first);
  const rule =
    section && index !== '' ? titleOf(valueAt(body, [first, index])) || `第 ${Number(index) + 1} 项` : '';
  const words =
    section === undefined ? `基本信息“${headLabel(form, first)}”` : `${section.label}${rule && `“${rule}”`}`;
  return (
    <button type="button" className="text-button" onClick={onJump}>
      {words}
    </button>
  );
}

function headLabel(form: PackFormReply, key: string): string {
  const head = form.find((section) => section.key === 'head')?.node;
  const fields = head?.kind === 'object' ? head.fields : [];
  return fields.find((field) => field.key === key)?.label ?? key;
}

/** The control of the place, or of the nearest thing around it that is shown. */
function focusNearest(path: readonly string[]): void {
  for (const start of [path, ['head', ...path]]) {
    for (let depth = start.length; depth > 0; depth -= 1) {
      const found = document.getElementById(idOf(start.slice(0, depth)));
      if (found === null) continue;
      found.focus();
      found.scrollIntoView({ block: 'center' });
      return;
    }
  }
}
