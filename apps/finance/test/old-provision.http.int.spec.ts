import pg from 'pg';
import { Migration20261128110000_OldProvisionsHaveOrders } from '../src/migrations/Migration20261128110000_OldProvisionsHaveOrders.js';
import { BANK, lenderBank, loanOffice, type LoanOffice } from './loan.factory.js';
import { officer, startFinance, type Finance } from './service.js';

const FUND = `risk-fund-${BANK}-2016`;
const AMOUNT = 100_000_000;

/** One person made it, before there were orders; the upgrade has given it the order it was (ADR 0151). */
describe('a provision from before an upgrade', () => {
  let finance: Finance;
  let people: LoanOffice;

  beforeAll(async () => {
    finance = await startFinance();
    people = loanOffice(finance);
    await lenderBank(people, AMOUNT);
    await withClient(finance.database.superuserUrl, async (client) => {
      await client.query('set session_replication_role = replica');
      await client.query('update risk_fund_change set order_id = null');
      await client.query('delete from money_order');
    });
    const migration = new Migration20261128110000_OldProvisionsHaveOrders(undefined as never, undefined as never);
    migration.up();
    await withClient(finance.database.ownerUrl, async (client) => {
      await client.query('begin');
      for (const statement of migration.getQueries()) await client.query(statement as string);
      await client.query('commit');
    });
  });
  afterAll(async () => finance?.stop());

  const orders = async () => (await people.money.get('/money-orders').expect(200)).body.items;
  /** Treasury, fund of the budget, promised of it, spent of it, fund of the bank, and its deposit. */
  const money = async () => {
    const { body } = await people.county.get('/ledger/trial-balance?on=2030-12-31').expect(200);
    expect(body.debitFen).toBe(body.creditFen);
    const of = (code: string): number => body.accounts.find((one: { code: string }) => one.code === code)?.balanceFen ?? 0;
    const [allotment] = await finance.look<{ committed: number; spent: number }>(
      `select committed_fen::float8 as committed, spent_fen::float8 as spent from allotment where fund_code = '${FUND}'`,
    );
    const [bank] = await finance.look<{ fen: number }>(`select balance_fen::float8 as fen from risk_fund where bank_code = '${BANK}'`);
    return { fund: of(`fund/${FUND}`), deposit: of(`risk-fund-deposit/${BANK}`), ...allotment!, bank: bank!.fen };
  };

  it('is listed as made by one person, and taken back whole by two others: fund, promise, bank and book as before it', async () => {
    const [old] = await orders();
    expect(old).toMatchObject({ kind: 'provision', state: 'approved', amountFen: AMOUNT, decidedByName: null, isTakenBack: false });
    const before = await money();
    expect(before).toEqual({ fund: 0, deposit: AMOUNT, committed: AMOUNT, spent: AMOUNT, bank: AMOUNT });
    const day = { on: finance.clock.today(), sourceDocument: '瑞财〔2016〕31号', reason: '启用系统前误登' };
    await people.county.post(`/money-orders/${old.id}/taking-back`, day).expect(200);
    const [waiting] = await orders();
    expect(waiting).toMatchObject({ kind: 'provisionReversal', state: 'proposed', amountFen: AMOUNT });
    expect(await money()).toEqual(before);
    const other = finance.as(officer(['finance-approver']));
    await other.post(`/money-orders/${waiting.id}/approve`).expect(200);
    // a fund of the budget is on the credit side
    expect(await money()).toEqual({ fund: 0 - AMOUNT, deposit: 0, committed: 0, spent: 0, bank: 0 });
    const again = await people.county.post(`/money-orders/${old.id}/taking-back`, day);
    expect([again.status, again.body.code]).toEqual([409, 'money-order.not-to-take-back']);
    expect((await orders()).find(({ id }: { id: string }) => id === old.id)).toMatchObject({ isTakenBack: true, decidedByName: null });
  });
});

async function withClient(connectionString: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  await work(client).finally(() => client.end());
}
