import type { AvailableAction } from '@mingjing/law';

/** The actions as a screen lists them: the one that leads on first, what cannot be done last. */
export function inOrder<Action extends Pick<AvailableAction, 'command' | 'enabled'>>(
  actions: readonly Action[],
): { readonly sorted: readonly Action[]; readonly primary: Action | undefined } {
  const enabled = actions.filter((action) => action.enabled);
  const primary = enabled.find(({ command }) => !sidelong.test(command));
  const others = enabled.filter((action) => action !== primary);
  const refused = actions.filter((action) => !action.enabled);
  return { sorted: [...(primary === undefined ? [] : [primary]), ...others, ...refused], primary };
}

/** Steps back or aside are never the primary action of a screen. */
const sidelong =
  /^(return|refuse|reject|decline|withhold|terminate|waive|discard|name-participant|end-participant|ask-supervision|open-supervision|end-supervision|propose-(correction|document-correction|erasure|withdrawal)|record-revocation)/;
