import { emptyValue } from '@mingjing/law';
import { Button } from 'antd';
import { useFieldError } from '../draft-context.ts';
import { idOf } from '../draft-path.ts';
import { type FieldProps, useFieldViews } from './field-props.ts';

/** Something that a rule may have or not: added when the text says so, taken away again. */
export function OptionalPart({ optional, ...props }: FieldProps & { readonly optional: boolean }) {
  const { field, path, value, onChange } = props;
  const error = useFieldError(path);
  const { AnyPart } = useFieldViews();
  if (value === undefined)
    return (
      <div className="field" id={idOf(path)} tabIndex={-1}>
        <Button size="small" onClick={() => onChange(emptyValue(field.node))}>
          写明{field.label}
        </Button>
        {error && <p className="field-error">{error}</p>}
      </div>
    );
  return (
    <div className="optional-part">
      <AnyPart {...props} node={field.node} />
      {optional && (
        <Button type="link" size="small" onClick={() => onChange(undefined)}>
          去掉“{field.label}”
        </Button>
      )}
    </div>
  );
}
