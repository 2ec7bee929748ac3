import {
  type BureauProfile,
  type NamedWitness,
  namedWitnessSchema,
  type Witness,
} from '../pack/bureau-profile.ts';
import type { Refusal } from '../rule-error.ts';

type Witnesses = Pick<BureauProfile, 'witnesses' | 'quorum'>;

/** The facts that name a log's witnesses and end them. */
export const witnessFacts: readonly string[] = ['witness-named', 'witness-ended'];

/** The witnesses that count now. */
export function presentWitnesses({ witnesses = [] }: Witnesses): readonly NamedWitness[] {
  return witnesses.filter(({ until }) => until === undefined);
}

/** Who witnesses after one more fact, and how many of them must have signed. */
export function applyWitnessFact(
  { witnesses = [] }: Witnesses,
  fact: {
    readonly type: string;
    readonly occurredOn?: string;
    readonly data: Readonly<Record<string, unknown>>;
  },
): Witnesses {
  const { name, body, vkey, address, quorum } = fact.data;
  const on = fact.occurredOn;
  const after =
    fact.type === 'witness-named'
      ? [...witnesses, namedWitnessSchema.parse({ name, body, vkey, address, from: on })]
      : witnesses.map((one) =>
          one.until === undefined && one.vkey === vkey
            ? namedWitnessSchema.parse({ ...one, until: on })
            : one,
        );
  return { witnesses: after, quorum: Number(quorum) };
}

/** Naming a witness, or ending one by its key; either says how many of those that remain must have signed. */
export type WitnessChange =
  | { readonly type: 'name-witness'; readonly witness: Witness; readonly quorum: number }
  | { readonly type: 'end-witness'; readonly vkey: string; readonly quorum: number };

/** Why a witness may not be named or ended so. */
export function refuseWitness(profile: Witnesses, change: WitnessChange): Refusal | undefined {
  const present = presentWitnesses(profile);
  if (change.type === 'end-witness')
    return present.some(({ vkey }) => vkey === change.vkey)
      ? refuseQuorum(present.length - 1, change.quorum)
      : { code: 'no-witness', sentence: '没有这个见证方，或者已经不再由它见证。' };
  if (present.length === MOST || (profile.witnesses ?? []).length === EVER)
    return { code: 'too-many-witnesses', sentence: `见证方最多 ${MOST} 个。` };
  if (present.some(({ name }) => name === change.witness.name))
    return { code: 'witness-repeated', sentence: '已经有同名的见证方。' };
  // The same key under another name is the same witness.
  if (present.some(({ vkey }) => keyOf(vkey) === keyOf(change.witness.vkey)))
    return { code: 'witness-repeated', sentence: '这把公钥已经登记在另一个见证方名下。' };
  return refuseQuorum(present.length + 1, change.quorum);
}

const MOST = 16;
const EVER = 200;

function refuseQuorum(witnesses: number, quorum: number): Refusal | undefined {
  if (witnesses === 0 ? quorum === 0 : quorum >= 1 && quorum <= witnesses) return undefined;
  return {
    code: 'quorum-impossible',
    sentence:
      witnesses === 0 ? '没有见证方了，联署的个数只能是 0。' : `须有几方联署，应在 1 到 ${witnesses} 之间。`,
  };
}

const keyOf = (vkey: string) => vkey.split('+').slice(2).join('+');
