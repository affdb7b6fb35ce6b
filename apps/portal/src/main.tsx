import '@fontsource/noto-sans-sc/400.css';
import '@fontsource/noto-sans-sc/600.css';
import './styles.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router';
import { z } from 'zod';
import { queryClient } from './api/query-client.js';
import { Appearance } from './Appearance.js';
import { router } from './routes.js';
import { SessionGate } from './session.js';

// The content security policy forbids `new Function`, which zod would otherwise try once.
z.config({ jitless: true });

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <Appearance>
        <SessionGate>
          <RouterProvider router={router} />
        </SessionGate>
      </Appearance>
    </QueryClientProvider>
  </StrictMode>,
);
