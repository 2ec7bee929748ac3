import type { PublicationRow } from '@mingjing/api';
import { Checkbox } from 'antd';

/** How many may be chosen at once; each is read through before it is approved. */
export const mostChosen = 200;

interface Choosing {
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (chosen: ReadonlySet<string>) => void;
}

/** The cell that chooses one row, where it waits for approval. */
export function Choose({ row, chosen, onChoose }: Choosing & { readonly row: PublicationRow }) {
  return (
    <td className="choose">
      {waits(row) && (
        <Checkbox
          aria-label={`选择 ${row.number}`}
          checked={chosen.has(row.id)}
          disabled={!chosen.has(row.id) && chosen.size >= mostChosen}
          onChange={(event) => onChoose(change(chosen, [row], event.target.checked))}
        />
      )}
    </td>
  );
}

/** The heading that chooses every row of this page that waits for approval. */
export function ChooseAll({
  rows,
  chosen,
  onChoose,
}: Choosing & { readonly rows: readonly PublicationRow[] }) {
  const waiting = rows.filter(waits);
  const held = waiting.filter(({ id }) => chosen.has(id)).length;
  return (
    <td className="choose">
      <Checkbox
        aria-label="选择本页待批准的"
        disabled={waiting.length === 0}
        checked={held > 0 && held === waiting.length}
        indeterminate={held > 0 && held < waiting.length}
        onChange={(event) => onChoose(change(chosen, waiting, event.target.checked))}
      />
    </td>
  );
}

const waits = ({ state }: PublicationRow) => state === 'drafted' || state === 'imported';

function change(
  chosen: ReadonlySet<string>,
  rows: readonly PublicationRow[],
  wanted: boolean,
): ReadonlySet<string> {
  const next = new Set(chosen);
  for (const { id } of rows) {
    if (!wanted) next.delete(id);
    else if (next.size < mostChosen) next.add(id);
  }
  return next;
}
