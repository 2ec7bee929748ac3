import {
  actKinds,
  CIRCUMSTANCES,
  type CircumstanceKind,
  type DraftBody,
  eventNames,
  type FormSection,
  type JsonValue,
  type PackFinding,
} from '@mingjing/law';
import { z } from 'zod';
import type { Allowed } from './law-replies.ts';

const MOST_CHARACTERS = 1024 * 1024;
const title = z.string().trim().min(2).max(200);
const packId = z.string().regex(/^[a-z0-9][a-z0-9-]{1,60}$/, '编号应由小写字母、数字和连字符组成。');
const version = z.string().regex(/^[0-9a-f]{64}$/);
const yamlText = z.string().min(1).max(MOST_CHARACTERS);

/** A regulation's text and rules taken from: a stored version, what came with the program, another draft, or files. */
const source = z.union([
  z.strictObject({ version }),
  z.strictObject({ release: z.string().min(1).max(120) }),
  z.strictObject({ draft: z.uuid() }),
  z.strictObject({ packYaml: yamlText, articlesYaml: yamlText.optional() }),
]);

/** Begins a draft: another version of the same regulation (`copy`), or a new one from nothing or from one that is alike. */
export const beginDraftRequest = z.strictObject({
  id: z.uuid(),
  begin: z.discriminatedUnion('as', [
    z.strictObject({ as: z.literal('copy'), of: source }),
    z.strictObject({ as: z.literal('new'), pack: packId, title, of: source.optional() }),
  ]),
});
export type BeginDraftRequest = z.infer<typeof beginDraftRequest>;

/** What was written since the version seen; another's writing in between is not lost. */
export const saveDraftRequest = z.strictObject({
  expectedVersion: z.int().min(1),
  body: z
    .record(z.string().min(1).max(80), z.json())
    .refine((body) => JSON.stringify(body).length <= MOST_CHARACTERS, '内容太多，一份草稿不超过 1 MB。'),
});
export const saveSectionRequest = z.strictObject({
  expectedVersion: z.int().min(1),
  yaml: z.string().max(MOST_CHARACTERS),
});

const known: Readonly<Record<string, CircumstanceKind>> = CIRCUMSTANCES;
const circumstances = z
  .partialRecord(z.enum(Object.keys(CIRCUMSTANCES) as [string, ...string[]]), z.string().min(1).max(200))
  .refine(
    (stated) =>
      Object.entries(stated).every(([name, value]) => {
        const kind = known[name];
        if (kind?.amount === true) return /^\d{1,15}$/.test(value ?? '');
        return value?.split(',').every((one) => Object.hasOwn(kind?.values ?? {}, one));
      }),
    '情形的取值不对。',
  );

/** An event whose duties are asked, by the draft and by the law in force. */
export const draftTrialRequest = z.strictObject({
  event: z.enum(eventNames),
  kind: z.enum(actKinds),
  date: z.iso.date().refine((day) => day >= '1949-10-01' && day <= '2199-12-31', '日期太远。'),
  circumstances: circumstances.default({}),
  /** Where a regulation that the bureau does not apply yet would stand among its layers. */
  place: z.enum(['first', 'last']).default('last'),
});
export type DraftTrialRequest = z.input<typeof draftTrialRequest>;

export interface LawDraftSummary {
  readonly id: string;
  readonly pack: string;
  readonly title: string;
  /** From what it was begun, in words. */
  readonly origin: string;
  readonly createdBy: string;
  readonly savedBy: string;
  readonly savedAt: string;
}

/** The bureau's drafts, newest first; of those who may not write any, none. */
export interface LawDraftsReply {
  readonly drafts: readonly LawDraftSummary[];
  readonly edit: Allowed;
}

/** What the checker says of a draft. */
export interface DraftCheck {
  readonly version: number;
  readonly savedAt: string;
  readonly findings: readonly PackFinding[];
  /** Parts too unfinished to be looked at together with the others. */
  readonly leftAside: number;
}

export interface LawDraftReply extends LawDraftSummary, DraftCheck {
  readonly body: DraftBody;
  /** Whether the bureau applies a regulation of this id, which the draft would replace. */
  readonly replaces: boolean;
}

export interface DraftFilesReply {
  readonly packYaml: string;
  readonly articlesYaml?: string;
}

/** One section as text, with what the checker says of it line by line. */
export interface DraftSectionReply {
  readonly version: number;
  readonly yaml: string;
  readonly faults: readonly { readonly line: number; readonly message: string; readonly level: string }[];
}

export interface SavedSectionReply extends DraftCheck {
  readonly value: JsonValue;
  readonly faults: DraftSectionReply['faults'];
}

/** One duty as one law has it. */
export interface TrialAnswer {
  readonly name: string;
  readonly due: string | null;
  readonly sentence: string;
  readonly owner: string;
  readonly modality: 'must' | 'may';
  readonly channel: string | null;
  readonly regulation: string;
  readonly article: string;
  readonly quote: string;
  readonly provisional: boolean;
  readonly unverified: boolean;
  readonly note: string | null;
  readonly others: readonly {
    readonly regulation: string;
    readonly article: string;
    readonly due: string | null;
  }[];
}

export interface DraftTrialReply {
  readonly duties: readonly {
    readonly change: 'same' | 'moved' | 'changed' | 'added' | 'removed';
    readonly before: TrialAnswer | null;
    readonly after: TrialAnswer | null;
  }[];
  /** What should be known when reading them. */
  readonly notes: readonly string[];
}

/** The form of a regulation, as the format of packs makes it. */
export type PackFormReply = readonly FormSection[];
