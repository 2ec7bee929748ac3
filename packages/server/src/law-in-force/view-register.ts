import type { Allowed, LawRegisterReply, UpdateWork } from '@mingjing/api';
import {
  type BureauCommand,
  explainDuty,
  lawChangeLabels,
  linkedItems,
  linkedKindLabels,
  type RecordedChange,
  refuseBureau,
  updateDuties,
} from '@mingjing/law';
import { namesAround } from '../cases/case-view.ts';
import type { Person } from '../people/people.ts';
import type { ServerContext } from '../web/context.ts';
import { bureauContext, loadLaw } from './run-law-command.ts';

/** What rests on which law, which changes were entered, and what they ask of each thing. */
export async function viewRegister(context: ServerContext, person: Person): Promise<LawRegisterReply> {
  const { state } = await loadLaw(context, person.bureau);
  const around = bureauContext(context, person);
  const { profile, today } = around;
  const names = await namesAround(context, { bureau: person.bureau, participants: [] });
  const allowed = (type: BureauCommand['type']): Allowed => {
    const refusal = refuseBureau(state, type, around);
    return refusal === undefined ? { may: true } : { may: false, refusal };
  };
  const unitName = (id: string) => profile.units.find((unit) => unit.id === id)?.name ?? id;
  const { packs } = context.resources().rulebook(person.bureau, today);
  return {
    today,
    items: linkedItems(state.register, profile).map((item) => ({
      ...item,
      kindLabel: linkedKindLabels[item.kind],
      unitName: unitName(item.unit),
    })),
    changes: state.register.changes.toReversed().map((change) => ({
      id: change.id,
      what: lawChangeLabels[change.what],
      title: change.title,
      effectiveOn: change.effectiveOn,
      note: change.note,
      recordedBy: names.get(change.recordedBy) ?? change.recordedBy,
      recordedOn: change.recordedOn,
      work: workOf(context, person.bureau, change, names),
    })),
    units: profile.units,
    catalogue: packs.flatMap((pack) =>
      pack.catalogue.map(({ id, name }) => ({ pack: pack.id, item: id, name: `${pack.short}：${name}` })),
    ),
    register: allowed('register-linked-item'),
    retire: allowed('retire-linked-item'),
    record: allowed('record-law-change'),
    update: allowed('record-item-updated'),
  };
}

/** What is still to be updated: all of it for those who keep the public content, else what the person's own unit owes. */
export function updatesFor(
  context: ServerContext,
  person: Person,
  names: ReadonlyMap<string, string>,
): readonly UpdateWork[] {
  const keeps = person.roles.some((role) => role === 'policy-and-law' || role === 'liaison');
  return context
    .resources()
    .registerOf(person.bureau)
    .changes.filter(({ items }) => items.some(({ updatedOn }) => updatedOn === null))
    .flatMap((change) => {
      const own = new Set(
        change.items.filter(({ item }) => keeps || item.unit === person.unit).map(({ item }) => item.id),
      );
      return workOf(context, person.bureau, change, names).filter(
        ({ item, updatedOn }) => updatedOn === null && own.has(item),
      );
    })
    .sort((a, b) => (a.due ?? '9999').localeCompare(b.due ?? '9999'));
}

function workOf(
  context: ServerContext,
  bureau: string,
  change: RecordedChange,
  names: ReadonlyMap<string, string>,
): readonly UpdateWork[] {
  const resources = context.resources();
  const rules = resources.rulebook(bureau, change.effectiveOn);
  const duties = updateDuties(change, rules, resources.calendarOf(bureau), context.clock.today());
  return duties.map(({ item, duty, steps, state, updatedOn }, index) => {
    const done = change.items[index];
    return {
      change: change.id,
      title: change.title,
      item: item.id,
      name: item.name,
      kindLabel: linkedKindLabels[item.kind],
      unit: rules.bureau.units.find(({ id }) => id === item.unit)?.name ?? item.unit,
      due: duty?.due ?? null,
      state,
      updatedOn,
      update:
        done?.recordedOn == null
          ? null
          : { by: names.get(done.by) ?? done.by, on: done.recordedOn, note: done.note },
      sentence: duty === null ? null : explainDuty(duty).sentence,
      cite: duty?.cite ?? null,
      steps,
    };
  });
}
