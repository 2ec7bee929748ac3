/** What an element may hold: texts are never read as HTML. */
export type Content = Node | string | undefined | readonly Content[];

/** An element of a class with its content. */
export function element(name: string, className: string, ...content: readonly Content[]): HTMLElement {
  const made = document.createElement(name);
  if (className !== '') made.className = className;
  fill(made, content);
  return made;
}

/** A table with a heading over each column; undefined where there are no rows. */
export function table(
  caption: string,
  headings: readonly string[],
  rows: readonly (readonly Content[])[],
): HTMLElement | undefined {
  if (rows.length === 0) return undefined;
  const head = element('tr', '', ...headings.map((heading) => scoped(element('th', '', heading))));
  const body = rows.map((cells) =>
    element('tr', '', ...cells.map((cell, i) => labelled(element('td', '', cell), headings[i] ?? ''))),
  );
  return element(
    'section',
    '',
    element('h2', '', caption),
    element('table', '', element('thead', '', head), element('tbody', '', ...body)),
  );
}

/** A list under a heading; undefined where it is empty. */
export function list(caption: string, items: readonly Content[]): HTMLElement | undefined {
  if (items.length === 0) return undefined;
  const lines = items.map((item) => element('li', '', item));
  return element('section', '', element('h2', '', caption), element('ul', '', ...lines));
}

function fill(parent: HTMLElement, content: readonly Content[]): void {
  for (const one of content) {
    if (one === undefined) continue;
    if (typeof one === 'string' || one instanceof Node) parent.append(one);
    else fill(parent, one);
  }
}

function scoped(cell: HTMLElement): HTMLElement {
  cell.setAttribute('scope', 'col');
  return cell;
}

/** On a phone each cell says itself what it is. */
function labelled(cell: HTMLElement, heading: string): HTMLElement {
  cell.dataset.heading = heading;
  return cell;
}
