import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import type { Session } from '../src/api/gateway/session.js';
import { Appearance } from '../src/Appearance.js';
import { WithSession } from '../src/session.js';

export const officer: Session = {
  account: {
    id: '11111111-1111-4111-8111-111111111111',
    name: '王芳',
    department: 'identification',
    roles: ['county-officer'],
    area: '360781',
    areaName: '瑞金市',
  },
  locale: 'zh-CN',
  permissions: [
    'division.read',
    'household.read',
    'household.search',
    'household.reveal',
    'correction.propose',
    'correction.decide',
    'contact.correct',
  ],
};

/** A page drawn at an address, with the router so that tests can see where it went. */
export function draw(page: ReactNode, { at = '/', session = officer }: { at?: string; session?: Session } = {}) {
  const router = createMemoryRouter([{ path: '*', element: page }], { initialEntries: [at] });
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const view = render(
    <QueryClientProvider client={client}>
      <Appearance>
        <WithSession session={session}>
          <RouterProvider router={router} />
        </WithSession>
      </Appearance>
    </QueryClientProvider>,
  );
  return { ...view, router, client };
}
