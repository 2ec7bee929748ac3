import type { FormNode, JsonValue, PackField } from '@mingjing/law';
import { type ComponentType, createContext, useContext } from 'react';
import type { DraftPath } from '../draft-path.ts';

/** What every field is given: where it stands, what stands there, and how to write something else. */
export interface FieldProps {
  readonly field: PackField;
  readonly path: DraftPath;
  readonly value: JsonValue | undefined;
  readonly onChange: (value: JsonValue | undefined) => void;
}
export type PartProps = FieldProps & { readonly node: FormNode };

/** How fields are shown: parts hold fields, which hold parts again. */
interface FieldViews {
  readonly AnyField: ComponentType<FieldProps>;
  readonly AnyPart: ComponentType<PartProps>;
}
export const FieldViewsContext = createContext<FieldViews | null>(null);

/** The views for fields within a field. */
export function useFieldViews(): FieldViews {
  const views = useContext(FieldViewsContext);
  if (views === null) throw new Error('a field stands outside of any form');
  return views;
}
