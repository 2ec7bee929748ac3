import { emptyValue, type FormNode, type JsonValue } from '@mingjing/law';
import { Button } from 'antd';
import { Field } from '../../parts/field.tsx';
import { textIn, titleOf, useFieldError } from '../draft-context.ts';
import { idOf } from '../draft-path.ts';
import { type FieldProps, useFieldViews } from './field-props.ts';
import { moved } from './moved.ts';
import { ObjectView } from './object-view.tsx';

/** Things of a kind within a rule, in order: fields of a publication, steps of a chain. */
export function ListView({ field, path, value, onChange, item }: FieldProps & { readonly item: FormNode }) {
  const error = useFieldError(path);
  const list: readonly JsonValue[] = Array.isArray(value) ? value : [];
  const take = (next: readonly JsonValue[]) =>
    onChange(next.length === 0 && !field.required ? undefined : [...next]);
  return (
    <Field
      id={idOf(path)}
      label={field.label}
      required={field.required}
      help={field.help}
      error={error}
      group
    >
      {() => (
        <>
          <ol className="inner-list">
            {list.map((one, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: an entry is known by its place alone
              <li key={index} className="form-group" id={idOf([...path, String(index)])} tabIndex={-1}>
                <div className="inner-head">
                  <b>
                    {index + 1}. {titleOf(one) || textIn(one, 'article')}
                  </b>
                  <span className="inner-actions">
                    {index > 0 && (
                      <Button
                        size="small"
                        aria-label={`上移第 ${index + 1} 项`}
                        onClick={() => take(moved(list, index, -1))}
                      >
                        上移
                      </Button>
                    )}
                    <Button
                      size="small"
                      aria-label={`去掉第 ${index + 1} 项`}
                      onClick={() => take(list.filter((_, at) => at !== index))}
                    >
                      去掉
                    </Button>
                  </span>
                </div>
                <Inner
                  {...{ field, path: [...path, String(index)], value: one, item }}
                  onChange={(next) => take(list.map((old, at) => (at === index ? (next ?? null) : old)))}
                />
              </li>
            ))}
          </ol>
          <Button size="small" onClick={() => take([...list, emptyValue(item)])}>
            添加一项{field.label}
          </Button>
        </>
      )}
    </Field>
  );
}

function Inner({ item, ...props }: FieldProps & { readonly item: FormNode }) {
  const { AnyPart } = useFieldViews();
  if (item.kind === 'object') return <ObjectView fields={item.fields} {...props} />;
  return <AnyPart {...props} node={item} />;
}
