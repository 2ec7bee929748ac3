import { bureauProfileSchema } from '@mingjing/law';
import { createLinks } from '../markup/links.ts';
import type { BureauView } from '../pages/view.ts';
import { readResultBody } from '../read/result-body.ts';
import type { ProofState, Result } from '../read/results.ts';

/** A view of a bureau's page without server or database. */
export function sampleView(): BureauView {
  const profile = bureauProfileSchema.parse({
    id: 'wenshang',
    name: '汶上县工业和信息化局',
    short: '汶上县工信局',
    region: '山东省济宁市汶上县',
    kinds: ['permit', 'penalty'],
    layers: [{ pack: 'wenshang-publicity' }],
    numbering: {},
    units: [{ id: 'energy', name: '节能与综合利用科' }],
  });
  return {
    links: createLinks(false),
    large: false,
    otherSize: '/?text=large',
    styles: '/assets/portal.css',
    today: '2025-10-12',
    absolute: (path) => `https://gs.example.gov.cn${path}`,
    several: false,
    demonstration: true,
    bureau: {
      id: profile.id,
      name: profile.name,
      host: profile.name,
      short: profile.short,
      profile,
      demonstration: true,
    },
    checkpoint: null,
    isHalted: false,
    recheck: null,
    recheckSealed: false,
  };
}

/** A result of that bureau; `body` as the row would hold it. */
export function sampleResult(state: Result['state'], body: unknown, more: Partial<Result> = {}): Result {
  return {
    id: 'b0000000-0000-4000-8000-000000000001',
    bureau: 'wenshang',
    kind: 'penalty',
    number: '汶工信罚字〔2025〕7号',
    party: '汶上示例纺织有限公司',
    title: '汶上示例纺织有限公司未按规定报送案',
    formedOn: '2025-09-26',
    due: '2025-10-13',
    publishedOn: '2025-10-10',
    withdrawnOn: state === 'withdrawn' ? '2025-10-11' : null,
    state,
    origin: 'case',
    stream: 'publication/b0000000-0000-4000-8000-000000000001',
    version: 2,
    body: readResultBody(body, state),
    ...more,
  };
}

/** A proof state that has got nowhere yet. */
export const noProof: ProofState = {
  recordedAt: null,
  place: { log: null, index: null, checkpoint: null },
  witnessed: { by: [], isEnough: false },
  mismatch: null,
};
