import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { eventsPublished, until } from '@jingzhun/messaging/testing';
import { sessionOf } from '@jingzhun/persistence';
import { allotted, approveNewest, approverOf, funded } from '../../test/by-two.js';
import { FUND, RECORDED, startBudget, VILLAGE, type BudgetOffice } from '../../test/budget.factory.js';
import { COUNTY, officer, type Finance } from '../../test/service.js';

describe('budget', () => {
  let budget: BudgetOffice;
  let finance: Finance;
  const county = () => budget.county();
  const approver = () => approverOf(finance);

  /** What the log says was allotted, and in which office. */
  const allotting = () => finance.look(`select roles, detail from audit_log where action = 'budget.allot' order by id`);

  beforeAll(async () => {
    budget = await startBudget();
    finance = budget.finance;
  });
  afterAll(async () => finance?.stop());

  it('books what comes into a fund', async () => {
    const { body } = await county().get(`/ledger/trial-balance?fund=${FUND}`).expect(200);
    expect(body.accounts).toMatchObject([{ code: 'fund/industry-2015', creditFen: 28_000_000_000 }]);
    const all = await county().get('/ledger/trial-balance').expect(200);
    expect(all.body).toMatchObject({ debitFen: 28_000_000_000, creditFen: 28_000_000_000 });
    const entries = await county().get('/ledger/entries?account=fund/industry-2015').expect(200);
    expect(entries.body.items).toMatchObject([
      {
        cause: { type: 'fund-change', fundCode: FUND, document: '瑞财〔2015〕1号', batchId: null },
        lines: [{ nameZh: '财政专户存款' }, { nameZh: '2015年产业扶贫资金' }],
      },
    ]);
  });

  it('allots by two persons: what waits is shown and is nothing to promise from', async () => {
    const both = finance.as(officer(['county-officer', 'finance-approver']));
    const proposed = await both.post(`/budget/funds/${FUND}/allotments`, { area: '360781102', amountFen: 900_000_000, ...RECORDED });
    expect([proposed.status, proposed.body.allottedFen, proposed.body.allotments]).toEqual([200, 0, []]);
    expect(proposed.body.waitingAllotments).toMatchObject([
      { area: '360781102', amountFen: 900_000_000, sourceDocument: '瑞财〔2015〕1号', proposedByName: both.principal.name },
    ]);
    const seenBy = async (area: string) =>
      (
        await finance
          .as(officer(['township-officer'], area))
          .get(`/budget/funds/${FUND}`)
          .expect(200)
      ).body.waitingAllotments.length;
    expect([await seenBy('360781102'), await seenBy('360781103')]).toEqual([1, 0]);
    await expect(budget.commit(1)).rejects.toMatchObject({ code: 'budget.no-allotment' });
    expect((await approveNewest(both)).body.code).toBe('money-order.same-person');
    expect((await approveNewest(county())).status).toBe(403);
    const { body } = await approver().get('/money-orders').expect(200);
    expect(body.items[0]).toMatchObject({ kind: 'allotment', area: '360781102', amountFen: 900_000_000, state: 'proposed' });
    await approver().post(`/money-orders/${body.items[0].id}/refuse`, { reason: '先核对户数' }).expect(200);
    expect((await county().get(`/budget/funds/${FUND}`).expect(200)).body).toMatchObject({ allotments: [], waitingAllotments: [] });
    expect(await allotting()).toEqual([]);
    const written = finance.look(
      `with a as (insert into allotment (id, fund_code, area) values (gen_random_uuid(), $1, '360781105') returning id)
       insert into allotment_change (id, allotment_id, area_code, amount_fen, source_document, reason, recorded_at, recorded_by, recorded_by_name)
       select gen_random_uuid(), id, '360781105000', 1, 'x', 'x', now(), gen_random_uuid(), 'x' from a`,
      [FUND],
    );
    await expect(written).rejects.toMatchObject({ code: 'JZ129' });
  });

  it('lets who proposed an order take it back, with a reason, and nobody else', async () => {
    const both = finance.as(officer(['county-officer', 'finance-approver']));
    await both.post(`/budget/funds/${FUND}/allotments`, { area: '360781102', amountFen: 9_000_000_000, ...RECORDED }).expect(200);
    const { body } = await both.get('/money-orders').expect(200);
    const [{ id }] = body.items;
    const taken = (by = both) => by.post(`/money-orders/${id}/withdraw`, { reason: '金额多写了一个零' });
    expect((await taken(county())).body.code).toBe('money-order.not-own');
    expect((await both.post(`/money-orders/${id}/refuse`, { reason: '金额多写了一个零' })).body.code).toBe('money-order.same-person');
    expect((await taken(finance.as(officer(['cashier'])))).status).toBe(403);
    const { body: after } = await taken().expect(200);
    expect(after.items[0]).toMatchObject({
      ...{ id, state: 'refused', isOwn: true, isWithdrawn: true, refusal: '金额多写了一个零' },
      decidedByName: both.principal.name,
    });
    expect((await both.get(`/budget/funds/${FUND}`).expect(200)).body).toMatchObject({ allottedFen: 0, waitingAllotments: [] });
    expect([(await taken()).body.code, (await approveNewest(approver())).body.code]).toEqual([
      'money-order.decided',
      'money-order.decided',
    ]);
    const [{ actor }] = (await finance.look(`select account_id::text as actor from audit_log where action = 'money-order.withdraw'`)) as [
      { actor: string },
    ];
    expect(actor).toBe(both.principal.accountId);
    // who keeps the money of a township takes back what was proposed for it, not what others did
    const keeper = finance.as(officer(['county-officer'], '360781102'));
    await keeper.post(`/budget/funds/${FUND}/allotments`, { area: '360781102', amountFen: 1_000, ...RECORDED }).expect(200);
    const [own] = (await keeper.get('/money-orders').expect(200)).body.items;
    expect((await keeper.post(`/money-orders/${id}/withdraw`, { reason: '不是本人提出' })).status).toBe(403);
    await keeper.post(`/money-orders/${own.id}/withdraw`, { reason: '另行安排' }).expect(200);
  });

  it('allots no more than the fund holds', async () => {
    const allot = (area: string, amountFen: number) => county().post(`/budget/funds/${FUND}/allotments`, { area, amountFen, ...RECORDED });
    const rightly = (area: string, amountFen: number) => allotted(county(), approver(), FUND, { area, amountFen, ...RECORDED });
    await rightly(COUNTY, 27_000_000_000);
    await rightly('360781102', 900_000_000);
    expect(await allotting()).toMatchObject([
      { roles: ['finance-approver'], detail: { fund: FUND, area: COUNTY, amountFen: 27_000_000_000 } },
      { roles: ['finance-approver'], detail: { fund: FUND, area: '360781102', amountFen: 900_000_000 } },
    ]);
    expect((await allot('360781103', 100_000_001)).body.code).toBe('budget.fund-exceeded');
    expect((await allot('360700', 1)).body.code).toBe('budget.outside-area');
    expect(
      (await county().post(`/budget/funds/${FUND}/changes`, { amountFen: -100_000_001, on: '2016-06-02', ...RECORDED })).body.code,
    ).toBe('budget.fund-too-small');
    expect((await county().post('/budget/funds', { code: FUND, nameZh: '又一个', nameEn: 'another', purpose: 'other' })).body.code).toBe(
      'budget.fund-exists',
    );
    expect((await county().post('/budget/funds/none-2015/allotments', { area: COUNTY, amountFen: 1, ...RECORDED })).body.code).toBe(
      'budget.fund-not-found',
    );
  });

  it('commits from the nearest allotment and never more than it holds', async () => {
    await budget.commit(800_000_000);
    expect(await budget.left('360781102')).toBe(100_000_000);
    await expect(budget.commit(100_000_001)).rejects.toMatchObject({
      code: 'budget.allotment-exceeded',
      zh: { detail: expect.stringContaining('1,000,000.00') },
    });
    await budget.commit(1_000, '360781204206');
    expect(await budget.left(COUNTY)).toBe(27_000_000_000 - 1_000);
    const taken = await county().post(`/budget/funds/${FUND}/allotments`, { area: '360781102', amountFen: -100_000_001, ...RECORDED });
    expect(taken.body.code).toBe('budget.allotment-in-use');
    // possible when it was proposed, promised to somebody before it was approved
    await county()
      .post(`/budget/funds/${FUND}/allotments`, { area: '360781102', amountFen: -100_000_000, ...RECORDED })
      .expect(200);
    await budget.commit(1);
    const overtaken = (await approveNewest(approver())).body;
    expect([overtaken.code, overtaken.next]).toEqual([
      'budget.allotment-in-use',
      expect.stringMatching(/本申请不能再批准的，请“退回申请”。$/),
    ]);
    expect((await approveNewest(county())).status).toBe(403);
    const { body: orders } = await approver().get('/money-orders').expect(200);
    expect(orders.items[0].against).toMatchObject([{ code: 'budget.allotment-in-use' }]);
    await approver().post(`/money-orders/${orders.items[0].id}/refuse`, { reason: '额度已用' }).expect(200);
    expect(await budget.left('360781102')).toBe(99_999_999);
    // less, by two persons
    await allotted(county(), approver(), FUND, { area: '360781102', amountFen: -9_999_999, ...RECORDED });
    await allotted(county(), approver(), FUND, { area: '360781102', amountFen: 10_000_000, ...RECORDED });
    expect(await budget.left('360781102')).toBe(100_000_000);
  });

  it('one cause is committed once; two officers at once never exceed the allotment', async () => {
    const id = randomUUID();
    await budget.commit(40_000_000, VILLAGE, id);
    await budget.commit(40_000_000, VILLAGE, id);
    expect(await budget.left('360781102')).toBe(60_000_000);
    const results = await Promise.allSettled(Array.from({ length: 5 }, () => budget.commit(25_000_000)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    expect(await budget.left('360781102')).toBe(10_000_000);
  });

  it('opens the records behind a figure: of the fund, of an allotment, what is open and what is paid', async () => {
    const list = async (query: string) => (await county().get(`/budget/funds/${FUND}/commitments?${query}`).expect(200)).body;
    const { body: fund } = await county().get(`/budget/funds/${FUND}`).expect(200);
    expect([(await list('')).sumFen, fund.thresholdsBp]).toEqual([fund.committedFen, [8_000, 10_000]]);
    const of = fund.allotments.find(({ area }: { area: string }) => area === '360781102');
    const promised = await list(`allotment=${of.id}`);
    expect([promised.sumFen, promised.count]).toEqual([of.committedFen, promised.items.length]);
    const [first] = promised.items;
    await finance.db.transaction(sessionOf(budget.clerk), (em) =>
      budget.commitments.move(em, [{ type: first.cause.type, id: first.cause.recordId }], 'committed', 'spent'),
    );
    const paid = await list(`allotment=${of.id}&state=spent`);
    expect([paid.sumFen, (await list(`allotment=${of.id}&state=open`)).sumFen]).toEqual([
      first.amountFen,
      of.committedFen - first.amountFen,
    ]);
    expect(paid.items).toMatchObject([{ id: first.id, state: 'spent', area: '360781102', batch: null }]);
    const pages = [];
    for (let before = ''; ;) {
      const page = await list(`limit=2${before && `&before=${before}`}`);
      pages.push(...page.items.map(({ id }: { id: string }) => id));
      if (!page.nextBefore) break;
      before = page.nextBefore;
    }
    expect(pages).toEqual((await list('')).items.map(({ id }: { id: string }) => id));
    const elsewhere = finance.as(officer(['township-officer'], '360781103'));
    expect((await elsewhere.get(`/budget/funds/${FUND}/commitments`).expect(200)).body).toMatchObject({ count: 0, sumFen: 0 });
    await finance.db.transaction(sessionOf(budget.clerk), (em) =>
      budget.commitments.move(em, [{ type: first.cause.type, id: first.cause.recordId }], 'spent', 'committed'),
    );
  });

  it('the database refuses sums written by hand', async () => {
    const tried = finance.db.connection(sessionOf(budget.clerk), (client) => client.query('update allotment set committed_fen = 0'));
    await expect(tried).rejects.toMatchObject({ code: '42501' });
  });

  it('tells once when a fund reaches a threshold', async () => {
    await allotted(county(), approver(), FUND, { area: '360781102', amountFen: 99_000_000, ...RECORDED });
    await budget.commit(24_000_000_000, '360781204206');
    await budget.commit(1_000_000, '360781204206');
    const told = await eventsPublished(finance, FUND, 1);
    expect(told.map(({ data }) => data['thresholdBp'])).toEqual([8_000]);
  });

  it('refuses a day that is not over or not of its year, in the database, too', async () => {
    const change = (on: string) => county().post(`/budget/funds/${FUND}/changes`, { amountFen: 100, on, ...RECORDED });
    const answers = [await change('2016-06-16'), await change('2013-12-31'), await change('2014-01-01')];
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
      [422, 'budget.day-refused'],
      [422, 'budget.day-refused'],
      [200, FUND],
    ]);
    const written = (on: string) =>
      finance.db
        .connection(sessionOf(budget.clerk), (client) =>
          client.query(
            `insert into fund_change (id, fund_code, amount_fen, on_date, source_document, reason, recorded_at, recorded_by, recorded_by_name) values (uuidv7(), $1, 1, $2, 'x', 'x', $3, uuidv7(), 'x')`,
            [FUND, on, finance.clock.now()],
          ),
        )
        .catch(({ constraint }: { constraint: string }) => constraint);
    expect([await written('2016-06-16'), await written('2013-12-31')]).toEqual(['fund_change_is_known', 'fund_change_of_its_year']);
  });

  it('tells of a threshold that two budget.commitments at once cross together', async () => {
    const fund = 'industry-b-2015';
    await county().post('/budget/funds', { code: fund, nameZh: '第二笔资金', nameEn: 'second fund', purpose: 'industry' }).expect(201);
    await funded(county(), approver(), fund, { amountFen: 1_000_000, on: '2016-06-01', ...RECORDED });
    for (const area of ['360781102', '360781204']) await allotted(county(), approver(), fund, { area, amountFen: 500_000, ...RECORDED });
    const wanted = (villageCode: string, amountFen: number) => [
      { fundCode: fund, villageCode, amountFen, cause: { type: 'test', id: randomUUID() } },
    ];
    const write = (villageCode: string, amountFen: number, meanwhile = () => Promise.resolve()) =>
      finance.db.transaction(sessionOf(budget.clerk), async (em) => {
        await budget.commitments.commit(em, wanted(villageCode, amountFen), budget.policy);
        await meanwhile();
      });
    await write(VILLAGE, 400_000);
    await write('360781204206', 390_000);
    // 79.0 %: the second one comes while the first, 79.6 %, is not committed yet
    let second: Promise<void> | undefined;
    let isOver = false;
    await write(VILLAGE, 6_000, async () => {
      second = write('360781204206', 6_000).finally(() => (isOver = true));
      const waits = `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database() and query like '%lock_funds%'`;
      await until('the second waits for the fund', async () => isOver || (await finance.look(waits)).length > 0);
    });
    await second;
    expect((await eventsPublished(finance, fund, 1)).map(({ data }) => data['committedFen'])).toEqual([802_000]);
  });

  it('sums equal their rows after any history', async () => {
    const step = fc.record({
      kind: fc.constantFrom('commit', 'spend', 'release', 'unspend'),
      at: fc.nat(),
      amountFen: fc.integer({ min: 1, max: 3_000_000 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (history) => {
        const ids: string[] = [];
        for (const { kind, at, amountFen } of history) {
          const cause = { type: 'test', id: ids[at % Math.max(ids.length, 1)] ?? randomUUID() };
          if (kind === 'commit') {
            const id = randomUUID();
            await budget.commit(amountFen, VILLAGE, id).then(
              () => ids.push(id),
              () => undefined,
            );
            continue;
          }
          const [from, to] = (
            { spend: ['committed', 'spent'], unspend: ['spent', 'committed'], release: ['committed', 'released'] } as const
          )[kind];
          await finance.db.transaction(sessionOf(budget.clerk), (em) => budget.commitments.move(em, [cause], from, to));
        }
        const differing = await finance.look(
          `select a.area from allotment a left join commitment c on c.allotment_id = a.id group by a.id
           having a.committed_fen <> coalesce(sum(c.amount_fen) filter (where c.state <> 'released'), 0)
             or a.spent_fen <> coalesce(sum(c.amount_fen) filter (where c.state = 'spent'), 0) or a.committed_fen > a.amount_fen`,
        );
        expect(differing).toEqual([]);
      }),
      { numRuns: process.env['DEEP'] ? 60 : 6, seed: 2016 },
    );
  });

  it('a township sees its own allotments only', async () => {
    const { body } = await finance
      .as(officer(['township-officer'], '360781102'))
      .get(`/budget/funds/${FUND}`)
      .expect(200);
    expect(body.allotments.map(({ area }: { area: string }) => area)).toEqual(['360781102']);
  });
});
