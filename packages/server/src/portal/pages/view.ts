import type { LastRecheck } from '../../recheck/last-recheck.ts';
import type { Links } from '../markup/links.ts';
import type { PublicBureau } from '../read/bureaus.ts';
import type { NewestCheckpoint } from '../read/checkpoints.ts';

/** What every page knows besides its own content. */
export interface View {
  readonly links: Links;
  /** Large type was chosen. */
  readonly large: boolean;
  /** This page's address in the other size of type. */
  readonly otherSize: string;
  /** Address of the style sheet. */
  readonly styles: string;
  readonly today: string;
  /** Makes a full address of a path, for print and search engines. */
  readonly absolute: (path: string) => string;
  /** More than one bureau lives here. */
  readonly several: boolean;
  /** Everything here is made up; a page says so even where it belongs to no bureau. */
  readonly demonstration: boolean;
}

/** A view of a page that belongs to one bureau. */
export interface BureauView extends View {
  readonly bureau: PublicBureau;
  readonly checkpoint: NewestCheckpoint | null;
  /** The bureau's log is not signed any more. */
  readonly isHalted: boolean;
  /** The newest full recheck that came to its end. */
  readonly recheck: LastRecheck | null;
  /** Its result stands in this bureau's log. */
  readonly recheckSealed: boolean;
}
