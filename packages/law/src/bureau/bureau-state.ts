import { ERASED_TEXT } from '../case/read-fact.ts';
import type { RecordedFact } from '../facts/fact-types.ts';
import type { PointDecision } from '../pack/held-pack.ts';
import type { Activation } from '../pack/law-in-force.ts';
import type { BureauProfile } from '../pack/schema.ts';
import { applyRegisterFact, emptyRegister, type LawRegister } from './law-register-state.ts';

export type Layer = BureauProfile['layers'][number];

/** Versions put in force, by whom and on which day. */
export interface RecordedActivation extends Activation {
  readonly version: number;
  readonly approvedOn: string;
  readonly proposedBy: string;
  readonly approvedBy: string;
}

/** Versions that one person has put forward and nobody has decided on yet. */
export interface PacksProposal {
  /** Version of the proposing fact: an approval names it, so that nobody approves what they did not see. */
  readonly version: number;
  readonly packs: Readonly<Record<string, string>>;
  readonly layers: readonly Layer[] | null;
  readonly from: string | null;
  readonly note: string;
  readonly proposedBy: string;
  readonly proposedOn: string;
}

/** A year's holiday arrangement as this bureau took it over. */
export interface ImportedYear {
  readonly sha256: string;
  readonly notice: string;
  readonly importedBy: string;
  readonly importedOn: string;
}

/** The law of one bureau as the fold of its own stream. */
export interface BureauState {
  readonly version: number;
  readonly demonstration: boolean;
  readonly activations: readonly RecordedActivation[];
  /** Null while the layers are still those of the profile the bureau was created with. */
  readonly layers: readonly Layer[] | null;
  readonly proposal: PacksProposal | null;
  readonly rejected: { readonly reason: string; readonly by: string; readonly on: string } | null;
  readonly years: Readonly<Record<string, ImportedYear>>;
  /** Every decision on a silent point, in the order of entry. */
  readonly decisions: readonly PointDecision[];
  /** What rests on which law, the changes entered, and what was updated for them. */
  readonly register: LawRegister;
}

const empty: BureauState = {
  version: 0,
  demonstration: false,
  activations: [],
  layers: null,
  proposal: null,
  rejected: null,
  years: {},
  decisions: [],
  register: emptyRegister,
};

/** Folds the facts of one bureau's stream; what does not concern its law only moves the version. */
export function foldBureau(facts: readonly RecordedFact[]): BureauState {
  return facts.reduce((state, fact) => ({ ...change(state, fact), version: fact.version }), empty);
}

function change(state: BureauState, fact: RecordedFact): BureauState {
  switch (fact.type) {
    case 'packs-proposed':
      return { ...state, proposal: toProposal(fact), rejected: null };
    case 'packs-activated':
      return {
        ...state,
        demonstration: fact.data.demonstration === true,
        activations: [...state.activations, toActivation(fact)],
        layers: (fact.data.layers as readonly Layer[] | undefined) ?? state.layers,
        proposal: null,
      };
    case 'packs-rejected':
      return {
        ...state,
        proposal: null,
        rejected: { reason: text(fact.data.reason), by: fact.actor, on: fact.occurredOn },
      };
    case 'calendar-imported':
      return { ...state, years: { ...state.years, [String(fact.data.year)]: toYear(fact) } };
    case 'silent-point-decided':
      return { ...state, decisions: [...state.decisions, toDecision(fact)] };
    default: {
      const register = applyRegisterFact(state.register, fact);
      return register === state.register ? state : { ...state, register };
    }
  }
}

function toProposal({ data, version, actor, occurredOn }: RecordedFact): PacksProposal {
  return {
    version,
    packs: data.packs as Readonly<Record<string, string>>,
    layers: (data.layers as readonly Layer[] | undefined) ?? null,
    from: (data.from as string | undefined) ?? null,
    note: text(data.note),
    proposedBy: actor,
    proposedOn: occurredOn,
  };
}

function toActivation({ data, version, actor, occurredOn }: RecordedFact): RecordedActivation {
  return {
    version,
    from: (data.from as string | undefined) ?? occurredOn,
    packs: data.packs as Readonly<Record<string, string>>,
    approvedOn: occurredOn,
    proposedBy: text(data.proposedBy),
    approvedBy: actor,
  };
}

function toDecision({ data, version, actor, occurredOn, erased }: RecordedFact): PointDecision {
  const written = (key: string) => (erased.includes(key) ? ERASED_TEXT : text(data[key]));
  return {
    fact: version,
    pack: text(data.pack),
    version: text(data.version),
    point: text(data.point),
    option: (data.option as string | undefined) ?? null,
    text: written('text'),
    reason: written('reason'),
    from: text(data.from),
    decidedBy: actor,
    decidedOn: occurredOn,
  };
}

function toYear({ data, actor, occurredOn }: RecordedFact): ImportedYear {
  return {
    sha256: text(data.sha256),
    notice: text(data.notice),
    importedBy: actor,
    importedOn: occurredOn,
  };
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
