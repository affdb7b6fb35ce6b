import { ProjectAcceptedV1 } from '@jingzhun/events/industry/project-accepted.v1';
import type { ReceivedEvent } from '@jingzhun/messaging';
import { sessionOf, run, systemSession } from '@jingzhun/persistence';
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { officer, startFinance, type Finance } from '../../test/service.js';
import {
  acknowledged,
  asked,
  bankAnswers,
  fundAndScheme,
  FUND,
  household,
  photo,
  reached,
  read,
  SCHEME,
  sentToBank,
  setAccount,
  stepTaken,
  subsidyOffice,
  type SubsidyOffice,
} from '../../test/subsidy.factory.js';
import { RecordAcceptedProjects } from '../claim/record-accepted-projects.consumer.js';

describe('a subsidy after its payment', () => {
  let finance: Finance;
  let people: SubsidyOffice;
  const paid = async (parts: object = {}): Promise<{ id: string; batch: string }> => {
    const id = await reached(finance, people, 'approve', parts);
    await setAccount(people, (await read(people, id)).householdId);
    const batch = (await sentToBank(people, [id])).id;
    await answer(batch);
    return { id, batch };
  };
  const answer = async (batch: string, back = new Map<string, string>()) => {
    const text = await bankAnswers(finance, batch, 1, finance.clock.today(), back);
    return people.cashier.upload(`/payment-batches/${batch}/returns`, text, 'text/csv').expect(200);
  };
  const left = async (): Promise<number> => (await people.bureau.get(`/budget/funds/${FUND}`).expect(200)).body.allotments[0].leftFen;
  const balances = async () => {
    const { body } = await people.bureau.get('/ledger/trial-balance?on=2030-12-31').expect(200);
    expect(body.debitFen).toBe(body.creditFen);
    return Object.fromEntries(body.accounts.map(({ code, balanceFen }: { code: string; balanceFen: number }) => [code, balanceFen]));
  };

  beforeAll(async () => {
    finance = await startFinance();
    people = subsidyOffice(finance);
    await fundAndScheme(people);
  });
  afterAll(async () => finance?.stop());

  it('is owed and paid on the account of its scheme', async () => {
    await paid();
    const { body } = await people.bureau.get('/ledger/trial-balance?on=2030-12-31').expect(200);
    const owed = body.accounts.filter(({ code }: { code: string }) => code.startsWith('payable/'));
    expect(owed).toEqual([
      {
        ...{ code: `payable/reward-subsidy/${SCHEME}`, kind: 'liability', balanceFen: 0 },
        ...{ nameZh: expect.stringMatching(/^应付.+/), nameEn: expect.stringMatching(/^payable: .+/) },
        ...{ debitFen: owed[0].creditFen, creditFen: owed[0].debitFen },
      },
    ]);
    expect(owed[0].debitFen).toBeGreaterThan(0);
  });

  it('waits for the household’s signature, in the village', async () => {
    const { id } = await paid();
    const { body: work } = await people.clerk.get('/subsidy-applications?waiting=me&limit=500').expect(200);
    expect(work.items.map((one: { id: string }) => one.id)).toContain(id);
    const missing = await people.clerk.post(
      `/subsidy-applications/${id}/acknowledgement`,
      { attachmentIds: [] },
      (await read(people, id)).version,
    );
    expect(missing.status).toBe(400);
    expect((await acknowledged(finance, people.inspector, id)).body.code).toBe('subsidy.not-your-office');
    const { status, body } = await acknowledged(finance, people.clerk, id);
    expect([status, body.state]).toEqual([200, 'acknowledged']);
    expect(body.evidence.at(-1)).toMatchObject({ code: 'acknowledgement', nameZh: '农户签字的付款凭证' });
    expect((await acknowledged(finance, people.clerk, id)).body.code).toBe('subsidy.step-not-possible');
  });

  it('is refused on an older version, and by another village', async () => {
    const { id } = await paid();
    const attachmentIds = [await photo(finance)];
    await people.clerk.post(`/subsidy-applications/${id}/acknowledgement`, { attachmentIds }, 1).expect(412);
    const elsewhere = finance.as(officer(['village-cadre'], '360781103201'));
    await elsewhere.post(`/subsidy-applications/${id}/acknowledgement`, { attachmentIds }, 1).expect(404);
  });

  it('comes back from the bank even after the signature', async () => {
    const { id, batch } = await paid();
    await acknowledged(finance, people.clerk, id);
    await answer(batch, new Map([[id, '账户已销户']]));
    expect(await read(people, id)).toMatchObject({ state: 'inPayment', paidOn: null });
  });

  it('is taken back by two persons: both entries reversed, the budget free again, the parcel free again', async () => {
    const before = { left: await left(), book: await balances() };
    const parcel = `塘角上${randomUUID().slice(0, 6)}`;
    const { id } = await paid({ parcel });
    expect((await stepTaken(people.bureau, id, 'demandBack')).body.code).toBe('subsidy.reason-needed');
    expect((await stepTaken(people.bureau, id, 'demandBack', { reason: '复核发现面积有误' })).status).toBe(200);
    expect((await stepTaken(people.bureau, id, 'reclaim', { reason: '缴款书 12 号' })).body.code).toBe('subsidy.not-your-office');
    expect((await stepTaken(people.approver, id, 'reclaim', { reason: '缴款书 12 号' })).status).toBe(200);
    const record = await read(people, id);
    expect([record.state, record.certificate]).toEqual(['reclaimed', null]);
    expect({ left: await left(), book: await balances() }).toEqual(before);
    await people.clerk.post('/subsidy-applications', await asked(finance, { parcel })).expect(201);
    const { body: entries } = await people.bureau.get('/ledger/entries').expect(200);
    expect(entries.items.slice(0, 2).map((one: { text: string }) => one.text)).toEqual([
      '追回补助资金，冲销原账',
      '追回补助资金，冲销原账',
    ]);
  });

  it('taken back whole it is asked for its receipt and day, as a part is; the entries have that day', async () => {
    const before = await balances();
    const { id } = await paid();
    const payment = await read(people, id);
    finance.clock.advance(5 * 24 * 3_600_000);
    await stepTaken(people.bureau, id, 'demandBack', { reason: '复核发现面积有误' });
    const back = (on: string, sourceDocument = '缴款书 15 号') =>
      stepTaken(people.approver, id, 'reclaim', { reason: '面积有误', receipt: { on, sourceDocument } });
    const dayOf = (days: number) => new Date(Date.parse(payment.paidOn) + days * 24 * 3_600_000).toISOString().slice(0, 10);
    expect((await back(dayOf(-1))).body.code).toBe('payment.part-before-payment');
    expect((await back(dayOf(6))).body.code).toBe('payment.part-in-future');
    expect((await back(dayOf(2), ' ')).status).toBe(400);
    const elsewhere = await stepTaken(people.approver, id, 'dropDemand', {
      reason: '查无',
      receipt: { on: dayOf(2), sourceDocument: '单' },
    });
    expect(elsewhere.status).toBe(400);
    expect((await back(dayOf(2))).status).toBe(200);
    expect((await read(people, id)).events[0]).toMatchObject({
      ...{ step: 'reclaim', reason: '面积有误', receipt: { on: dayOf(2), sourceDocument: '缴款书 15 号' } },
    });
    const { body: entries } = await people.bureau.get('/ledger/entries').expect(200);
    expect(entries.items.slice(0, 2).map(({ on }: { on: string }) => on)).toEqual([dayOf(2), dayOf(2)]);
    expect(await balances()).toEqual(before);
  });

  it('many taken back by one receipt: named is which of them was credited only after its day', async () => {
    const early = await paid();
    const receivedOn = finance.clock.today();
    finance.clock.advance(5 * 24 * 3_600_000);
    const late = await paid();
    const cases = [];
    for (const { id } of [early, late]) {
      await stepTaken(people.bureau, id, 'demandBack', { reason: '复核发现面积有误' });
      cases.push({ id, version: (await read(people, id)).version });
    }
    const receipt = { on: receivedOn, sourceDocument: '缴款书 16 号' };
    const { body } = await people.approver.post('/subsidy-applications/steps', { step: 'reclaim', reason: '面积有误', receipt, cases });
    expect([body.code, body.problems]).toMatchObject([
      'payment.part-before-payment',
      [{ pointer: `/cases/${late.id}`, detail: expect.stringMatching(`第2件（按所选次序）：${finance.clock.today()} 到账`) }],
    ]);
  });

  it('is paid when the bank takes its return back, once or again, and taken back whole from there', async () => {
    const before = await left();
    const { id, batch } = await paid();
    const amount = before - (await left());
    await answer(batch, new Map([[id, '户名不符']]));
    const second = (await bankAnswers(finance, batch, 1, finance.clock.today())).replace('\r\n', '\r\n\r\n');
    await people.cashier.upload(`/payment-batches/${batch}/returns`, second, 'text/csv').expect(200);
    expect([(await read(people, id)).state, before - (await left())]).toEqual(['paid', amount]);
    const book = await balances();
    expect((await stepTaken(people.bureau, id, 'demandBack', { reason: '面积有误' })).status).toBe(200);
    expect((await stepTaken(people.approver, id, 'reclaim', { reason: '缴款书二号' })).status).toBe(200);
    const after = await balances();
    expect([after['treasury'] - book['treasury'], await left()]).toEqual([amount, before]);
    expect(after[`payable/reward-subsidy/${SCHEME}`]).toBe(book[`payable/reward-subsidy/${SCHEME}`]);
  });

  it('stays paid when the demand is dropped', async () => {
    const { id } = await paid();
    await stepTaken(people.bureau, id, 'demandBack', { reason: '有人反映' });
    expect((await stepTaken(people.approver, id, 'dropDemand', { reason: '查无此事' })).status).toBe(200);
    expect(await read(people, id)).toMatchObject({ state: 'paid', certificate: { number: expect.stringMatching(/^F\d{8}-\d{6}$/) } });
  });

  it('is not asked back by who entered it, nor confirmed by who asked: the database says so by itself', async () => {
    const { id } = await paid();
    await stepTaken(people.bureau, id, 'demandBack', { reason: '面积有误' });
    const attempt = (actor: string) =>
      finance.db
        .connection(sessionOf(people.approver.principal), (client) =>
          run(
            client,
            `insert into subsidy_event (id, application_id, position, village_code, content_version, step, from_state, to_state, actor_id, actor_name, at, inputs, policy_parameter_ids)
             select $1, a.id, (select max(position) + 1 from subsidy_event e where e.application_id = a.id), a.village_code, a.content_version, 'reclaim', 'recovering', 'reclaimed', $3, '某人', $4, '{}', '{}'
             from subsidy_application a where a.id = $2`,
            [randomUUID(), id, actor, finance.clock.now().toISOString()],
          ),
        )
        .then(
          () => 'done',
          (error: { code?: string }) => error.code,
        );
    expect(await attempt(people.bureau.principal.accountId)).toBe('JZ015');
    expect(await attempt(people.clerk.principal.accountId)).toBe('JZ015');
  });

  it('money that has not arrived is not taken back', async () => {
    const id = await reached(finance, people, 'approve');
    expect((await stepTaken(people.bureau, id, 'demandBack', { reason: '面积有误' })).body.code).toBe('subsidy.step-not-possible');
  });

  it('is for an accepted project that industry told: prefilled, seen from both sides, paid with it, and waits again without', async () => {
    const householdId = await household(finance);
    const told = (projectId: string, of = householdId) =>
      finance.db.transaction(systemSession('import'), (em) =>
        finance.app.get(RecordAcceptedProjects, { strict: false }).handle(
          [
            {
              ...{ id: randomUUID(), type: ProjectAcceptedV1.type, definition: ProjectAcceptedV1, division: '360781102208' },
              data: {
                ...{
                  projectId,
                  householdId: of,
                  product: 'vegetables',
                  stage: 1,
                  measure: { unit: 'centiMu', areaCentiMu: 400 },
                  parcels: [],
                },
                ...{ acceptedOn: '2016-06-01', document: '产业验收2016-7' },
              },
            } as unknown as ReceivedEvent,
          ],
          em,
        ),
      );
    for (let i = 0; i < 2; i += 1) await told(randomUUID());
    const waiting = async () =>
      (await people.clerk.get('/subsidy-projects').expect(200)).body.items.filter(
        (one: { householdId: string }) => one.householdId === householdId,
      );
    const claimOf = async (id: string) => (await people.bureau.get(`/claims/${id}`).expect(200)).body;
    const [first, second] = await waiting();
    expect(first).toMatchObject({ product: 'vegetables', stage: 1, quantity: 400, unit: 'centiMu', document: '产业验收2016-7' });
    const foreign = await people.clerk.post('/subsidy-applications', await asked(finance, { claimId: first.id }));
    expect([foreign.status, foreign.body.code]).toEqual([409, 'subsidy.project-not-waiting']);
    // another product of the household is not paid by it
    const other = await people.clerk.post(
      '/subsidy-applications',
      await asked(finance, { householdId, claimId: first.id, product: 'curingBarn', quantity: 1 }),
    );
    expect([other.status, other.body.code]).toEqual([409, 'subsidy.project-of-other-product']);
    expect(other.body.detail).toContain('“蔬菜”第 1 年');

    // two clerks at the same moment, both waiting for the project: one of them has it, the other hears so
    const wanted = await household(finance);
    await told(randomUUID(), wanted);
    const { body: offered } = await people.clerk.get('/subsidy-projects').expect(200);
    const { id: claimId } = offered.items.find((one: { householdId: string }) => one.householdId === wanted);
    const parts = [await asked(finance, { householdId: wanted, claimId }), await asked(finance, { householdId: wanted, claimId })];
    const both = await finance.db.transaction(systemSession('import'), async (em) => {
      await run(em, 'select from claim where id = $1::uuid for update', [claimId]);
      let answered = 0;
      const answers = parts.map((part) => people.clerk.post('/subsidy-applications', part).then((it) => ((answered += 1), it)));
      // one for the project, the other for the first
      const waits = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      const patience = Date.now() + 60_000;
      while (answered === 0 && Date.now() < patience && (await finance.look(waits)).length < 2);
      return { answers };
    });
    const heard = (await Promise.all(both.answers)).map(({ status, body }) => [status, body.code ?? 'applied']);
    expect(heard.toSorted()).toEqual([
      [201, 'applied'],
      [409, 'subsidy.project-not-waiting'],
    ]);

    const { id, batch } = await paid({ householdId, claimId: first.id });
    const claim = await claimOf(first.id);
    expect(claim).toMatchObject({ state: 'paid', paidOn: finance.clock.today(), application: { id, state: 'paid' } });
    expect((await read(people, id)).claim).toEqual({ id: first.id, document: '产业验收2016-7', acceptedOn: '2016-06-01', differs: null });
    const lines = async () =>
      (await people.clerk.get(`/household-benefits/${householdId}`).expect(200)).body.items.map(
        (one: { benefit: string; state: string }) => `${one.benefit} ${one.state}`,
      );
    expect((await lines()).sort()).toEqual(['project told', 'rewardSubsidy paid']);
    const again = await people.clerk.post('/subsidy-applications', await asked(finance, { householdId, claimId: first.id }));
    expect(again.body.code).toBe('subsidy.project-not-waiting');
    await answer(batch, new Map([[id, '账户已销户']]));
    expect(await claimOf(first.id)).toMatchObject({ state: 'received', paidOn: null });

    // while a subsidy is open nobody rejects the project alone, not even who began before it was applied for
    const { version } = await claimOf(second.id);
    const rejectAlone = () =>
      people.approver.post('/claims/steps', { step: 'reject', reason: '不在范围', cases: [{ id: second.id, version }] });
    const queued = async (count: number) => {
      const waits = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      for (const end = Date.now() + 30_000; (await finance.look(waits)).length < count; await setTimeout(20))
        if (Date.now() > end) throw new Error(`${count} did not wait`);
    };
    const request = await asked(finance, { householdId, claimId: second.id });
    const [applied, late] = await finance.db
      .connection(systemSession('import'), async (client) => {
        await run(client, 'select from claim where id = $1 for update', [second.id]);
        const apply = people.clerk.post('/subsidy-applications', request).then((answer) => answer);
        await queued(1);
        const reject = rejectAlone().then((answer) => answer);
        await queued(2);
        return [apply, reject] as const;
      })
      .then((both) => Promise.all(both));
    expect([applied.status, late.status]).toEqual([201, 409]);
    expect(late.body.problems).toMatchObject([{ code: 'notAppliedFor' }]);
    expect((await rejectAlone()).body.problems).toMatchObject([{ code: 'notAppliedFor' }]);
    expect((await lines()).sort()).toEqual(['rewardSubsidy applied', 'rewardSubsidy returned']);
    const own: string = applied.body.id;
    const corrected = await asked(finance, { product: 'navelOrange', stage: 2 });
    const { schemeCode: _, householdId: __, ...content } = corrected;
    const { version: current } = await read(people, own);
    const away = await people.clerk.put(`/subsidy-applications/${own}/content`, { ...content, reason: '写错' }, current);
    expect([away.status, away.body.code]).toEqual([409, 'subsidy.project-of-other-product']);
    const around = `update subsidy_application set product = 'navelOrange' where id = $1`;
    await expect(finance.look(around, [own])).rejects.toMatchObject({ code: 'JZ041' });

    // a rejected application is no verdict on the project
    expect((await stepTaken(people.secondClerk, own, 'reject', { reason: '地块不符' })).status).toBe(200);
    expect(await claimOf(second.id)).toMatchObject({ state: 'received', application: { id: own, state: 'rejected' } });
    expect((await waiting()).map((one: { id: string }) => one.id)).toEqual([second.id]);
    const anew = await reached(finance, people, 'apply', { householdId, claimId: second.id });
    expect((await claimOf(second.id)).application).toMatchObject({ id: anew, state: 'applied' });
    const direct = `update claim set state = 'paid', paid_on = '2016-07-01', version = version + 1 where id = $1`;
    await expect(finance.look(direct, [first.id])).rejects.toMatchObject({ code: 'JZ034' });
  });
});
