import { fireEvent, screen, within } from '@testing-library/react';
import { draw, officer } from '../../../../test/drawn.js';
import { recordedServer } from '../../../../test/recorded-server.js';
import type { RegisterStatus } from '../../../api/identification/registers.js';
import { RegistersPage } from './RegistersPage.js';

const register = (kind: RegisterStatus['kind'], zh: string, sensitive = false): RegisterStatus => ({
  ...{ kind, name: { zh, en: zh }, state: 'missing', inForce: null, usableUntil: null, maxAgeDays: 90, rules: ['V2'], openMatches: 0 },
  sensitive,
});

describe('the registers', () => {
  let server: ReturnType<typeof recordedServer>;
  beforeEach(() => {
    server = recordedServer(({ url }) => ({
      body: url.includes('register-imports')
        ? { items: [], nextCursor: null }
        : { items: [register('vehicle', '机动车登记'), register('firm', '市场主体登记'), register('police', '治安处罚信息', true)] },
    }));
  });
  afterEach(() => server.restore());

  const offered = async (permissions: readonly string[]): Promise<string[]> => {
    draw(<RegistersPage />, { session: { ...officer, permissions: ['screening.read', ...permissions] } });
    const form = await screen.findByRole('region', { name: '导入一批数据' });
    fireEvent.mouseDown(within(form).getByLabelText('哪一种登记数据'));
    await screen.findAllByRole('option');
    return [...document.querySelectorAll('.ant-select-item-option-content')].map(({ textContent }) => textContent ?? '');
  };

  it('offers the county office all but the police, and the verification officer the police alone', async () => {
    expect(await offered(['register.import'])).toEqual(['机动车登记', '市场主体登记']);
    document.body.innerHTML = '';
    expect(await offered(['register.import-sensitive', 'screening.sensitive'])).toEqual(['治安处罚信息']);
  });

  it('offers nobody else an import, and says to all what is in use', async () => {
    draw(<RegistersPage />, { session: { ...officer, permissions: ['screening.read'] } });
    await screen.findByText('治安处罚信息');
    expect(screen.queryByRole('region', { name: '导入一批数据' })).toBeNull();
  });
});
