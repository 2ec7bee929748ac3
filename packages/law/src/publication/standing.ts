import type { PublicationState } from './publication-state.ts';
import { standsSince, timelinessOn } from './timeliness.ts';

/**
 * What became of a decision's publication by its own facts, whatever the day: `untimed` stands on its main carrier under an
 * article without a figure, `unconfirmed` is approved but not yet on its main carrier, `waiting` is not approved.
 */
export type Standing =
  | 'on-time'
  | 'late'
  | 'untimed'
  | 'unconfirmed'
  | 'withheld'
  | 'withdrawn'
  | 'expired'
  | 'waiting'
  | 'revoked';

/** The seven public columns; every decision is in exactly one. */
export const completenessColumns = [
  'onTime',
  'late',
  'withheld',
  'withdrawn',
  'expired',
  'withinLimit',
  'overdue',
] as const;
export type CompletenessColumn = (typeof completenessColumns)[number];

/** Where a publication stands; null where no draft was made yet. On time means confirmed on the carrier the article names. */
export function standingOf(state: PublicationState | null): Standing {
  switch (state?.status) {
    case 'withheld':
      return 'withheld';
    case 'withdrawn':
      return state.withdrawn?.cause === 'expired' ? 'expired' : 'withdrawn';
    case 'published':
      return timelinessOn(state) ?? (standsSince(state) === undefined ? 'unconfirmed' : 'untimed');
    default:
      return 'waiting';
  }
}

/**
 * The column in which a decision is counted on a day. Before the day by which it is due, what is not on its main carrier is
 * within the limit, after it overdue; where the article gives no figure there is no day to be late on.
 */
export function columnOf(standing: Standing, due: string | null, day: string): CompletenessColumn {
  switch (standing) {
    case 'on-time':
    case 'untimed':
      return 'onTime';
    case 'late':
    case 'withheld':
    case 'withdrawn':
    case 'expired':
      return standing;
    case 'revoked':
      return 'withdrawn';
    case 'unconfirmed':
    case 'waiting':
      return due !== null && day > due ? 'overdue' : 'withinLimit';
  }
}

/** The clause on which a result is withheld as the public may know it; secrecy is told from no other prohibition. */
export function withheldGround({ notPublished }: PublicationState): string | null {
  if (notPublished === null) return null;
  return SECRECY.test(notPublished.ground) ? FORBIDDEN : notPublished.cite;
}

const SECRECY = /(^|-)(state-secret|security-stability|prohibited-by-law)$/;
const FORBIDDEN = '国家秘密、公共安全等依法不得公开的情形';
