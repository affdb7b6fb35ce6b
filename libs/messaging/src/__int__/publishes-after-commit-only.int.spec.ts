import { systemSession } from '@jingzhun/persistence';
import { Outbox, EventRefused } from '../outbox/outbox.js';
import { outboxEmpty, outboxSize, publishAndWait, until } from '../testing/index.js';
import { buildTown, household, householdId, register, seenBy, type Town } from './town.js';
import { HouseholdRegisteredV1 } from '@jingzhun/events/identification/household-registered.v1';
import { AccountChangedV1 } from '@jingzhun/events/gateway/account-changed.v1';
import type { INestApplicationContext } from '@nestjs/common';

describe('publishes after commit only', () => {
  let town: Town;
  let identification: INestApplicationContext;
  let outbox: Outbox;

  beforeAll(async () => {
    town = await buildTown();
    // the poll would hide a missing bell
    identification = await town.publisher({ relay: { pollMs: 600_000 } });
    await town.subscriber();
    outbox = identification.get(Outbox);
  });
  afterAll(() => town.close());

  it('delivers what was committed, woken by the commit', async () => {
    await publishAndWait(identification, (outbox, em) => void register(outbox, em, 1));
    await until('finance has it', async () => (await seenBy(town.finance)).some(({ household }) => household === householdId(1)));
  });

  it('never publishes what was rolled back, nor before the commit', async () => {
    const failed = town.identification.transaction(systemSession('import'), async (em) => {
      register(outbox, em, 2);
      await em.flush();
      throw new Error('the change did not happen');
    });
    await expect(failed).rejects.toThrow('did not happen');
    await publishAndWait(identification, (outbox, em) => void register(outbox, em, 3));
    await until('finance has the later one', async () =>
      (await seenBy(town.finance)).some(({ household }) => household === householdId(3)),
    );
    expect((await seenBy(town.finance)).map(({ household }) => household)).not.toContain(householdId(2));
  });

  it('publishes rows that set-based SQL put there, with the actor of the session', async () => {
    await town.identification.connection(systemSession('import'), async (client) => {
      await client.query(
        `insert into outbox (id, type, subject, ordering_key, occurred_at, correlation_id, data)
         select uuidv7(), $1, $2, $3, $4, uuidv7(), $5`,
        [
          HouseholdRegisteredV1.type,
          HouseholdRegisteredV1.subject('360781102208'),
          householdId(4),
          new Date(0),
          JSON.stringify(household(4)),
        ],
      );
      town.identification.announce(client);
    });
    await outboxEmpty(town.identification);
    await until('finance has it', async () => (await seenBy(town.finance)).some(({ household }) => household === householdId(4)));
  });

  it('refuses data that break the contract, before anything is written', async () => {
    const wrong = { ...household(5), villageCode: '360781' };
    const change = town.identification.transaction(systemSession('import'), async (em) => {
      outbox.add(em, HouseholdRegisteredV1, { division: '360781102208', orderingKey: householdId(5), data: wrong });
    });
    await expect(change).rejects.toThrow(EventRefused);
    await expect(change).rejects.toThrow(/villageCode/);
    await expect(change).rejects.not.toThrow(/杨/);
  });

  it('leaves out what the contract does not know', async () => {
    const tooMuch = { ...household(6), idNumber: 'SECRET' };
    await town.identification.transaction(systemSession('import'), async (em) => {
      outbox.add(em, HouseholdRegisteredV1, { division: '360781102208', orderingKey: householdId(6), data: tooMuch });
      await em.flush();
      const rows = await em.execute<{ data: string }[]>(`select data::text as data from outbox where ordering_key = ?`, [householdId(6)]);
      expect(rows[0]?.data).toContain(householdId(6));
      expect(rows[0]?.data).not.toContain('SECRET');
    });
  });

  it("refuses another department's event", async () => {
    const change = town.identification.transaction(systemSession('import'), async (em) => {
      outbox.add(em, AccountChangedV1, {
        division: '360781102208',
        orderingKey: 'x',
        data: { accountId: householdId(9), version: 1, department: 'finance', roles: [], area: '360781', enabled: true },
      });
    });
    await expect(change).rejects.toThrow(/only gateway publishes it/);
  });

  it('shows what waits to no person, whatever the area', async () => {
    const accountId = householdId(77);
    const seen = await town.identification.transaction({ kind: 'account', accountId, area: '360781' }, async (em) => {
      register(outbox, em, 7);
      await em.flush();
      return em.execute('select * from outbox');
    });
    expect(seen).toEqual([]);
    await until('it is published all the same', async () => (await outboxSize(town.identification)) === 0);
  });
});
