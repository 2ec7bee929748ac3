import {
  type Actor,
  type CaseState,
  composeRulebook,
  decidePublication,
  type Fact,
  factTypes,
  foldPublication,
  type Party,
  type PublicationCommand,
  type PublicationContext,
  type PublicationState,
  type RecordedFact,
  RuleError,
} from '../src/index.ts';
import type { BureauProfile } from '../src/pack/schema.ts';
import { calendar, packs, wenshang } from './case-fixtures.ts';
import { crew, decided, type Member, playTo } from './penalty-fixtures.ts';

/** The decided penalty case of the fixtures, of another party where one is given. */
export function decidedCase(party?: Party): CaseState {
  const { state } = playTo(decided);
  if (state === null) throw new Error('no case');
  return party ? { ...state, party } : state;
}

/** Steps that are not shown at all, and forms filled in wrongly; every other refusal names its clause. */
const withoutClause: readonly string[] = ['not-offered', 'not-permitted', 'administrator', 'bad-input'];

/** One publication of a case in a bureau, played command by command. */
export class Publication {
  readonly facts: RecordedFact[] = [];
  readonly caseState: CaseState | null;
  readonly bureau: BureauProfile;
  constructor(caseState: CaseState | null, bureau: BureauProfile = wenshang) {
    this.caseState = caseState;
    this.bureau = bureau;
  }

  get state(): PublicationState | null {
    return foldPublication(this.facts);
  }

  get published(): PublicationState {
    if (this.state === null) throw new Error('no publication');
    return this.state;
  }

  context(member: Member, date: string): PublicationContext {
    const actor: Actor = { name: member, ...crew[member], bureau: this.bureau.id };
    return {
      actor,
      rules: composeRulebook(this.bureau, packs, date),
      calendar,
      today: date,
      occurredOn: date,
      caseState: this.caseState,
      names: { bureauName: this.bureau.name, authorityName: this.bureau.name },
    };
  }

  /** Carries a command out; answers with the refusal where there is one. */
  act(member: Member, date: string, type: string, input: object = {}): RuleError | undefined {
    try {
      this.add(
        member,
        date,
        decidePublication(this.state, { type, ...input } as PublicationCommand, this.context(member, date))
          .facts,
      );
      return undefined;
    } catch (error) {
      if (!(error instanceof RuleError)) throw error;
      if (error.cite === undefined && !withoutClause.includes(error.code))
        throw new Error(`no clause: ${error.code} ${error.message}`);
      return error;
    }
  }

  /** What the journal does on `personal-data-erased`: the values go, their names stay. */
  erase(): void {
    for (const { data } of this.facts.filter(({ type }) => type === 'personal-data-erased'))
      for (const { version, fields } of data.targets as { version: number; fields: string[] }[]) {
        const fact = this.facts[version - 1];
        if (fact !== undefined) this.facts[version - 1] = without(fact, fields);
      }
  }

  add(actor: string, date: string, facts: readonly Fact[]): void {
    for (const fact of facts) {
      const version = this.facts.length + 1;
      const { version: typeVersion } = factTypes[fact.type];
      this.facts.push({
        ...fact,
        stream: 'publication/p1',
        version,
        typeVersion,
        recordedAt: `${date}T09:00:00+08:00`,
        actor,
        erased: [],
      });
    }
  }
}

/** Drafted by the handler and approved by the head. */
export function publish(caseState: CaseState, bureau: BureauProfile = wenshang): Publication {
  const publication = new Publication(caseState, bureau);
  const refused =
    publication.act('handler', '2026-03-19', 'draft-publication') ??
    publication.act('approver', '2026-03-20', 'approve-publication');
  if (refused) throw refused;
  return publication;
}

function without(fact: RecordedFact, names: readonly string[]): RecordedFact {
  const data = structuredClone(fact.data) as Record<string, unknown>;
  for (const name of names) {
    const [part = '', ...rest] = name.split('.');
    if (rest.length === 0) delete data[part];
    else delete (data[part] as Record<string, unknown>)[rest.join('.')];
  }
  return { ...fact, data, erased: [...new Set([...fact.erased, ...names])] };
}
