import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { ReceivedEvent } from '@jingzhun/messaging';
import { sessionOf } from '@jingzhun/persistence';
import { approverOf, funded } from '../../test/by-two.js';
import { RECORDED, startBudget, type BudgetOffice } from '../../test/budget.factory.js';
import { officer, type Finance } from '../../test/service.js';
import { KeepHouseholdStatuses } from './keep-household-statuses.consumer.js';

describe('the years of a budget', () => {
  let budget: BudgetOffice;
  let finance: Finance;
  const county = () => budget.county();

  beforeAll(async () => {
    budget = await startBudget();
    finance = budget.finance;
  });
  afterAll(async () => finance?.stop());

  it('checks 15 % of new capacity and says what is missing', async () => {
    await county()
      .post('/budget/years', { year: 2015, capacityFen: 250_000_000_000, ...RECORDED })
      .expect(200);
    const unknown = await county().get('/budget/years').expect(200);
    expect(unknown.body.items).toMatchObject([{ year: 2015, isMet: null, missing: [2014], providedFen: 28_000_000_000 }]);
    await county()
      .post('/budget/years', { year: 2014, capacityFen: 200_000_000_000, ...RECORDED })
      .expect(200);
    const known = await county().get('/budget/years?from=2015').expect(200);
    expect(known.body.items).toMatchObject([
      { year: 2015, newCapacityFen: 50_000_000_000, requiredFen: 7_500_000_000, isMet: true, shareBp: 1500 },
    ]);
    await county()
      .post('/budget/years', { year: 2015, capacityFen: 400_000_000_000, ...RECORDED })
      .expect(200);
    const revised = await county().get('/budget/years?from=2015').expect(200);
    expect(revised.body.items).toMatchObject([{ requiredFen: 30_000_000_000, isMet: false, revisions: 2 }]);
  });

  it('shows who changed the capacity of a year, when and why, newest first', async () => {
    const another = finance.as(officer());
    finance.clock.advance(3_600_000);
    await another
      .post('/budget/years', { year: 2013, capacityFen: 180_000_000_000, sourceDocument: '决算〔2013〕2号', reason: '年度决算' })
      .expect(200);
    finance.clock.advance(3_600_000);
    await county()
      .post('/budget/years', { year: 2013, capacityFen: 181_000_000_000, sourceDocument: '决算〔2013〕9号', reason: '更正漏列' })
      .expect(200);
    const history = async (year: number, by = county()) => (await by.get(`/budget/years/${year}/history`).expect(200)).body;
    expect(await history(2013)).toMatchObject({
      year: 2013,
      items: [
        {
          ...{
            revision: 2,
            capacityFen: 181_000_000_000,
            beforeFen: 180_000_000_000,
            sourceDocument: '决算〔2013〕9号',
            reason: '更正漏列',
          },
          ...{ by: budget.clerk.name, recordedAt: expect.stringMatching(/^2016-06-15T04:/) },
        },
        { revision: 1, capacityFen: 180_000_000_000, beforeFen: null, reason: '年度决算', by: another.principal.name },
      ],
    });
    expect(await history(2001, finance.as(officer(['township-officer'], '360781102')))).toEqual({ year: 2001, items: [] });
    expect((await finance.as(officer(['village-cadre'], '360781102208')).get('/budget/years/2013/history')).status).toBe(403);
  });

  it('shows its years whatever older fund there is: before the rule there is nothing to check', async () => {
    const { body: before } = await county().get('/budget/years').expect(200);
    await county().post('/budget/funds', { code: 'rest-1999', nameZh: '历年结余', nameEn: 'rest', purpose: 'other' }).expect(201);
    expect((await county().get('/budget/years').expect(200)).body).toEqual(before);
  });

  it('works out the standard: 280 million for 49 villages and 23,100 households', async () => {
    // the broker of the test run is shared: what other specs publish meanwhile arrives here, too, and then it is counted once more
    const others = async (): Promise<unknown> =>
      (await finance.look(`select count(*) as n, sum(version) as versions from directory_household where number not like 'x%'`))[0];
    const standards = async () => (await county().get('/budget/standards/2015').expect(200)).body;
    const counted = async () => {
      await finance.look(`delete from directory_household where number like 'x%'`);
      const [arrived, before] = [await others(), await standards()];
      await finance.look(
        `insert into directory_household (id, version, number, village_code, status, category, secondary_causes, head_name, member_count, registered_on, registered_elsewhere)
         select uuidv7(), 1, 'x' || n, '360781102208', 'registered', case when n <= 23100 then 'general' else 'fiveGuarantee' end, '{}', '示例', 3, '2014-12-31', true
         from generate_series(1, 25323) n`,
      );
      const body = await standards();
      return isDeepStrictEqual(arrived, await others()) ? { before, body } : undefined;
    };
    const rested = (await counted()) ?? (await counted()) ?? (await counted()) ?? (await counted());
    if (!rested) throw new Error('households of other specs arrived four times in a row');
    const { before, body } = rested;
    const added = (key: string): number => body[key] - before[key];
    expect([body.poorVillages, added('eligibleHouseholds'), added('outsideHouseholds')]).toEqual([49, 23_100, 2_223]);
    expect([body.villagesFen, added('householdsFen'), body.totalFen - before.householdsFen]).toEqual([
      4_900_000_000, 23_100_000_000, 28_000_000_000,
    ]);
  });

  it('counts a year with the state its households had at its end, and says how many it does not know', async () => {
    // a township of which no other spec tells: the broker of the test run is shared
    const [place, township] = ['360781209201', finance.as(officer(['county-officer'], '360781209'))];
    const standard = async (year: number) => (await township.get(`/budget/standards/${year}`).expect(200)).body;
    const id = randomUUID();
    const heard = (version: number, status: string, day: string) =>
      finance.db.transaction(sessionOf(budget.clerk), async (em) => {
        const event = {
          data: { householdId: id, version, villageCode: place, status, category: 'general' },
          occurredAt: new Date(`${day}T02:00:00Z`),
        };
        await finance.app.get(KeepHouseholdStatuses).handle([event as unknown as ReceivedEvent], em);
      });
    const years = async () => [await standard(2014), await standard(2015), await standard(2016)];
    const before = await years();
    await finance.look(
      `insert into directory_household (id, version, number, village_code, status, category, secondary_causes, head_name, member_count, registered_on, registered_elsewhere)
       values ($1, 3, 'y1', $2, 'exited', 'general', '{}', '示例', 3, '2014-06-01', true)`,
      [id, place],
    );
    const added = async () =>
      (await years()).map((one, i) => [one.eligibleHouseholds - before[i].eligibleHouseholds, one.notRecorded - before[i].notRecorded]);
    // nothing told: as the own copy has it today
    expect(await added()).toEqual([
      [0, 0],
      [0, 0],
      [0, 0],
    ]);
    // exited in May 2016, told first and twice; poor since March 2015
    for (const _ of [1, 2]) await heard(3, 'exited', '2016-05-10');
    await heard(2, 'registered', '2015-03-01');
    expect(await added()).toEqual([
      [1, 1],
      [1, 0],
      [0, 0],
    ]);
    expect((await years()).map(({ statusOn }) => statusOn)).toEqual(['2014-12-31', '2015-12-31', '2016-06-15']);
    await finance.look(`delete from directory_household where number = 'y1'`);
  });

  it('says of every earmark what the policy of the year asks for, and whether it is there', async () => {
    const shop = 'e-commerce-2015';
    await county().post('/budget/funds', { code: shop, nameZh: '电商资金', nameEn: 'shop', purpose: 'eCommerce' }).expect(201);
    const earmarks = async () => (await county().get('/budget/years?from=2015&to=2015').expect(200)).body.items[0].earmarks;
    const organisation = { purpose: 'organisation', requiredFen: 135_000_000, providedFen: 0, isMet: false };
    await funded(county(), approverOf(finance), shop, { amountFen: 999_999_999, on: '2015-01-15', ...RECORDED });
    expect(await earmarks()).toEqual([
      { purpose: 'eCommerce', requiredFen: 1_000_000_000, providedFen: 999_999_999, isMet: false },
      organisation,
    ]);
    await funded(county(), approverOf(finance), shop, { amountFen: 1, on: '2015-01-16', ...RECORDED });
    expect(await earmarks()).toEqual([
      { purpose: 'eCommerce', requiredFen: 1_000_000_000, providedFen: 1_000_000_000, isMet: true },
      organisation,
    ]);
  });
});
