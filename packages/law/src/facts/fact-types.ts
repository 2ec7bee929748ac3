import { bureauFacts } from './bureau-facts.ts';
import { commonFacts } from './common-facts.ts';
import { penaltyFacts } from './penalty-facts.ts';
import { permitFacts } from './permit-facts.ts';
import { publicationFacts } from './publication-facts.ts';

export {
  type Attachment,
  attachmentSchema,
  type FactType,
  type Party,
  type Penalty,
  partySchema,
  penaltySchema,
  penaltyTypes,
  serviceMethods,
} from './fact-parts.ts';

/** Every type of fact by name. */
export const factTypes = {
  ...permitFacts,
  ...penaltyFacts,
  ...commonFacts,
  ...publicationFacts,
  ...bureauFacts,
};
export type FactTypeName = keyof typeof factTypes;

/** A fact as law sees it: what happened, on which legal day, by whom. */
export interface Fact {
  readonly type: FactTypeName;
  readonly occurredOn: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A fact that stands in the journal, with its place and the moment of entry. */
export interface RecordedFact extends Fact {
  readonly stream: string;
  readonly version: number;
  readonly typeVersion: number;
  readonly recordedAt: string;
  readonly actor: string;
  /** Data keys whose values were erased by law. */
  readonly erased: readonly string[];
}
