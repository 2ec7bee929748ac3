import type { Resources } from '../bureaus/resources.ts';
import type { Databases } from '../journal/database.ts';
import type { Sequencer } from '../log/sequencer.ts';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';

/** What every room of the server is handed. */
export interface ServerContext {
  readonly databases: Databases;
  readonly clock: Clock;
  readonly sequencer: Sequencer;
  /** The law as it stands; replaced as a whole when packs or calendars change. */
  readonly resources: () => Resources;
  readonly reloadResources: () => Promise<void>;
  readonly evidenceFolder: string;
  /** Where the keys stand that no database holds. */
  readonly keyFolder: string;
  readonly portalAddress: string;
  readonly demonstration: boolean;
  /** What protects less in this installation's database; said to the administrators. */
  readonly weaker?: string | null;
  readonly log: Log;
}
