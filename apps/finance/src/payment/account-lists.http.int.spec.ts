import { writeXlsx } from 'hucre';
import { fakePayables, households } from '../../test/fake-payables.js';
import { officer, startFinance, type Finance } from '../../test/service.js';
import type { Payable } from './payable-causes.js';

const CSV = 'text/csv';
const TITLES = '户编号,户主姓名,开户行,账号,户名';
const account = (i: number): string => `62284800000000${String(i).padStart(5, '0')}`;
const line = ({ householdNumber, headName }: Payable, number: string, over: { head?: string; bank?: string } = {}): string =>
  [householdNumber, over.head ?? headName, over.bank ?? '瑞金农商银行', number, '示例户名'].join(',');

describe("a bank's list of accounts", () => {
  let finance: Finance;
  const clerk = officer();
  const take = (content: string | Buffer, who = clerk, type = CSV) => finance.as(who).upload('/payment-accounts/lists', content, type);
  const openOf = async ({ householdId }: Payable) =>
    (await finance.as(clerk).get(`/payment-accounts?householdId=${householdId}`).expect(200)).body.items;

  beforeAll(async () => {
    finance = await startFinance(new Date('2016-06-15T02:00:00Z'));
    fakePayables(finance);
  });
  afterAll(() => finance.stop());

  it('is taken over, and the same list again changes nothing', async () => {
    const made = await households(finance, 3);
    const list = [TITLES, ...made.map((household, i) => line(household, account(i)))].join('\r\n');
    expect((await take(list).expect(200)).body).toEqual({ rows: 3, recorded: 3, changed: 0, unchanged: 0 });
    expect((await take(list).expect(200)).body).toEqual({ rows: 3, recorded: 0, changed: 0, unchanged: 3 });
    const [first] = made as [Payable, ...Payable[]];
    expect(await openOf(first)).toMatchObject([
      { accountMasked: '***************0000', closedAt: null, sourceDocument: expect.stringMatching(/^账户名单 [0-9a-f]{16}$/) },
    ]);

    const changed = [TITLES, line(first, account(90)), ...made.slice(1).map((household, i) => line(household, account(i + 1)))].join('\n');
    expect((await take(changed).expect(200)).body).toEqual({ rows: 3, recorded: 0, changed: 1, unchanged: 2 });
    const accounts = await openOf(first);
    expect(accounts.map(({ accountMasked, closedAt }: Record<string, string>) => [accountMasked?.slice(-4), closedAt === null])).toEqual([
      ['0090', true],
      ['0000', false],
    ]);
  });

  it('may be a workbook with a heading and its titles in any order', async () => {
    const [household] = (await households(finance, 1)) as [Payable];
    const rows = [
      ['瑞金农商银行 2016年一卡通名单', null, null, null, null],
      ['户名', '账号', '户主', '户号', '开户银行'],
      ['示例户名', account(200), household.headName, household.householdNumber, '瑞金农商银行'],
    ];
    const workbook = Buffer.from(await writeXlsx({ sheets: [{ name: '名单', rows }] }));
    expect((await take(workbook, clerk, 'application/octet-stream').expect(200)).body).toMatchObject({ recorded: 1 });
    expect((await openOf(household))[0].accountMasked.slice(-4)).toBe('0200');
  });

  it('is refused whole, each wrong row named and no number told', async () => {
    const made = (await households(finance, 4)) as [Payable, Payable, Payable, Payable];
    const list = [
      TITLES,
      line(made[0], account(300)),
      line(made[1], account(300)),
      line(made[0], account(302)),
      line(made[2], account(303), { head: '旁人' }),
      line({ ...made[3], householdNumber: 'X-1' }, account(304)),
    ].join('\n');
    const { body } = await take(list).expect(422);
    expect(body.code).toBe('payment.account-list-refused');
    expect(body.problems.map(({ pointer, code }: Record<string, string>) => [pointer, code])).toEqual([
      ['/rows/3/accountNumber', 'account-list.account-twice'],
      ['/rows/4/householdNumber', 'account-list.household-twice'],
      ['/rows/5/headName', 'listed-household.head-differs'],
      ['/rows/6/householdNumber', 'listed-household.unknown'],
    ]);
    expect(body.problems[0].detail).toBe(
      '第3行“账号”：与第2行账号相同。请向银行核实；确属两户共用的，名单中只留一户，另一户在付款明细中登记，审批时说明。',
    );
    expect(JSON.stringify(body)).not.toMatch(/62284800|旁人|示例/);
    for (const household of made) expect(await openOf(household)).toEqual([]);

    // nor a number that is open for somebody else; who has it already keeps it, and two that change in one list may
    const [kept, moved, elsewhere] = (await households(finance, 3)) as [Payable, Payable, Payable];
    await take([TITLES, line(kept, account(310)), line(moved, account(311))].join('\n')).expect(200);
    const taken = await take([TITLES, line(elsewhere, account(310))].join('\n')).expect(422);
    expect(taken.body.problems.map(({ pointer, code }: Record<string, string>) => [pointer, code])).toEqual([
      ['/rows/2/accountNumber', 'account-list.account-of-another'],
    ]);
    const swapped = [TITLES, line(kept, account(311)), line(moved, account(310))].join('\n');
    expect((await take(swapped).expect(200)).body).toMatchObject({ changed: 2 });
    // shared by hand, with its reason at the approval: the bank's list does not stop at it
    await finance
      .as(clerk)
      .post('/payment-accounts', {
        ...{ householdId: elsewhere.householdId, bankName: '瑞金农商银行', accountNumber: account(310), holderName: '示例户名' },
        ...{ sourceDocument: '存折', reason: '兄弟共用一卡' },
      })
      .expect(200);
    expect((await take([TITLES, line(elsewhere, account(310))].join('\n')).expect(200)).body).toMatchObject({ unchanged: 1 });

    const cells = [TITLES, line(made[0], '6.22848E+18'), line(made[1], account(301), { bank: '=HYPERLINK("http://x")' })].join('\n');
    const refused = await take(cells).expect(422);
    expect(refused.body.problems.map(({ code }: Record<string, string>) => code)).toEqual(['cell.digits-lost', 'cell.text-unusable']);
  });

  it('names nobody outside the own area, and is taken from who keeps accounts only', async () => {
    const [household] = (await households(finance, 1, '360781102208')) as [Payable];
    const list = `${TITLES}\n${line(household, account(400))}`;
    const { body } = await take(list, officer(['county-officer'], '360781100')).expect(422);
    expect(body.problems[0].code).toBe('listed-household.unknown');
    expect((await take(list, officer(['cashier']))).status).toBe(403);
    expect((await take(list, clerk, 'image/png')).status).toBe(415);
    expect((await take('%PDF-1.7').then(({ body: refused }) => refused)).code).toBe('import.not-a-workbook');
    expect(await openOf(household)).toEqual([]);
  });

  it('keeps the numbers sealed and out of the log', async () => {
    const [household] = (await households(finance, 1)) as [Payable];
    const number = '6228489999999922229';
    await take(`${TITLES}\n${line(household, number)}`).expect(200);
    for (const table of ['payment_account', 'audit_log'])
      expect(JSON.stringify(await finance.look(`select t.* from ${table} t`))).not.toContain(number);
    const entries = await finance.look(`select detail from audit_log where action = 'payment-account.take-list'`);
    expect(entries).toContainEqual({ detail: { rows: 1, recorded: 1, changed: 0, unchanged: 0 } });
  });
});
