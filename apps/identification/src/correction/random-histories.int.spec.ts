import fc from 'fast-check';
import { Vault } from '@jingzhun/vault';
import { registerHousehold, syntheticId, type MadeHousehold } from '../../test/household.factory.js';
import { officer, startIdentification, type Caller, type Identification } from '../../test/service.js';
import { digestOfHousehold } from '../household/household-digest.js';
import { readHouseholdRecord } from '../household/household-record.js';
import { SealedNumbers } from '../household/sealed-numbers.js';
import { systemSession } from '@jingzhun/persistence';

/** What somebody tries; many of the tries are refused, which is right as long as the register stays whole. */
const attempts = fc.array(
  fc.record({
    household: fc.nat(2),
    what: fc.constantFrom('address', 'cause', 'living', 'bank', 'group', 'add', 'remove', 'move', 'head', 'income', 'rename'),
    pick: fc.nat(9),
    days: fc.nat(300),
  }),
  { minLength: 6, maxLength: 14 },
);

describe('random histories of corrections', () => {
  let service: Identification;
  let maker: Caller;
  let checker: Caller;

  beforeAll(async () => {
    service = await startIdentification();
    maker = service.as(officer('360781'));
    checker = service.as(officer('360781'));
  });
  afterAll(async () => service?.stop());

  type Page = { version: number; headPersonId: string; members: { personId: string; name: string; relation: string }[] };
  const pageOf = async (id: string): Promise<Page> => (await checker.get(`/households/${id}`).expect(200)).body;
  const dayBefore = (days: number): string => new Date(Date.UTC(2016, 5, 15) - days * 86_400_000).toISOString().slice(0, 10);

  async function attempt(
    households: MadeHousehold[],
    numbers: Map<string, string>,
    one: { household: number; what: string; pick: number; days: number },
  ): Promise<void> {
    const { id } = households[one.household] as MadeHousehold;
    const page = await pageOf(id);
    const chosen = page.members[one.pick % page.members.length] as Page['members'][number];
    const validFrom = dayBefore(one.days);
    if (one.what === 'address') {
      await checker.post(`/households/${id}/contact`, { address: `第${one.pick}号`, reason: '搬家', validFrom }, page.version);
      return;
    }
    const fresh = syntheticId('1990-01-01', one.pick % 2 === 0 ? 'male' : 'female');
    const others = [...numbers.keys()];
    const bodies: Record<string, object> = {
      cause: { kind: 'cause', changes: { mainCause: one.pick % 2 ? '02' : '07' } },
      living: { kind: 'living', changes: { living: { cultivatedCentiMu: one.pick * 100, safeWater: one.pick % 2 === 0 } } },
      bank: { kind: 'bank', changes: { bankName: '瑞金农商银行', account: `62305204800123456${one.pick}` } },
      group: { kind: 'group', changes: { groupName: one.pick === 0 ? null : `第${one.pick}组` } },
      add: { kind: 'members', changes: { add: [{ name: `新人${one.pick}`, idNumber: fresh, relation: '21' }] } },
      move: {
        kind: 'members',
        changes: { add: [{ name: `来人${one.pick}`, idNumber: others[one.pick % others.length], relation: '99' }] },
      },
      remove: { kind: 'members', changes: { remove: [{ personId: chosen.personId, manner: '08' }] } },
      head: {
        kind: 'members',
        changes: {
          relation: [
            { personId: page.headPersonId, relation: '99' },
            ...(chosen.personId === page.headPersonId ? [] : [{ personId: chosen.personId, relation: '01' }]),
          ],
        },
      },
      income: {
        kind: 'income',
        changes: { year: 2015, wageFen: one.pick * 1000, businessFen: 0, propertyFen: 0, businessExpenseFen: 0, items: {} },
      },
      rename: { kind: 'identity', changes: { personId: chosen.personId, name: `改名${one.pick}` } },
    };
    const proposal = await maker.post(
      `/households/${id}/corrections`,
      { ...bodies[one.what], reason: '随机更正', validFrom },
      page.version,
    );
    if (proposal.status !== 201) {
      expect(proposal.body).toMatchObject({ code: expect.stringMatching(/^(correction|household)\./) });
      return;
    }
    const decision = await checker.post(`/corrections/${proposal.body.id}/approve`);
    if (decision.status !== 200) expect(decision.body.code).toMatch(/^(correction|household)\./);
    else if (one.what === 'add') numbers.set(fresh, id);
  }

  async function assertWhole(households: MadeHousehold[]): Promise<void> {
    const ids = households.map(({ id }) => id);
    const heads = await service.look<{ n: number; same: boolean; counted: boolean }>(
      `select (select count(*)::int from member m where m.household_id = h.id and m.valid_to is null and m.relation = '01') as n,
         exists (select from member m where m.household_id = h.id and m.valid_to is null and m.relation = '01' and m.person_id = h.head_person_id) as same,
         h.member_count = (select count(*) from member m where m.household_id = h.id and m.valid_to is null) as counted
       from household h where h.id = any ($1)`,
      [ids],
    );
    expect(heads).toEqual(ids.map(() => ({ n: 1, same: true, counted: true })));
    const twice = await service.look(`select person_id from member where valid_to is null group by person_id having count(*) > 1`);
    expect(twice).toEqual([]);
    const versions = await service.look<{ whole: boolean }>(
      `select array_agg(y.version order by y.version) = array(select generate_series(1, max(h.version))) as whole
       from household_history y join household h on h.id = y.household_id where h.id = any ($1) group by h.id`,
      [ids],
    );
    expect(versions).toEqual(ids.map(() => ({ whole: true })));
    const vault = service.app.get(Vault, { strict: false });
    const numbers = service.app.get(SealedNumbers, { strict: false });
    for (const id of ids) {
      const {
        findings: _f,
        corrections: _c,
        openFindings: _o,
        pendingCorrections: _p,
        asOf: _a,
        changedAt: _t,
        ...now
      } = (await checker.get(`/households/${id}`)).body;
      const {
        findings: _f2,
        corrections: _c2,
        openFindings: _o2,
        pendingCorrections: _p2,
        asOf,
        changedAt: _t2,
        ...then
      } = (await checker.get(`/households/${id}?validOn=2016-06-15`)).body;
      expect(asOf).toEqual({ validOn: '2016-06-15', knownOn: '2016-06-15' });
      expect(then).toEqual(now);
      const digest = await service.db.connection(systemSession('import'), async (client) =>
        digestOfHousehold(vault.digest, await readHouseholdRecord(client, numbers, id)),
      );
      const [row] = await service.look<{ digest: Buffer }>('select digest from household where id = $1', [id]);
      expect(row?.digest.equals(digest)).toBe(true);
    }
  }

  it('leave one head a household, one household a person, versions without a gap, and a replay that equals the register', async () => {
    await fc.assert(
      fc.asyncProperty(attempts, async (list) => {
        const households = [
          await registerHousehold(service),
          await registerHousehold(service),
          await registerHousehold(service, { villageCode: '360781204206' }),
        ];
        const numbers = new Map(households.flatMap(({ id, members }) => members.map(({ idNumber }) => [idNumber, id] as const)));
        for (const one of list) await attempt(households, numbers, one);
        await assertWhole(households);
      }),
      { numRuns: 5, endOnFailure: true },
    );
  }, 180_000);
});
