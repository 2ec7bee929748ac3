import type {
  ArticleRule,
  Cite,
  DecisionStatus,
  LinkedItem,
  PointUse,
  Refusal,
  ScheduledStep,
  UpdateDuty,
} from '@mingjing/law';

/** Whether this person may do it now, and if not, why. */
export interface Allowed {
  readonly may: boolean;
  readonly refusal?: Refusal;
}

/** One regulation that the bureau applies, with the rules read from each article. */
export interface PackArticles {
  readonly pack: string;
  readonly regulation: string;
  readonly short: string;
  readonly rankLabel: string;
  readonly issuer: string;
  readonly textHeld: boolean;
  readonly whole: boolean;
  readonly notes: readonly string[];
  readonly articles: readonly {
    readonly number: string;
    readonly text: string;
    readonly chapter: string | null;
    readonly rules: readonly ArticleRule[];
  }[];
}

/** Something that must stand in public beforehand, as a regulation of the bureau asks. */
export interface CatalogueEntry {
  readonly id: string;
  readonly name: string;
  readonly parts: readonly string[];
  readonly owner: string;
  readonly place: 'portal' | 'window' | 'on-site';
  readonly channels: readonly string[];
  /** Subject of the chain that it passes before it is published; null where the text names none. */
  readonly chain: string | null;
  readonly modality: 'must' | 'may';
  /** The clause, and further ones that ask for the same thing. */
  readonly cites: readonly Cite[];
}

/** Who passes something before it is published. */
export interface CatalogueChain {
  readonly subject: string;
  /** The bodies it goes through, in order. */
  readonly route: readonly string[];
  /** Every step with its body and days, in words. */
  readonly steps: string;
  /** The time in which the whole chain must be done, in words; null where none is named. */
  readonly within: string | null;
  readonly cite: Cite;
}

/** The bureau's catalogue of what is public beforehand, regulation by regulation. */
export type CatalogueReply = readonly {
  readonly pack: string;
  readonly regulation: string;
  readonly items: readonly CatalogueEntry[];
  readonly chains: readonly CatalogueChain[];
  /** What the text leaves open about these items and chains, and what is proposed. */
  readonly silent: readonly {
    readonly id: string;
    readonly point: string;
    readonly proposed: string;
    /** What the bureau decided, in words; null while the proposal stands in. */
    readonly decided: string | null;
  }[];
}[];

/** The bureau's answer to a silent point, with the name of who entered it. */
export interface PointAnswer {
  readonly text: string;
  readonly reason: string;
  readonly from: string;
  readonly decidedBy: string;
  readonly decidedOn: string;
  readonly status: DecisionStatus;
}

/** The register of silent points: everything that the bureau's regulations leave open. */
export interface SilentPointsReply {
  readonly today: string;
  readonly points: readonly {
    readonly pack: string;
    readonly regulation: string;
    readonly id: string;
    readonly point: string;
    readonly proposed: string;
    readonly options: readonly { readonly value: string; readonly answer: string; readonly moves: boolean }[];
    readonly cite: Cite;
    /** Every decision, newest first. */
    readonly history: readonly PointAnswer[];
    readonly uses: readonly PointUse[];
  }[];
  readonly decide: Allowed;
}

/** What a change of the law asks of one thing, as people see it. */
export interface UpdateWork {
  readonly change: number;
  readonly title: string;
  readonly item: string;
  readonly name: string;
  readonly kindLabel: string;
  readonly unit: string;
  readonly due: string | null;
  readonly state: UpdateDuty['state'];
  readonly updatedOn: string | null;
  /** Who entered the update, when, and what was done. */
  readonly update: { readonly by: string; readonly on: string; readonly note: string } | null;
  /** How the date comes about, and the clause; null where no regulation of the bureau asks for it. */
  readonly sentence: string | null;
  readonly cite: Cite | null;
  readonly steps: readonly ScheduledStep[];
}

/** The register of bases and of changes of the law. */
export interface LawRegisterReply {
  readonly today: string;
  readonly items: readonly (LinkedItem & { readonly kindLabel: string; readonly unitName: string })[];
  /** Newest first. */
  readonly changes: readonly {
    readonly id: number;
    readonly what: string;
    readonly title: string;
    readonly effectiveOn: string;
    readonly note: string;
    readonly recordedBy: string;
    readonly recordedOn: string;
    readonly work: readonly UpdateWork[];
  }[];
  readonly units: readonly { readonly id: string; readonly name: string }[];
  /** Entries of the catalogue that a thing may answer to. */
  readonly catalogue: readonly { readonly pack: string; readonly item: string; readonly name: string }[];
  readonly register: Allowed;
  readonly retire: Allowed;
  readonly record: Allowed;
  readonly update: Allowed;
}
