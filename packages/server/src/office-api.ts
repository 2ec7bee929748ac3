import type { FastifyInstance } from 'fastify';
import { auditRoutes } from './audit/audit-routes.ts';
import { bureauRoutes } from './bureaus/bureau-routes.ts';
import { officeRoutes } from './bureaus/office-routes.ts';
import { witnessRoutes } from './bureaus/witnesses/witness-routes.ts';
import { exportRoutes } from './case-export/export-routes.ts';
import { caseRoutes } from './cases/case-routes.ts';
import { demonstrationRoutes } from './demo/demonstration-routes.ts';
import { documentCheckRoutes } from './document-check/document-check-routes.ts';
import { emergencyRoutes } from './emergency/emergency-routes.ts';
import { evidenceRoutes } from './evidence/evidence-routes.ts';
import { importRoutes } from './exchange/import-routes.ts';
import { lateEntryRoutes } from './late-entries/late-entry-routes.ts';
import { draftRoutes } from './law-drafts/draft-routes.ts';
import { lawRoutes } from './law-in-force/law-routes.ts';
import { personRoutes } from './people/person-routes.ts';
import { sessionRoutes } from './people/session-routes.ts';
import { publicationRoutes } from './publications/publication-routes.ts';
import type { SetUp } from './set-up/set-up.ts';
import { setUpRoutes } from './set-up/set-up-routes.ts';
import { viewingRoutes } from './viewing/viewing-routes.ts';
import type { ServerContext } from './web/context.ts';

/** Every door of the office, registered by name. */
export function officeApi(app: FastifyInstance, context: ServerContext, setUp: SetUp): void {
  sessionRoutes(app, context);
  setUpRoutes(app, context, setUp);
  demonstrationRoutes(app, context);
  officeRoutes(app, context);
  personRoutes(app, context);
  bureauRoutes(app, context);
  lawRoutes(app, context);
  draftRoutes(app, context);
  caseRoutes(app, context);
  lateEntryRoutes(app, context);
  documentCheckRoutes(app, context);
  exportRoutes(app, context);
  evidenceRoutes(app, context);
  publicationRoutes(app, context);
  importRoutes(app, context);
  auditRoutes(app, context);
  emergencyRoutes(app, context);
  witnessRoutes(app, context);
  viewingRoutes(app, context);
}
