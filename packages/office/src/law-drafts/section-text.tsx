import { call, type DraftSectionReply, pathTo, routes, type SavedSectionReply } from '@mingjing/api';
import type { DraftBody, FormSection, JsonValue } from '@mingjing/law';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import { useId, useRef, useState } from 'react';
import { Faults } from '../law/faults.tsx';
import { ActionButton } from '../parts/action-button.tsx';
import { Loaded } from '../parts/page-state.tsx';
import { useDraftEditing } from './draft-context.ts';

/** A section as YAML, with the checker's findings by line; what is saved stands in the form as well. */
export function SectionText({ section }: { readonly section: FormSection }) {
  const { id } = useDraftEditing();
  const query = useQuery({
    queryKey: ['law-draft-section', id, section.key],
    queryFn: () =>
      call<DraftSectionReply>('GET', pathTo(routes.lawDraftSection, { id, section: section.key })),
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  return <Loaded query={query}>{(reply) => <Text section={section} reply={reply} />}</Loaded>;
}

function Text({ section, reply }: { readonly section: FormSection; readonly reply: DraftSectionReply }) {
  const id = useId();
  const box = useRef<TextAreaRef>(null);
  const editing = useDraftEditing();
  const [kept, setKept] = useState(reply.yaml);
  const yaml = editing.texts[section.key] ?? kept;
  const [faults, setFaults] = useState(reply.faults);
  const save = useMutation({
    mutationFn: (text: string) =>
      editing.send<SavedSectionReply>(
        (expectedVersion) =>
          call('PUT', pathTo(routes.lawDraftSection, { id: editing.id, section: section.key }), {
            expectedVersion,
            yaml: text,
          }),
        (body, { value }) => withSection(body, section, value),
      ),
    onSuccess: (saved, text) => {
      setKept(text);
      editing.setText(section.key, null);
      setFaults(saved.faults);
    },
  });
  const toLine = (line: number) => {
    const area = box.current?.resizableTextArea?.textArea;
    if (!area) return;
    const start =
      yaml
        .split('\n')
        .slice(0, line - 1)
        .join('\n').length + (line > 1 ? 1 : 0);
    area.focus();
    area.setSelectionRange(start, start + (yaml.split('\n')[line - 1]?.length ?? 0));
  };
  return (
    <form
      className="form-column"
      aria-label={`${section.label}的文本`}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(yaml);
      }}
    >
      <label className="field-label" htmlFor={id}>
        {section.label}的文本（YAML，写法见规定包的说明）
      </label>
      <Input.TextArea
        id={id}
        ref={box}
        className="yaml-text"
        rows={24}
        spellCheck={false}
        value={yaml}
        onChange={(event) => editing.setText(section.key, event.target.value)}
      />
      <div aria-live="polite">
        {save.error && <Faults error={save.error} />}
        {yaml === kept && faults.length > 0 && (
          <ul className="dialog-list">
            {faults.map(({ line, message }) => (
              <li key={`${line} ${message}`}>
                <button type="button" className="text-button" onClick={() => toLine(line)}>
                  第 {line} 行
                </button>
                ：{message}
              </li>
            ))}
          </ul>
        )}
      </div>
      <div className="form-end">
        <ActionButton
          type="primary"
          htmlType="submit"
          refused={yaml === kept}
          reason={`${id}-saved`}
          loading={save.isPending}
        >
          检查并保存文本
        </ActionButton>
        <span id={`${id}-saved`} className="quiet">
          {yaml === kept ? '与草稿一致。' : '改过的文本还没有存进草稿。'}
        </span>
      </div>
    </form>
  );
}

function withSection(body: DraftBody, { key, node }: FormSection, value: JsonValue): DraftBody {
  if (node.kind !== 'object') return { ...body, [key]: value };
  const head = new Set(node.fields.map((field) => field.key));
  const lists = Object.entries(body).filter(([name, one]) => !head.has(name) && Array.isArray(one));
  return { ...(value as DraftBody), ...Object.fromEntries(lists) };
}
