import { type Pack, packSchema } from '../src/pack/schema.ts';

/** The head of a made-up regulation, named `local`. */
export const packHead = {
  id: 'local',
  code: 'L',
  title: '某局规定',
  short: '规定',
  rank: 'normative',
  issuer: '某局',
  inForceFrom: null,
  extent: 'whole',
  source: '某局',
};

/** A made-up regulation with the sections that a test is about. */
export const localPack = (sections: object): Pack => packSchema.parse({ ...packHead, ...sections });

/** A duty to publish a permit within 7 working days of the decision, as it stands in a pack's file. */
export const publishDeadline = {
  id: 'publish',
  name: '公开',
  on: ['decision-made'],
  kinds: ['permit'],
  does: 'publish',
  limit: { count: 7, unit: 'working-day' },
  owner: '承办科室',
  frozen: 'at-event',
};
