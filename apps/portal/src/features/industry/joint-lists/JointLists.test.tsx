import { screen } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { draw, officer } from '../../../../test/drawn.js';
import { recordedServer } from '../../../../test/recorded-server.js';
import { JointListPage } from './JointListPage.js';
import { JointListsPage } from './JointListsPage.js';

const row = {
  ...{ id: 'l1', number: 3, bankCode: 'rcb', area: '360781102', asOf: '2016-03-01', confirmedOn: '2016-03-01', listed: 1, withdrawn: 1 },
};
const lines = [
  {
    id: 'n1',
    householdNumber: 'H1',
    headName: '赖金生',
    villageCode: '360781102208',
    purpose: 'planting',
    isEligible: true,
    state: 'listed',
  },
  { id: 'n2', householdNumber: null, headName: null, villageCode: null, purpose: 'planting', isEligible: true, state: 'withdrawn' },
];

describe('joint lists in industry', () => {
  const server = () =>
    recordedServer(({ url }) => {
      if (url.includes('/directory/divisions')) return { body: { items: [] } };
      if (url.includes('/joint-lists/l1')) return { body: { ...row, lines } };
      return url.includes('/joint-lists') ? { body: { items: [row] } } : undefined;
    });
  const open = (at: string) =>
    draw(
      <Routes>
        <Route path="/industry/joint-lists" element={<JointListsPage />} />
        <Route path="/industry/joint-lists/:id" element={<JointListPage />} />
      </Routes>,
      { at, session: { ...officer, permissions: ['loan.read'] } },
    );

  it('are listed, and open with each household and what became of its line', async () => {
    const recorded = server();
    try {
      open('/industry/joint-lists');
      expect((await screen.findByRole('link', { name: '第 3 号 · RCB' })).getAttribute('href')).toBe('/industry/joint-lists/l1');
      open('/industry/joint-lists/l1');
      expect(await screen.findByText(/赖金生 H1/)).toBeTruthy();
      expect([screen.getByText('户册副本中还没有该户'), screen.getByText('已撤下'), screen.getByText('符合条件')]).toHaveLength(3);
    } finally {
      recorded.restore();
    }
  });
});
