import fc from 'fast-check';
import { eventsPublished, until } from '@jingzhun/messaging/testing';
import { sessionOf } from '@jingzhun/persistence';
import {
  bankAnswers,
  fundAndScheme,
  FUND,
  household,
  reached,
  read,
  SCHEME,
  sentToBank,
  setAccount,
  stepTaken,
  subsidyOffice,
  type SubsidyOffice,
} from '../../test/subsidy.factory.js';
import { officer, startFinance, type Finance } from '../../test/service.js';

describe('a payment that comes back in part', () => {
  let finance: Finance;
  let people: SubsidyOffice;
  const amounts = () =>
    finance
      .look<{ committed: number; spent: number }>(
        `select committed_fen::float8 as committed, spent_fen::float8 as spent from allotment where fund_code = '${FUND}'`,
      )
      .then(([one]) => one!);
  const balances = async (): Promise<Record<string, number>> => {
    const { body } = await people.bureau.get('/ledger/trial-balance?on=2030-12-31').expect(200);
    expect(body.debitFen).toBe(body.creditFen);
    return Object.fromEntries(body.accounts.map(({ code, balanceFen }: { code: string; balanceFen: number }) => [code, balanceFen]));
  };
  const account = async (householdId: string, last: number) =>
    setAccount(people, householdId, `62284800000000${String(last).padStart(5, '0')}`);
  const paidClaim = async (
    amountFen: number,
    milestone: string,
    home: string,
  ): Promise<{ path: string; batch: string; id: string; householdId: string }> => {
    const about = {
      kind: 'relocation',
      householdId: home,
      milestone,
      source: 'cityPlatform',
      amountFen,
      dueOn: '2016-05-30',
      document: '验收单',
      fundCode: FUND,
    };
    const { body: claim } = await people.bureau.post('/claims', about).expect(201);
    await people.approver.post('/claims/steps', { step: 'approve', cases: [{ id: claim.id, version: claim.version }] }).expect(200);
    const { body: draft } = await people.bureau
      .post('/payment-batches', { title: '搬迁补助', benefit: 'relocationSubsidy', fundCode: FUND })
      .expect(201);
    const path = `/payment-batches/${draft.id}`;
    const { body: added } = await people.bureau
      .post(`${path}/payments`, { causeType: 'relocation-claim', causeIds: [claim.id] }, draft.version)
      .expect(200);
    const { body: declared } = await people.bureau.post(`${path}/declare`, added.totals, added.version).expect(200);
    const { body: approved } = await people.approver.post(`${path}/approve`, {}, declared.version).expect(200);
    await people.cashier.post(`${path}/send`, {}, approved.version).expect(200);
    await people.cashier.upload(`${path}/returns`, await bankAnswers(finance, draft.id, 1, finance.clock.today()), 'text/csv').expect(200);
    const { body } = await people.bureau.get(`${path}/payments`).expect(200);
    return { path: `${path}/payments/${body.items[0].id}`, batch: draft.id, id: body.items[0].id, householdId: home };
  };
  const part = (amountFen: number, parts: object = {}) => ({
    ...{ amountFen, on: finance.clock.today(), sourceDocument: '缴款书0012', reason: '面积核减，多付部分退回' },
    ...parts,
  });
  const order = async () =>
    (await people.approver.get('/money-orders').expect(200)).body.items.find(({ state }: { state: string }) => state === 'proposed');
  const approve = async (by = people.approver) => by.post(`/money-orders/${(await order()).id}/approve`);
  const shown = async (of: { batch: string }) =>
    (await people.bureau.get(`/payment-batches/${of.batch}/payments`).expect(200)).body.items[0];

  /** What others hear of a household's payments: type, payment, fen, and what is left of it or which attempt it was. */
  const told = async (home: string, count: number) =>
    (await eventsPublished(finance, home, count))
      .filter(({ type }) => /subsidy\.paid|payment\./.test(type))
      .map(({ type, data }) => [type, data['paymentId'], data['amountFen'], data['leftFen'] ?? data['attempt']]);

  beforeAll(async () => {
    finance = await startFinance();
    people = subsidyOffice(finance);
    await fundAndScheme(people);
  });
  afterAll(async () => finance?.stop());

  it('is proposed by one person, booked when another approves, and counted net everywhere', async () => {
    const both = finance.as(officer(['county-officer', 'finance-approver']));
    const home = await household(finance);
    await account(home, 1);
    const one = await paidClaim(800_000, 'movedIn', home);
    const [before, held] = [await balances(), await amounts()];
    await both.post(`${one.path}/parts`, part(300_000)).expect(200);
    expect((await people.bureau.post(`${one.path}/parts`, part(1))).body.code).toBe('payment.part-waits');
    expect((await approve(both)).body.code).toBe('money-order.same-person');
    expect(await balances()).toEqual(before);
    expect(await order()).toMatchObject({ kind: 'paymentPart', batchId: one.batch, householdNumber: expect.stringMatching(/^H/) });
    await approve().then(({ status }) => expect(status).toBe(200));
    const after = await balances();
    expect([after['treasury']! - before['treasury']!, after[`fund/${FUND}`]! - before[`fund/${FUND}`]!]).toEqual([300_000, -300_000]);
    expect(after['payable/relocation-subsidy']).toBe(before['payable/relocation-subsidy']);
    expect(await amounts()).toEqual({ committed: held.committed - 300_000, spent: held.spent - 300_000 });
    expect(await shown(one)).toMatchObject({ amountFen: 800_000, recoveredFen: 300_000, state: 'paid' });
    const { body: benefits } = await people.clerk.get(`/household-benefits/${home}`).expect(200);
    expect(benefits).toMatchObject({ paidFen: 500_000, items: [{ amountFen: 500_000, takenBackFen: 300_000, state: 'paid' }] });
    const { body: entries } = await people.bureau.get(`/ledger/entries?cause=${one.id}`).expect(200);
    expect(entries.items.map(({ kind, cause }: { kind: string; cause: { batchId: string } }) => [kind, cause.batchId])).toEqual(
      expect.arrayContaining(['obligation', 'payment', 'part-of-payment', 'part-of-obligation'].map((kind) => [kind, one.batch])),
    );
    // the paper names the whole amount: it does not hold any more
    expect((await people.clerk.get(`/payments/${one.id}/certificate`)).body.code).toBe('payment.no-certificate');
    expect((await people.bureau.post(`${one.path}/parts`, part(500_001))).body.code).toBe('payment.part-too-much');
    // the bank cannot bring back the whole of it
    const { body: file } = await people.cashier.upload(
      `/payment-batches/${one.batch}/returns`,
      await bankAnswers(finance, one.batch, 1, finance.clock.today(), new Map([[(await shown(one)).causeId, '账户已销户']])),
      'text/csv',
    );
    expect(file.problems).toMatchObject([{ code: 'return-file.part-taken-back' }]);
    // a refused order changes nothing
    await people.bureau.post(`${one.path}/parts`, part(100)).expect(200);
    await people.approver.post(`/money-orders/${(await order()).id}/refuse`, { reason: '凭证不符' }).expect(200);
    expect(await shown(one)).toMatchObject({ recoveredFen: 300_000 });
    await people.bureau.post(`${one.path}/parts`, part(500_000)).expect(200);
    await approve().then(({ status }) => expect(status).toBe(200));
    expect((await people.clerk.get(`/household-benefits/${home}`).expect(200)).body).toMatchObject({
      paidFen: 0,
      items: [{ state: 'takenBack' }],
    });
    expect(await amounts()).toEqual({ committed: held.committed - 800_000, spent: held.spent - 800_000 });
    expect(await told(home, 3)).toEqual([
      ['finance.subsidy.paid.v1', one.id, 800_000, 1],
      ['finance.payment.recovered.v1', one.id, 300_000, 500_000],
      ['finance.payment.recovered.v1', one.id, 500_000, 0],
    ]);
    // the whole came back: the claim has ended, and whoever is owed it after all can be paid
    const { causeId } = await shown(one);
    const { body: ended } = await people.bureau.get(`/claims/${causeId}`).expect(200);
    expect(ended).toMatchObject({ state: 'givenUp' });
    const cases = [{ id: ended.id, version: ended.version }];
    await people.bureau.post('/claims/steps', { step: 'renew', cases, fundCode: FUND, reason: '原付错，重新办理' }).expect(200);
  });

  it('of a subsidy leaves room below the cap for what came back; what is left is taken back by the application', async () => {
    const id = await reached(finance, people, 'approve', { quantity: 1_000 });
    const { householdId } = await read(people, id);
    await account(householdId, 2);
    const batch = await sentToBank(people, [id]);
    await people.cashier
      .upload(`/payment-batches/${batch.id}/returns`, await bankAnswers(finance, batch.id, 1, finance.clock.today()), 'text/csv')
      .expect(200);
    const one = { batch: batch.id, id: (await shown({ batch: batch.id })).id };
    const path = `/payment-batches/${batch.id}/payments/${one.id}/parts`;
    expect((await people.bureau.post(path, part(500_000))).body.code).toBe('payment.part-is-all');
    await people.bureau.post(path, part(120_000)).expect(200);
    await approve().then(({ status }) => expect(status).toBe(200));
    const next = await reached(finance, people, 'accept', { householdId, product: 'curingBarn', quantity: 1 });
    const { body: round } = await people.bureau.post('/subsidy-rounds/preview', { schemeCode: SCHEME, applicationIds: [next] }).expect(200);
    expect(JSON.stringify(round)).toContain('"earlierFen":380000');
    await people.bureau.post('/subsidy-rounds', { schemeCode: SCHEME, applicationIds: [next] }).expect(201);
    // paid and granted are the whole cap, and what came back is granted anew
    const last = await reached(finance, people, 'accept', { householdId, product: 'curingBarn', quantity: 1 });
    await people.bureau.post('/subsidy-rounds', { schemeCode: SCHEME, applicationIds: [last] }).expect(201);
    expect((await read(people, last)).grant).toMatchObject({ amountFen: 120_000 });
    const before = await balances();
    await stepTaken(people.bureau, id, 'demandBack', { reason: '全部不符' }).then(({ status }) => expect(status).toBe(200));
    await stepTaken(people.approver, id, 'reclaim', { reason: '已缴回' }).then(({ status }) => expect(status).toBe(200));
    const after = await balances();
    expect([after['treasury']! - before['treasury']!, after[`fund/${FUND}`]! - before[`fund/${FUND}`]!]).toEqual([380_000, -380_000]);
    expect(after[`payable/reward-subsidy/${SCHEME}`]).toBe(0);
    expect((await told(householdId, 3)).map((of) => of.slice(2))).toEqual([
      [500_000, 1],
      [120_000, 380_000],
      [380_000, 0],
    ]);
  });

  it('adds up after every part, whatever comes back in whatever pieces', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1_000, max: 900_000 }),
        fc.array(fc.integer({ min: 1, max: 400_000 }), { minLength: 1, maxLength: 4 }),
        async (amountFen, pieces) => {
          const home = await household(finance);
          await account(home, 10 + (run += 1));
          const [start, held] = [await balances(), await amounts()];
          const one = await paidClaim(amountFen, 'roofed', home);
          let left = amountFen;
          for (const piece of pieces) {
            const answer = await people.bureau.post(`${one.path}/parts`, part(piece));
            expect([answer.status, answer.body.code]).toEqual(piece <= left ? [200, undefined] : [409, 'payment.part-too-much']);
            if (piece > left) continue;
            await approve().then(({ status }) => expect(status).toBe(200));
            left -= piece;
          }
          const end = await balances();
          expect((start['treasury'] ?? 0) - end['treasury']!).toBe(left);
          expect(end[`fund/${FUND}`]! - start[`fund/${FUND}`]!).toBe(left);
          expect(end['payable/relocation-subsidy']).toBe(0);
          expect(await amounts()).toEqual({ committed: held.committed + left, spent: held.spent + left });
          expect((await people.clerk.get(`/household-benefits/${home}`).expect(200)).body.paidFen).toBe(left);
        },
      ),
      { seed: 170, numRuns: process.env['DEEP'] ? 40 : 2 },
    );
  });

  it('is not proposed while it is to be given up: who proposed that is asked to take it back', async () => {
    const home = await household(finance);
    await account(home, 96);
    const one = await paidClaim(10_000, 'movedIn', home);
    const batch = `/payment-batches/${one.batch}`;
    const { causeId } = await shown(one);
    const taken = async (attempt: number, refused: string[] = []) =>
      people.cashier
        .upload(
          `${batch}/returns`,
          await bankAnswers(finance, one.batch, attempt, finance.clock.today(), new Map(refused.map((id) => [id, '账户已销户']))),
          'text/csv',
        )
        .expect(200);
    await taken(1, [causeId]);
    await people.bureau.post(`${one.path}/give-up`, { reason: '户主去世' }).expect(200);
    const against = async (by = people.approver) =>
      (await by.get('/money-orders').expect(200)).body.items[0].against.map(({ code }: { code: string }) => code);
    expect([await against(), await against(people.bureau), await against(people.cashier)]).toEqual([
      [],
      ['money-order.same-person', 'payment.same-person'],
      ['payment.same-person'],
    ]);
    // what one household was promised is looked at by itself: the other order waits for a command without it
    const { id: stop } = await order();
    const more = { amountFen: 7, on: finance.clock.today(), sourceDocument: '瑞财〔2016〕8号', reason: '追加' };
    const { body: waits } = await people.bureau.post(`/budget/funds/${FUND}/changes`, more).expect(200);
    const among = await people.approver.post('/money-orders/steps', {
      step: 'approve',
      cases: [waits.waitingChanges[0].orderId, stop].map((id) => ({ id, version: 1 })),
    });
    expect([among.body.code, among.body.problems]).toMatchObject([
      'money-order.none-approved',
      [{ pointer: '/cases/1', code: 'money-order.one-by-one' }],
    ]);
    await people.bureau.post(`/money-orders/${waits.waitingChanges[0].orderId}/withdraw`, { reason: '填错' }).expect(200);
    // an account is found after all, and the payment arrives
    await account(home, 95);
    const { body: seen } = await people.approver.get(batch).expect(200);
    const { body: confirmed } = await people.approver.post(`${batch}/payees`, seen.changedPayees, seen.version).expect(200);
    await people.cashier.post(`${batch}/resend`, {}, confirmed.version).expect(200);
    await taken(2);
    expect(await shown(one)).toMatchObject({ state: 'paid' });
    expect((await people.bureau.post(`${one.path}/parts`, part(4_000))).body.code).toBe('money-order.waits');
    expect(await against()).toEqual(['payment.not-returned']);
    // it cannot be approved any more: the approver is told to refuse it, who proposed it may take it back
    const late = (await approve()).body;
    expect([late.code, late.next]).toEqual(['payment.not-returned', expect.stringMatching(/本申请不能再批准的，请“退回申请”。$/)]);
    await people.bureau.post(`/money-orders/${(await order()).id}/withdraw`, { reason: '已重新付款' }).expect(200);
    await people.bureau.post(`${one.path}/parts`, part(4_000)).expect(200);
    await approve().then(({ status }) => expect(status).toBe(200));
  });

  it('is proposed while another part of it is approved: both are answered, neither waits for the other', async () => {
    const home = await household(finance);
    await account(home, 98);
    const one = await paidClaim(10_000, 'movedIn', home);
    await people.bureau.post(`${one.path}/parts`, part(4_000)).expect(200);
    const { id } = await order();
    const asked: Promise<[number, string]>[] = [];
    const ask = (sent: PromiseLike<{ status: number; body: { code: string } }>) =>
      asked.push(Promise.resolve(sent.then(({ status, body }): [number, string] => [status, body.code])));
    const waiting = (count: number) =>
      until(
        `${count} commands wait for the batch`,
        async () =>
          (
            await finance.look(
              `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%from payment_batch%'`,
            )
          ).length === count,
      );
    // somebody else has the batch for a moment: the proposal waits for it first, the approval behind it
    await finance.db.connection(sessionOf(people.bureau.principal), async (client) => {
      await client.query('begin');
      await client.query('select from payment_batch where id = $1 for update', [one.batch]);
      try {
        ask(people.bureau.post(`${one.path}/parts`, part(1_000)));
        await waiting(1);
        ask(people.approver.post(`/money-orders/${id}/approve`));
        await waiting(2);
      } finally {
        await client.query('commit');
      }
    });
    expect(await Promise.all(asked)).toEqual([
      [409, 'payment.part-waits'],
      [200, undefined],
    ]);
    expect(await shown(one)).toMatchObject({ recoveredFen: 4_000 });
  });

  it('is kept right under the code', async () => {
    const home = await household(finance);
    await account(home, 99);
    const one = await paidClaim(10_000, 'contractSigned', home);
    await people.bureau.post(`${one.path}/parts`, part(4_000)).expect(200);
    const { id } = await order();
    const insert = (amount: number) =>
      finance
        .look(
          `insert into payment_recovery (order_id, payment_id, village_code, amount_fen, on_date, recorded_at) values ($1, $2, '360781102208', ${amount}, $3, now())`,
          [id, one.id, finance.clock.today()],
        )
        .then(
          () => 'done',
          (error: { code?: string }) => error.code,
        );
    // not approved yet
    expect(await insert(4_000)).toBe('JZ055');
    await approve().then(({ status }) => expect(status).toBe(200));
    expect(await insert(5_000)).toBe('JZ055');
    await expect(finance.look(`update payment set state = 'returned', paid_on = null where id = $1`, [one.id])).rejects.toMatchObject({
      code: 'JZ055',
    });
    await expect(finance.look(`update payment set recovered_fen = 10001 where id = $1`, [one.id])).rejects.toMatchObject({
      constraint: 'payment_recovered_within',
    });
  });
});
