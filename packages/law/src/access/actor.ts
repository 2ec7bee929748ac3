/** What a person may be in a bureau; several may be held at once, but never two in one case. */
export const roles = [
  'window-clerk',
  'handler',
  'reviewer',
  'approver',
  'legal-reviewer',
  'policy-and-law',
  'liaison',
  'archive-keeper',
  'device-keeper',
  'superior',
  'external-reviewer',
  'supervisor',
  'system-administrator',
  'security-administrator',
  'audit-administrator',
] as const;
export type Role = (typeof roles)[number];

/** Who acts: a signed-in person with the roles held in a bureau. */
export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly bureau: string;
  /** The person's own bureau, where they act in `bureau` because their own continues in its place. */
  readonly home?: string;
  readonly unit?: string;
  readonly roles: readonly Role[];
  /** Enforcement credential, where the person is a certified officer. */
  readonly credential?: { readonly number: string; readonly validTo: string };
}
