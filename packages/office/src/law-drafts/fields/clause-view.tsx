import type { JsonValue } from '@mingjing/law';
import { Button, Input } from 'antd';
import { useId, useRef } from 'react';
import { Field } from '../../parts/field.tsx';
import { textIn, useDraftEditing, useFieldError } from '../draft-context.ts';
import { idOf, valueAt } from '../draft-path.ts';
import type { FieldProps } from './field-props.ts';

/** A clause: its number, and words taken from the article by selecting them, so that they always stand in it. */
export function ClauseView({ field, path, value, onChange }: FieldProps) {
  const { body } = useDraftEditing();
  const own = useFieldError(path);
  const wrongNumber = useFieldError([...path, 'article']);
  const wrongQuote = useFieldError([...path, 'quote']);
  const [article, quote] = [textIn(value, 'article'), textIn(value, 'quote')];
  const articles = articlesOf(valueAt(body, ['articles']));
  const found = articles
    .filter(({ number }) => article.startsWith(number))
    .sort((a, b) => b.number.length - a.number.length)[0];
  const id = idOf(path);
  return (
    <Field id={id} label={field.label} required={field.required} help={field.help} error={own} group>
      {() => (
        <div className="form-group">
          <Field
            id={idOf([...path, 'article'])}
            label="条款"
            help="照原文的编号写，例如 第七条第（一）项。"
            error={wrongNumber}
          >
            {(link) => (
              <>
                <Input
                  {...link}
                  list={`${id}-numbers`}
                  value={article}
                  onChange={(event) => onChange({ article: event.target.value, quote })}
                />
                <datalist id={`${id}-numbers`}>
                  {articles.map(({ number }) => (
                    <option key={number} value={number} />
                  ))}
                </datalist>
              </>
            )}
          </Field>
          <Field id={idOf([...path, 'quote'])} label="引文" error={wrongQuote}>
            {(link) => (
              <Input.TextArea
                {...link}
                autoSize={{ minRows: 2, maxRows: 8 }}
                value={quote}
                onChange={(event) => onChange({ article, quote: event.target.value })}
              />
            )}
          </Field>
          {found ? (
            <Picker
              text={found.text}
              number={found.number}
              onPick={(words) => onChange({ article, quote: words })}
            />
          ) : (
            <p className="quiet">
              {articles.length === 0
                ? '先在“条文”里录入原文，再从中选取引文。'
                : '写对条款后，可从条文中选取引文。'}
            </p>
          )}
        </div>
      )}
    </Field>
  );
}

/** The article as issued, to be selected from by mouse or keyboard. */
function Picker({
  text,
  number,
  onPick,
}: {
  readonly text: string;
  readonly number: string;
  readonly onPick: (words: string) => void;
}) {
  const id = useId();
  const box = useRef<HTMLTextAreaElement>(null);
  return (
    <details className="picker">
      <summary>从{number}的原文选取引文</summary>
      <label className="field-help" htmlFor={id}>
        {number}原文：选中要引用的文字（键盘用 Shift 加方向键），再按下面的按钮。
      </label>
      <textarea id={id} ref={box} className="law-pick" readOnly rows={6} value={text} />
      <Button
        size="small"
        onClick={() => {
          const { selectionStart = 0, selectionEnd = 0 } = box.current ?? {};
          const words = text.slice(selectionStart, selectionEnd).trim();
          if (words.length > 1) onPick(words);
          else box.current?.focus();
        }}
      >
        以选中的文字作为引文
      </Button>
    </details>
  );
}

function articlesOf(
  value: JsonValue | undefined,
): readonly { readonly number: string; readonly text: string }[] {
  if (!Array.isArray(value)) return [];
  return value
    .map((one) => ({ number: textIn(one, 'number'), text: textIn(one, 'text') }))
    .filter(({ number }) => number !== '');
}
