import { isAdministrator, type Role, RuleError, secondPartNeeded } from '@mingjing/law';

/** The password an account begins with: an administrator's is put together from what two persons chose, so that neither knows it. */
export function oneTimePassword(
  roles: readonly string[],
  given: string,
  confirmer: { readonly part?: string | undefined } | undefined,
): string {
  if (!roles.some((role) => isAdministrator(role as Role))) return given;
  if (confirmer?.part === undefined) throw new RuleError(secondPartNeeded.code, secondPartNeeded.sentence);
  return given + confirmer.part;
}
