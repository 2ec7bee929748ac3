import { ApiError } from '@mingjing/api';
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ConfigProvider } from 'antd';
import zhCN from 'antd/es/locale/zh_CN';
import type { ReactNode } from 'react';
import { Cross, Down, Tick, Turning } from '../parts/icons.tsx';
import { phoneWidth, useMedia } from './media.ts';
import { themeFor } from './theme.ts';

/** One cache of replies for the whole office; refusals are answers and are not asked again. */
export const queryClient = new QueryClient({
  // A session that ended meanwhile leads back to the door, which then leads back here.
  queryCache: new QueryCache({
    onError: (error) => {
      if (error instanceof ApiError && error.problem.status === 401)
        void queryClient.invalidateQueries({ queryKey: ['session'] });
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (count, error) => count < 2 && error instanceof ApiError && error.problem.status === 0,
      retryDelay: 1_000,
    },
    mutations: { networkMode: 'always' },
  },
});

/** Theme, language and cache around every screen. */
export function Providers({ children }: { readonly children: ReactNode }) {
  const phone = useMedia(phoneWidth);
  const stillness = useMedia('(prefers-reduced-motion: reduce)');
  return (
    <QueryClientProvider client={queryClient}>
      <ConfigProvider
        locale={zhCN}
        theme={themeFor(phone, stillness)}
        button={{ autoInsertSpace: false, loadingIcon: <Turning /> }}
        select={{ suffixIcon: <Down />, removeIcon: <Cross />, menuItemSelectedIcon: <Tick /> }}
        virtual={false}
        popupMatchSelectWidth={false}
        wave={{ disabled: true }}
      >
        {children}
      </ConfigProvider>
    </QueryClientProvider>
  );
}
