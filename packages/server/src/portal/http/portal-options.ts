import type { Calendar, Rulebook } from '@mingjing/law';
import type pg from 'pg';
import type { Rates } from './limited-doors.ts';

/** The law in force, which is public: given by the process, since the portal's role reads no packs. */
export interface PublicLaw {
  rulebook(bureau: string, date: string): Rulebook;
  calendarOf(bureau: string): Calendar;
}

/** What the portal is given by the house. */
export interface PortalOptions {
  /** A pool under the role that may read published views only. */
  readonly portal: pg.Pool;
  /** Everything here is made up, and every page says so. */
  readonly demonstration?: boolean;
  readonly clock: { today(): string; now(): Date };
  /** Address under which the public reaches the portal, e.g. https://gs.example.gov.cn. */
  readonly baseAddress: string;
  readonly law: () => PublicLaw;
  /** Whether a bureau's log is not signed any more; said on its every page. */
  readonly isHalted?: (bureau: string) => boolean;
  /** Folder in which the published logs stand, one folder a bureau; their files are served where it is given. */
  readonly logFolder?: string;
  /** Addresses of proxies whose word on the visitor's address is taken; nobody's unless named. */
  readonly trustedProxies?: readonly string[];
  /** How often one address may ask; without it nothing is limited. */
  readonly rates?: Rates;
  /** Told of each code that nobody issued: the bureau that was asked, and nothing else. */
  readonly onUnknownCode?: (bureau: string) => void;
  readonly https?: { readonly cert: Buffer; readonly key: Buffer } | undefined;
  readonly health: () => Promise<object>;
  readonly logger: object | boolean;
  /** Who may embed the portal, as in the header: 'self' unless told, e.g. "'self' https://www.county.example.gov.cn". */
  readonly frameAncestors?: string;
}
