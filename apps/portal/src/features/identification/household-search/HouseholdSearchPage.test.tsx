import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { draw } from '../../../../test/drawn.js';
import { recordedServer } from '../../../../test/recorded-server.js';
import { HouseholdSearchPage } from './HouseholdSearchPage.js';

describe('search for a household', () => {
  const personal = ['刘水生', encodeURIComponent('刘水生'), '360799196001010016', '13800000123'];

  it('sends names and numbers in the body only and leaves none in any address', async () => {
    const server = recordedServer(() => undefined);
    try {
      const { router } = draw(<HouseholdSearchPage />, { at: '/identification/search' });
      const user = userEvent.setup();
      await user.type(screen.getByLabelText('姓名'), '刘水生');
      await user.type(screen.getByLabelText('身份证或残疾证号码'), '360799196001010016');
      await user.type(screen.getByLabelText('电话号码'), '13800000123');
      await user.click(screen.getByRole('button', { name: /^查\s?找$/ }));
      await waitFor(() => expect(server.sent.some((sent) => sent.method === 'POST')).toBe(true));
      const [search] = server.sent.filter((sent) => sent.method === 'POST');
      expect(JSON.parse(search?.body ?? '')).toEqual({ name: '刘水生', idNumber: '360799196001010016', phone: '13800000123' });
      const addresses = [
        ...server.sent.map((sent) => sent.url),
        router.state.location.pathname + router.state.location.search,
        window.location.href,
      ];
      for (const address of addresses) for (const text of personal) expect(address).not.toContain(text);
      expect(JSON.stringify({ ...window.localStorage, ...window.sessionStorage })).not.toContain('360799196001010016');
    } finally {
      server.restore();
    }
  });

  it('says that a term is missing instead of asking for everybody', async () => {
    const server = recordedServer(() => undefined);
    try {
      draw(<HouseholdSearchPage />);
      await userEvent.setup().click(screen.getByRole('button', { name: /^查\s?找$/ }));
      expect(await screen.findByText('请至少填一项')).toBeTruthy();
      expect(server.sent.filter((sent) => sent.method === 'POST')).toEqual([]);
    } finally {
      server.restore();
    }
  });
});
