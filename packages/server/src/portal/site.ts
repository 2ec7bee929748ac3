import type { FastifyRequest } from 'fastify';
import { readLastRecheck } from '../recheck/last-recheck.ts';
import { isSealed, readSealedRecheck } from '../recheck/seal-rechecks.ts';
import { PageMissing } from './http/answer-error.ts';
import type { PortalOptions } from './http/portal-options.ts';
import { isLarge, otherSize } from './http/text-size.ts';
import { createLinks } from './markup/links.ts';
import type { BureauView, View } from './pages/view.ts';
import { type PublicBureau, readBureaus } from './read/bureaus.ts';
import { readCheckpoint } from './read/checkpoints.ts';
import { type Reader, readPage } from './read/reading.ts';
import { type Completeness, readCompleteness, remembering } from './read/summary.ts';

/** What the routes share: the options, the views of pages, and reads in one snapshot. */
export interface Site {
  readonly options: PortalOptions;
  /** Statistics of a bureau, counted once for all who look within the same moment. */
  readonly completeness: (bureau: string) => Promise<Completeness>;
  read<T>(work: (db: Reader) => Promise<T>): Promise<T>;
  /** Reads for one bureau's page; a bureau that is not here is a missing page. */
  readBureau<T>(request: FastifyRequest, work: (db: Reader, view: BureauView) => Promise<T>): Promise<T>;
  commonView(request: FastifyRequest, several: boolean): View;
  bureauView(
    request: FastifyRequest,
    db: Reader,
    bureau: PublicBureau,
    several: boolean,
  ): Promise<BureauView>;
  /** The view of a page whose request could not even be read. */
  plainView(): View;
}

export function createSite(options: PortalOptions, styles: string): Site {
  const base = baseOf(options.baseAddress);
  const absolute = (path: string) => base + path;
  const read: Site['read'] = (work) => readPage(options.portal, work);
  const viewOf = (url: string, large: boolean, several: boolean): View => ({
    links: createLinks(large),
    large,
    otherSize: otherSize(url, large),
    styles,
    today: options.clock.today(),
    absolute,
    several,
    demonstration: options.demonstration ?? false,
  });
  const site: Site = {
    options,
    completeness: remembering((bureau) => read((db) => readCompleteness(db, bureau, options.clock.today()))),
    read,
    readBureau: (request, work) =>
      read(async (db) => {
        const bureaus = await readBureaus(db);
        const { bureau: id } = request.params as { bureau: string };
        const bureau = bureaus.find((one) => one.id === id);
        if (bureau === undefined) throw new PageMissing();
        return work(db, await site.bureauView(request, db, bureau, bureaus.length > 1));
      }),
    commonView: (request, several) => viewOf(request.url, isLarge(request), several),
    bureauView: async (request, db, bureau, several) => {
      const recheck = await readLastRecheck(db);
      return {
        ...site.commonView(request, several),
        bureau,
        checkpoint: await readCheckpoint(db, bureau.id),
        isHalted: options.isHalted?.(bureau.id) ?? false,
        recheck,
        recheckSealed: recheck !== null && isSealed(recheck, await readSealedRecheck(db, bureau.id)),
      };
    },
    plainView: () => viewOf('/', false, false),
  };
  return site;
}

function baseOf(address: string): string {
  const url = URL.parse(address);
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new TypeError(`not an address of the portal: ${address}`);
  return url.href.replace(/[?#].*$/, '').replace(/\/+$/, '');
}
