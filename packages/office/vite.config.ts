import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const rooms = /packages[\\/](law|api)[\\/]src[\\/]/;

/** Old county PCs run Chromium 108; modules of law and api that no screen uses stay out of the bundle. */
export default defineConfig({
  plugins: [react()],
  build: {
    target: 'chrome108',
    outDir: 'dist',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      treeshake: { moduleSideEffects: (id: string) => !rooms.test(id) },
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'react',
              test: /node_modules[\\/](react|react-dom|react-router|scheduler|@tanstack)[\\/]/,
              priority: 2,
            },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8081' } },
});
