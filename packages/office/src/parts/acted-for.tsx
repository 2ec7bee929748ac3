import { useMe } from '../app/session.tsx';
import { FilterSelect } from './filter-select.tsx';

/** Which bureau an administrator looks at: the own one, or one that entrusted the post; nothing where there is only the own. */
export function ActedFor(props: { readonly value: string; readonly onChange: (bureau: string) => void }) {
  const { actsFor, bureau } = useMe();
  if (actsFor.length === 0) return null;
  const others = actsFor.map(({ id, name }) => [id, name] as const);
  return <FilterSelect label="机关" options={[['', bureau.name], ...others]} {...props} />;
}

/** The end of an address that asks for the chosen bureau. */
export const ofBureau = (bureau: string): string =>
  bureau === '' ? '' : `?bureau=${encodeURIComponent(bureau)}`;
