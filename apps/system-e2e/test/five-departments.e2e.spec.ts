import { Officer } from '../src/officer.js';
import { pidOf } from '../src/processes.js';
import { until } from '../src/until.js';

const ADDRESS = process.env['E2E_ADDRESS'] ?? '';
const DATA = process.env['E2E_DATA'] ?? '';
const DEPARTMENTS = {
  industry: 'luo.industry',
  finance: 'qian.finance',
  relocation: 'an.relocation',
  medical: 'bai.medical',
  accountability: 'fang.accountability',
} as const;

interface Digest {
  households: number;
  persons: number;
  digest: string;
}

describe('five departments and the register', () => {
  let owner: Officer;
  const copies = new Map<string, Officer>();
  const register = async (): Promise<Digest> => (await owner.get('/api/identification/v1/register/digest?area=360781')).body as Digest;

  beforeAll(async () => {
    owner = await Officer.signIn(ADDRESS, 'gu.release');
    for (const [department, userName] of Object.entries(DEPARTMENTS)) copies.set(department, await Officer.signIn(ADDRESS, userName));
  });

  const copyEquals = (department: string, expected: Digest): Promise<Digest> =>
    until(`the directory of ${department} equals the register`, async () => {
      const copy = (await copies.get(department)?.get(`/api/${department}/v1/directory/digest?area=360781`))?.body as Digest;
      return copy?.digest === expected.digest && copy;
    });

  it('have the same households, by digests of two independent queries', async () => {
    const expected = await register();
    expect(expected.households).toBeGreaterThan(500);
    for (const department of Object.keys(DEPARTMENTS)) expect(await copyEquals(department, expected)).toEqual(expected);
  });

  it('learn of a correction that another officer approved, and the digest moves', async () => {
    const before = await register();
    const { items } = (await owner.get('/api/identification/v1/households?limit=1')).body as {
      items: { id: string; version: number; mainCause: string }[];
    };
    const household = items[0];
    if (!household) throw new Error('the register is empty');
    const mainCause = household.mainCause === '07' ? '09' : '07';
    const proposed = await owner.post(
      `/api/identification/v1/households/${household.id}/corrections`,
      { kind: 'cause', changes: { mainCause, secondaryCauses: [] }, reason: '入户核实后更正', validFrom: '2016-01-01' },
      { 'If-Match': `"${household.version}"` },
    );
    expect([proposed.status, proposed.text]).toEqual([201, expect.any(String)]);
    const { id } = proposed.body as { id: string };
    const own = await owner.post(`/api/identification/v1/corrections/${id}/approve`, {});
    expect(own.status).toBe(403);
    const checker = await Officer.signIn(ADDRESS, 'lin.upload');
    const approved = await checker.post(`/api/identification/v1/corrections/${id}/approve`, {});
    expect([approved.status, approved.text]).toEqual([expect.any(Number), expect.stringContaining('approved')]);
    const after = await register();
    expect(after.digest).not.toBe(before.digest);
    for (const department of Object.keys(DEPARTMENTS)) await copyEquals(department, after);
    const seen = (await copies.get('finance')?.get(`/api/finance/v1/directory/households/${household.id}`))?.body as { mainCause: string };
    expect(seen.mainCause).toBe(mainCause);
  });

  it('go on while identification is killed, and catch up when the launcher has restarted it', async () => {
    const pid = pidOf(DATA, 'identification');
    process.kill(pid, 'SIGKILL');
    const finance = await copies.get('finance')?.get('/api/finance/v1/directory/households?limit=5');
    expect((finance?.body as { items: unknown[] }).items).toHaveLength(5);
    const restarted = await until('identification is back', async () => {
      const { status } = await owner.get('/api/identification/v1/households?limit=1');
      return status === 200 && pidOf(DATA, 'identification') !== pid;
    });
    expect(restarted).toBe(true);
  });

  it('rebuild their copy from the stream', async () => {
    const expected = await register();
    const systemAdmin = await Officer.signIn(ADDRESS, 'qian.finance');
    const refused = await systemAdmin.post('/api/finance/v1/directory/rebuild', {});
    // an officer of the department is not its system administrator
    expect(refused.status).toBe(403);
    await copyEquals('finance', expected);
  });
});
