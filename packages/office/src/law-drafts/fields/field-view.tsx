import type { JsonValue } from '@mingjing/law';
import { Checkbox } from 'antd';
import type { ReactNode } from 'react';
import { Field } from '../../parts/field.tsx';
import { useFieldError } from '../draft-context.ts';
import { idOf } from '../draft-path.ts';
import { ChecksControl } from './checks-control.tsx';
import { ChoiceView } from './choice-view.tsx';
import { ClauseView } from './clause-view.tsx';
import { type FieldProps, FieldViewsContext, type PartProps } from './field-props.ts';
import { ListView } from './list-view.tsx';
import { ObjectView } from './object-view.tsx';
import { OptionalPart } from './optional-part.tsx';
import { ParametersView } from './parameters-view.tsx';
import { ReferenceControl } from './reference-control.tsx';
import { SelectControl } from './select-control.tsx';
import { TextControl } from './text-control.tsx';
import { WhenView } from './when-view.tsx';

/** Everything below may hold fields of a regulation. */
export function FieldViews({ children }: { readonly children: ReactNode }) {
  return <FieldViewsContext value={VIEWS}>{children}</FieldViewsContext>;
}

/** One field of a regulation, whatever it holds. */
function FieldView(props: FieldProps) {
  const { field, path, value } = props;
  if (PARTS.has(field.node.kind)) {
    const optional = !field.required && field.default === undefined;
    if (field.node.kind === 'parameters' || field.node.kind === 'when' || field.node.kind === 'list')
      return <PartView {...props} node={field.node} />;
    if (optional || value === undefined) return <OptionalPart {...props} optional={optional} />;
    return <PartView {...props} node={field.node} />;
  }
  if (field.node.kind === 'flag' && (field.required || field.default !== undefined))
    return <FlagView {...props} />;
  if (field.node.kind === 'constant') return <ConstantView {...props} constant={field.node.value} />;
  return <LeafView {...props} key={path.join('.')} />;
}

const PARTS: ReadonlySet<string> = new Set(['object', 'choice', 'clause', 'list', 'when', 'parameters']);

/** A field made of several others. */
function PartView({ node, ...props }: PartProps) {
  switch (node.kind) {
    case 'object':
      return <ObjectView {...props} fields={node.fields} />;
    case 'choice':
      return <ChoiceView {...props} alternatives={node.alternatives} />;
    case 'clause':
      return <ClauseView {...props} />;
    case 'list':
      return <ListView {...props} item={node.item} />;
    case 'when':
      return <WhenView {...props} />;
    case 'parameters':
      return <ParametersView {...props} of={node.of} />;
    default:
      return null;
  }
}

function LeafView({ field, path, value, onChange }: FieldProps) {
  const error = useFieldError(path, true);
  const { node } = field;
  const several =
    node.kind === 'checks' || ((node.kind === 'words' || node.kind === 'reference') && node.several);
  const asked = { id: idOf(path), label: field.label, required: field.required, help: field.help, error };
  const group = several && !(node.kind === 'words' && node.suggested.length === 0);
  const shown = value === undefined ? field.default : value;
  const given = { field, value: shown, onChange };
  return (
    <Field {...asked} group={group}>
      {(link) => {
        switch (node.kind) {
          case 'select':
            return <SelectControl link={link} {...given} options={node.options} />;
          case 'flag':
            return <SelectControl link={link} {...given} options={YES_NO} flag />;
          case 'checks':
            return <ChecksControl {...given} options={node.options} />;
          case 'reference':
            return <ReferenceControl link={link} {...given} node={node} />;
          case 'words':
            return node.several && node.suggested.length > 0 ? (
              <ChecksControl {...given} options={node.suggested} />
            ) : (
              <TextControl link={link} {...given} node={node} />
            );
          default:
            return <TextControl link={link} {...given} node={node} />;
        }
      }}
    </Field>
  );
}

const VIEWS = { AnyField: FieldView, AnyPart: PartView };

const YES_NO = [
  ['true', '是'],
  ['false', '否'],
] as const;

function FlagView({ field, path, value, onChange }: FieldProps) {
  const error = useFieldError(path);
  const id = idOf(path);
  const on = (value ?? field.default ?? false) === true;
  return (
    <div className="field">
      <Checkbox
        id={id}
        checked={on}
        onChange={(event) =>
          onChange(event.target.checked === field.default ? undefined : event.target.checked)
        }
      >
        {field.label}
      </Checkbox>
      {field.help && <p className="field-help">{field.help}</p>}
      {error && <p className="field-error">{error}</p>}
    </div>
  );
}

/** Something that is either said or not said. */
function ConstantView({
  field,
  path,
  value,
  onChange,
  constant,
}: FieldProps & { readonly constant: JsonValue }) {
  return (
    <div className="field">
      <Checkbox
        id={idOf(path)}
        checked={value === constant}
        onChange={(event) => onChange(event.target.checked ? constant : undefined)}
      >
        {field.label}
      </Checkbox>
    </div>
  );
}
