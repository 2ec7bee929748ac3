import type { PackField } from '@mingjing/law';
import { textIn, useDraftEditing } from '../draft-context.ts';
import { idOf, keysIn, valueAt } from '../draft-path.ts';
import type { FieldProps } from './field-props.ts';
import { ObjectView } from './object-view.tsx';

/** The parameters that the chosen guard reads; others that stand there are named and kept. */
export function ParametersView({
  path,
  value,
  onChange,
  of,
}: FieldProps & { readonly of: Readonly<Record<string, readonly PackField[]>> }) {
  const { body } = useDraftEditing();
  const guard = textIn(valueAt(body, path.slice(0, -1)), 'guard');
  const fields = Object.hasOwn(of, guard) ? (of[guard] ?? []) : [];
  const others = Object.entries(keysIn(value)).filter(([key]) => !fields.some((field) => field.key === key));
  if (fields.length === 0 && others.length === 0) return null;
  return (
    <div className="form-group" id={idOf(path)} tabIndex={-1}>
      <ObjectView
        fields={fields}
        path={path}
        value={value}
        onChange={(next) =>
          onChange(next === undefined || Object.keys(next as object).length === 0 ? undefined : next)
        }
      />
      {others.length > 0 && (
        <p className="quiet">
          另有这一把关不用的参数：
          {others.map(([key, one]) => `${key} ${JSON.stringify(one)}`).join('、')}。以文本编辑可以删去。
        </p>
      )}
    </div>
  );
}
