import { batchDesk, FUND } from '../../test/payment-batch.factory.js';
import { bankAnswers } from '../../test/subsidy.factory.js';
import type { Finance } from '../../test/service.js';
import type { Payable } from './payable-causes.js';
import { BATCH_STATES, type BatchState } from './payment-lifecycle.js';

/** Every account of the batch about which anything is found, as the database says it, asked for or not. */
const FOUND = `select f.account_id as "accountId", p.id as payment, encode(sha256(convert_to(f.account_id || '|' || f.is_stranger || '|' || array_to_string(f.shared_with, ' '), 'UTF8')), 'hex') as digest
  from payment p join payment_account a on a.payee_id = p.payee_id and a.closed_at is null
    cross join lateral (select a.id as account_id, true as is_stranger, '{}'::uuid[] as shared_with) f where p.batch_id = $1`;

interface Seen {
  id: string;
  state: BatchState;
  payeeFindings: { count: number; unanswered: number };
}

describe('what a batch asks about accounts, wherever it stands', () => {
  const desk = batchDesk();
  const { clerk, approver, cashier, as } = desk;
  let finance: Finance;
  beforeAll(async () => {
    finance = await desk.start();
  });
  afterAll(() => finance.stop());

  const at = (id: string) => `/payment-batches/${id}`;
  const version = async (id: string): Promise<number> => (await as(clerk).get(at(id)).expect(200)).body.version;
  const stranger = ({ householdId }: Payable, last: string) =>
    as(clerk)
      .post('/payment-accounts', {
        ...{ householdId, bankName: '瑞金农商银行', accountNumber: `622848000000001${last}`, holderName: '外人' },
        ...{ sourceDocument: '存折', reason: '登记' },
      })
      .expect(200);

  /** The list, the counter and the command, side by side. @returns payments whose account the page lets one tick */
  const agree = async (id: string): Promise<{ state: BatchState; ticked: string[] }> => {
    const batch: Seen = (await as(approver).get(at(id)).expect(200)).body;
    const { body: listed } = await as(approver)
      .get(`${at(id)}/payments?payee=finding`)
      .expect(200);
    const { body: all } = await as(approver)
      .get(`${at(id)}/payments`)
      .expect(200);
    type Item = { id: string; payee: { accountId: string | null; digest: string | null } };
    const items = listed.items as Item[];
    expect([batch.state, items.length]).toEqual([batch.state, batch.payeeFindings.count]);
    const withDigest = (from: Item[]) => from.filter(({ payee }) => payee.digest !== null).map((one) => one.id);
    expect(withDigest(all.items).toSorted()).toEqual(withDigest(items).toSorted());
    const taken: string[] = [];
    for (const { payment, ...finding } of await finance.look<{ payment: string; accountId: string; digest: string }>(FOUND, [id])) {
      const body = { findings: [finding], reason: '村委会已证明' };
      const { status } = await as(approver).post(`${at(id)}/payee-answers`, body, await version(id));
      if (status === 200) taken.push(payment);
      else expect(status).toBe(409);
    }
    expect([batch.state, taken.toSorted()]).toEqual([batch.state, withDigest(items).toSorted()]);
    return { state: batch.state, ticked: taken };
  };

  it('the list offers what the command takes, and counts it', async () => {
    const people = await desk.decide(3);
    const [keeps, moves, returned] = people as [Payable, Payable, Payable];
    for (const [i, one] of people.entries()) await stranger(one, `100${i}`);
    const { id } = (await as(clerk).post('/payment-batches', { title: '一批', benefit: 'rewardSubsidy', fundCode: FUND }).expect(201)).body;
    const about = { causeType: 'test-decision', causeIds: people.map(({ causeId }) => causeId) };
    const { body: added } = await as(clerk)
      .post(`${at(id)}/payments`, about, await version(id))
      .expect(200);
    const paymentOf = async ({ causeId }: Payable): Promise<string> =>
      (await finance.look<{ id: string }>('select id from payment where cause_id = $1', [causeId]))[0]!.id;
    const seen = new Map<BatchState, number[]>();
    const look = async (): Promise<string[]> => {
      const { state, ticked } = await agree(id);
      seen.set(state, [...(seen.get(state) ?? []), ticked.length]);
      return ticked;
    };

    await look();
    await as(clerk)
      .post(`${at(id)}/declare`, added.totals, added.version)
      .expect(200);
    await look();
    await as(approver)
      .post(`${at(id)}/approve`, {}, await version(id))
      .expect(200);
    await look();
    await stranger(moves, '2001');
    expect(await look()).toEqual([await paymentOf(moves)]);
    const { changedPayees } = (await as(approver).get(at(id)).expect(200)).body;
    await as(approver)
      .post(`${at(id)}/payees`, changedPayees, await version(id))
      .expect(200);
    await look();
    await as(cashier)
      .post(`${at(id)}/send`, {}, await version(id))
      .expect(200);
    await look();
    // who sent it back gets another account; the one that is at the bank may change too
    await stranger(keeps, '2002');
    await look();
    const back = new Map([[returned.causeId, '户名不符']]);
    await desk.take(id, await bankAnswers(finance, id, 1, finance.clock.today(), back)).expect(200);
    await look();
    await stranger(returned, '2003');
    expect(await look()).toEqual([await paymentOf(returned)]);
    await as(clerk)
      .post(`${at(id)}/payments/${await paymentOf(returned)}/give-up`, { reason: '户主放弃' })
      .expect(200);
    const { items: orders } = (await as(approver).get('/money-orders').expect(200)).body;
    const [order] = orders.filter(({ state }: { state: string }) => state === 'proposed');
    await as(approver).post(`/money-orders/${order.id}/approve`, {}).expect(200);
    await look();

    const [other] = (await desk.decide(1)) as [Payable];
    await stranger(other, '3001');
    const { id: dropped } = (
      await as(clerk).post('/payment-batches', { title: '二批', benefit: 'rewardSubsidy', fundCode: FUND }).expect(201)
    ).body;
    const { body: filled } = await as(clerk)
      .post(`${at(dropped)}/payments`, { ...about, causeIds: [other.causeId] }, await version(dropped))
      .expect(200);
    await as(clerk)
      .post(`${at(dropped)}/cancel`, { reason: '误建' }, filled.version)
      .expect(200);
    const { state, ticked } = await agree(dropped);
    seen.set(state, [ticked.length]);

    expect([...seen.keys()].toSorted()).toEqual(BATCH_STATES.toSorted());
    expect(Object.fromEntries(seen)).toEqual({
      draft: [0],
      declared: [3],
      approved: [0, 1, 0],
      sent: [0, 0, 0, 1],
      settled: [0],
      cancelled: [0],
    });
  }, 60_000);
});
