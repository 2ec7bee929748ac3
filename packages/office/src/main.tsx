import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { Providers } from './app/providers.tsx';
import { router } from './routes.tsx';
import './styles/base.css';
import './styles/shell.css';
import './styles/place.css';
import './styles/filters.css';
import './styles/tables.css';
import './styles/case.css';
import './styles/channels.css';
import './styles/article.css';
import './styles/calendar.css';
import './styles/forms.css';
import './styles/drafts.css';
import './styles/print.css';

const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <Providers>
      <RouterProvider router={router} />
    </Providers>,
  );
