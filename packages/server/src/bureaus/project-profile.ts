import { foldProfile, type RecordedFact } from '@mingjing/law';
import type { ProjectionWrite } from '../journal/write-command.ts';

/** Brings a bureau's row up to date from its stream; a stream that began before profiles stood in it gives none. */
export function projectProfile(
  bureau: string,
  facts: readonly Pick<RecordedFact, 'type' | 'occurredOn' | 'data' | 'recordedAt'>[],
): readonly ProjectionWrite[] {
  const profile = foldProfile(facts);
  if (profile === null) return [];
  const activated = facts.find(({ type }) => type === 'packs-activated');
  return [
    {
      name: 'project-profile',
      text: `insert into bureau (id, name, short, profile, demonstration, created_at) values ($1, $2, $3, $4::jsonb, $5::boolean, $6::timestamptz)
        on conflict (id) do update set name = excluded.name, short = excluded.short, profile = excluded.profile`,
      values: [
        bureau,
        profile.name,
        profile.short,
        JSON.stringify(profile),
        activated?.data.demonstration === true,
        facts[0]?.recordedAt,
      ],
    },
  ];
}
