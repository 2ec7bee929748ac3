import { type BureauProfile, presentWitnesses } from '@mingjing/law';
import { type Policy, parsePolicy } from '@mingjing/ledger';

/** The policy where nobody is to witness anything. */
export const NO_WITNESSES: Policy = parsePolicy('quorum none\n');

/** Whose signatures count under a bureau's log, and how many of them, as its own facts say (C2SP tlog-policy). */
export function witnessPolicyOf(profile: BureauProfile | undefined): Policy {
  if (profile === undefined) return NO_WITNESSES;
  const known = read.get(profile);
  if (known !== undefined) return known;
  const policy = parsePolicy(policyTextOf(profile));
  read.set(profile, policy);
  return policy;
}

/** The policy that a stranger verifies with: the bureau's logs, and its witnesses in a form that the ledger's programs read. */
export function publicPolicy(vkeys: readonly string[], { text }: Policy): string {
  return `${vkeys.map((vkey) => `log ${vkey}\n`).join('')}${text}`;
}

/** The same for a bureau by its id, as the process knows it now. */
export function policyFor(
  {
    resources,
  }: {
    readonly resources: () => { readonly bureaus: ReadonlyMap<string, { readonly profile: BureauProfile }> };
  },
  bureau: string,
): Policy {
  return witnessPolicyOf(resources().bureaus.get(bureau)?.profile);
}

/** A profile is replaced as a whole when it changes. */
const read = new WeakMap<BureauProfile, Policy>();

function policyTextOf(profile: BureauProfile): string {
  const present = presentWitnesses(profile);
  if (present.length === 0) return 'quorum none\n';
  const lines = present.map(({ name, vkey, address }) =>
    ['witness', name, vkey, address ?? ''].join(' ').trim(),
  );
  const names = present.map(({ name }) => name).join(' ');
  return `${lines.join('\n')}\ngroup agreed ${profile.quorum} ${names}\nquorum agreed\n`;
}
