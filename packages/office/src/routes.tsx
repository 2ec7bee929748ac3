import { createBrowserRouter } from 'react-router';
import { Shell } from './app/shell.tsx';
import { CrashPage } from './parts/crash-page.tsx';
import { Waiting } from './parts/page-state.tsx';

/** Every screen of the office and the address at which it stands; each is fetched when first opened. */
export const router = createBrowserRouter([
  {
    errorElement: <CrashPage />,
    hydrateFallbackElement: <Waiting />,
    children: [
      {
        path: '/sign-in',
        lazy: async () => ({ Component: (await import('./session/sign-in-page.tsx')).SignInPage }),
      },
      {
        path: '/set-up',
        lazy: async () => ({ Component: (await import('./session/set-up-page.tsx')).SetUpPage }),
      },
      {
        Component: Shell,
        children: [
          {
            path: '/',
            lazy: async () => ({ Component: (await import('./worklist/worklist-page.tsx')).WorklistPage }),
          },
          {
            path: '/approvals',
            lazy: async () => ({ Component: (await import('./worklist/approvals-page.tsx')).ApprovalsPage }),
          },
          {
            path: '/start/:command',
            lazy: async () => ({ Component: (await import('./cases/start-page.tsx')).StartPage }),
          },
          {
            path: '/cases',
            lazy: async () => ({ Component: (await import('./cases/case-list-page.tsx')).CaseListPage }),
          },
          {
            path: '/cases/:id',
            handle: { bare: true },
            lazy: async () => ({ Component: (await import('./cases/case-page.tsx')).CasePage }),
          },
          {
            path: '/publications',
            lazy: async () => ({
              Component: (await import('./publications/publication-list-page.tsx')).PublicationListPage,
            }),
          },
          {
            path: '/publications/:id',
            lazy: async () => ({
              Component: (await import('./publications/publication-page.tsx')).PublicationPage,
            }),
          },
          {
            path: '/viewing',
            lazy: async () => ({ Component: (await import('./viewing/viewing-page.tsx')).ViewingPage }),
          },
          {
            path: '/late-entries',
            lazy: async () => ({
              Component: (await import('./late-entries/late-entries-page.tsx')).LateEntriesPage,
            }),
          },
          {
            path: '/imports',
            lazy: async () => ({ Component: (await import('./imports/import-page.tsx')).ImportPage }),
          },
          {
            path: '/document-check',
            lazy: async () => ({
              Component: (await import('./document-check/document-check-page.tsx')).DocumentCheckPage,
            }),
          },
          {
            path: '/catalogue',
            lazy: async () => ({ Component: (await import('./articles/catalogue-page.tsx')).CataloguePage }),
          },
          {
            path: '/articles',
            lazy: async () => ({ Component: (await import('./articles/articles-page.tsx')).ArticlesPage }),
          },
          {
            path: '/articles/versions',
            lazy: async () => ({ Component: (await import('./law/law-page.tsx')).LawPage }),
          },
          {
            path: '/articles/drafts/:id',
            lazy: async () => ({ Component: (await import('./law-drafts/draft-page.tsx')).DraftPage }),
          },
          {
            path: '/articles/silent-points',
            lazy: async () => ({
              Component: (await import('./law/silent-points-page.tsx')).SilentPointsPage,
            }),
          },
          {
            path: '/articles/changes',
            lazy: async () => ({ Component: (await import('./law/register-page.tsx')).RegisterPage }),
          },
          {
            path: '/calendar',
            lazy: async () => ({ Component: (await import('./calendar/calendar-page.tsx')).CalendarPage }),
          },
          {
            path: '/people',
            lazy: async () => ({ Component: (await import('./people/people-page.tsx')).PeoplePage }),
          },
          {
            path: '/people/:id',
            lazy: async () => ({ Component: (await import('./people/person-page.tsx')).PersonPage }),
          },
          {
            path: '/bureau',
            lazy: async () => ({ Component: (await import('./bureau/bureau-page.tsx')).BureauPage }),
          },
          {
            path: '/bureau/new',
            lazy: async () => ({ Component: (await import('./bureau/new-bureau-page.tsx')).NewBureauPage }),
          },
          {
            path: '/matters',
            lazy: async () => ({ Component: (await import('./bureau/matters-page.tsx')).MattersPage }),
          },
          {
            path: '/reads',
            lazy: async () => ({ Component: (await import('./audit/reads-page.tsx')).ReadsPage }),
          },
          {
            path: '/emergency',
            lazy: async () => ({ Component: (await import('./audit/emergency-page.tsx')).EmergencyPage }),
          },
          {
            path: '/recheck',
            lazy: async () => ({ Component: (await import('./audit/recheck-page.tsx')).RecheckPage }),
          },
          {
            path: '/witnesses',
            lazy: async () => ({ Component: (await import('./witnesses/witnesses-page.tsx')).WitnessesPage }),
          },
          {
            path: '*',
            lazy: async () => ({ Component: (await import('./parts/missing-page.tsx')).MissingPage }),
          },
        ],
      },
    ],
  },
]);
