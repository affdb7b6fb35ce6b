import { Officer, type Answer } from '../src/officer.js';
import { pidOf } from '../src/processes.js';
import { until } from '../src/until.js';

const ADDRESS = process.env['E2E_ADDRESS'] ?? '';
const DATA = process.env['E2E_DATA'] ?? '';
const HOUSEHOLDS = '/api/identification/v1/households';

describe('servers that die under the running product', () => {
  let owner: Officer;
  let finance: Officer;
  let household: { id: string; version: number };

  beforeAll(async () => {
    owner = await Officer.signIn(ADDRESS, 'gu.release');
    finance = await Officer.signIn(ADDRESS, 'qian.finance');
    const { items } = (await owner.get(`${HOUSEHOLDS}?limit=1`)).body as { items: { id: string; version: number }[] };
    household = items[0] ?? { id: '', version: 0 };
  });

  const healthy = (): Promise<boolean> =>
    until('everything is up again', async () => (await fetch(`${ADDRESS}/healthz`).catch(() => undefined))?.status === 200, 60_000);

  const send = (address: string): Promise<Answer> =>
    owner.post(`${HOUSEHOLDS}/${household.id}/contact`, { address, reason: '入户核实' }, { 'If-Match': `"${household.version}"` });

  /** A change by the owner, and finance hears of it. */
  async function changeArrives(address: string): Promise<void> {
    const answer = await send(address);
    expect([answer.status, answer.text]).toEqual([200, expect.any(String)]);
    household.version += 1;
    await until('finance has the change', async () => {
      const { body } = await finance.get(`/api/finance/v1/directory/households/${household.id}`);
      return (body as { version?: number } | undefined)?.version === household.version;
    });
  }

  it('PostgreSQL killed: departments say so and what to do, then relay, consumers and sign-ins go on by themselves', async () => {
    await changeArrives('一组一号');
    const before = pidOf(DATA, 'postgres');
    process.kill(before, 'SIGKILL');
    const refused = await until('the outage shows', async () => {
      const answer = await owner.get(`${HOUSEHOLDS}?limit=1`);
      return answer.status === 503 && answer;
    });
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    expect(refused.body).toMatchObject({ code: expect.any(String), detail: expect.any(String), next: expect.any(String) });
    await healthy();
    expect(pidOf(DATA, 'postgres')).not.toBe(before);
    await changeArrives('一组二号');
    expect(await Officer.signIn(ADDRESS, 'bai.medical')).toBeInstanceOf(Officer);
  });

  it('NATS killed: daily work goes on, and what was done meanwhile arrives', async () => {
    process.kill(pidOf(DATA, 'nats'), 'SIGKILL');
    await changeArrives('一组三号');
    await healthy();
  });

  it('PostgreSQL killed in the middle of a change: what was confirmed is there and arrives, once', async () => {
    for (const address of ['二组一号', '二组二号']) {
      const change = send(address).catch(() => undefined);
      process.kill(pidOf(DATA, 'postgres'), 'SIGKILL');
      const confirmed = (await change)?.status === 200;
      await healthy();
      const { version } = (await owner.get(`${HOUSEHOLDS}/${household.id}`)).body as { version: number };
      // a change may be committed whose answer was lost, never the other way round
      expect(confirmed ? [household.version + 1] : [household.version, household.version + 1]).toContain(version);
      household.version = version;
      await changeArrives(address);
    }
    const { items } = (await owner.get(`${HOUSEHOLDS}/${household.id}/timeline?limit=100`)).body as { items: { version: number }[] };
    const versions = items.map(({ version }) => version);
    expect(versions.toSorted((a, b) => a - b)).toEqual(Array.from({ length: household.version }, (_, i) => i + 1));
  });
});
