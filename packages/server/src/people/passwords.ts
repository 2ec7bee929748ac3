import { hash, verify } from '@node-rs/argon2';

const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Argon2id hash of a password, with its parameters inside. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), OPTIONS);
}

/** Whether the password fits; takes as long for an unknown person as for a known one. */
export async function passwordFits(password: string, stored: string | undefined): Promise<boolean> {
  const fits = await verify(stored ?? (await decoy()), password.normalize('NFKC'));
  return fits && stored !== undefined;
}

let decoyHash: Promise<string> | undefined;
const decoy = () => {
  decoyHash ??= hashPassword('no such person');
  return decoyHash;
};
