import { writeXlsx } from 'hucre';
import { plainYuan, type Fen } from '@jingzhun/domain/money';
import { funded } from '../../test/by-two.js';
import { protectedWorkbook } from '../../test/broken-files.js';
import { batchDesk, FUND, RECORDED } from '../../test/payment-batch.factory.js';
import { binary, officer, type Finance } from '../../test/service.js';

const PERIOD = 'from=2016-06-01&to=2016-06-30';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
type Cells = readonly [on: string, inYuan: string, outYuan: string, reference: string, remark: string];

describe('the statement of the treasury account', () => {
  const { start, clerk, approver, as, decide, sent, returnFile, take, inFileOrder } = batchDesk();
  let finance: Finance;
  const TITLES = '日期,收入（元）,支出（元）,编号,摘要';
  const yuan = (fen: number): string => plainYuan(fen as Fen);
  const csv = (rows: readonly Cells[], total = totalOf(rows)): string =>
    [TITLES, ...[...rows, total].map((cells) => cells.join(','))].join('\r\n');
  const totalOf = (rows: readonly Cells[]): Cells => {
    const sum = (at: 1 | 2) => yuan(rows.reduce((all, cells) => all + Math.round(Number(cells[at] || 0) * 100), 0));
    return ['合计', sum(1), sum(2), '', ''];
  };
  const compare = (content: string | Buffer, query = PERIOD, by = clerk, type = 'text/csv') =>
    as(by).upload(`/bank-statements/compare?${query}`, content, type);
  const entries = async () => (await finance.look<{ n: number }>('select count(*)::int as n from ledger_entry'))[0]!.n;
  const answersKept = async () => (await finance.look<{ n: number }>('select count(*)::int as n from idempotent_request'))[0]!.n;

  beforeAll(async () => {
    finance = await start();
  });
  afterAll(async () => finance?.stop());

  it('is matched by number, file, sum and day; what is on one side only is said with words, and nothing is posted', async () => {
    const rows = inFileOrder(await decide(3));
    const batch = await sent(rows);
    await take(
      batch.id,
      returnFile(
        batch.number,
        1,
        rows.map(({ amountFen }, i) => ({ position: i + 1, amountFen })),
      ),
    ).expect(200);
    const today = finance.clock.today();
    await funded(as(clerk), as(approver), FUND, { amountFen: 70_000, on: '2016-06-03', ...RECORDED, sourceDocument: '瑞财〔2016〕9号' });
    const reference = (position: number) => `${String(batch.number).padStart(6, '0')}-01-${String(position).padStart(6, '0')}`;
    const out = (position: number, of = position): Cells => [today, '', yuan(rows[position - 1]!.amountFen), reference(of), '代发'];
    const [before, keptBefore] = [await entries(), await answersKept()];
    const statement: Cells[] = [
      ['2016-06-01', '280000000.00', '', '', '预算拨款'],
      ['2016-06-05', '700.00', '', '瑞财〔2016〕9号', '追加'],
      out(1),
      out(2),
      ['2016-06-09', '', '12.00', 'F-1', '手续费'],
    ];
    const { body } = await compare(csv(statement)).expect(200);
    expect(
      body.matched.map(({ by, line, count }: { by: string; line: { line: number }; count: number }) => [by, line.line, count]),
    ).toEqual([
      ['amountAndDay', 2, 1],
      ['reference', 3, 1],
      ['reference', 4, 1],
      ['reference', 5, 1],
    ]);
    expect(body.atBankOnly).toMatchObject([{ line: 6, amountFen: -1_200, remark: '手续费', why: 'nothingLike' }]);
    expect(body.inBookOnly).toMatchObject([{ amountFen: -rows[2]!.amountFen, why: 'nothingLike', on: today }]);
    expect([body.matchedCount, body.atBankOnlyCount, body.inBookOnlyCount, body.openingFen]).toEqual([4, 1, 1, 0]);
    const { body: trial } = await as(clerk).get('/ledger/trial-balance?on=2016-06-30').expect(200);
    expect(body.closingFen).toBe(trial.accounts.find(({ code }: { code: string }) => code === 'treasury').balanceFen);
    expect(body.openingFen + body.book.inFen - body.book.outFen).toBe(body.closingFen);
    // one line for the whole file
    const whole = rows.reduce((total, { amountFen }) => total + amountFen, 0);
    const one = await compare(csv([[today, '', yuan(whole), reference(1).slice(0, 9), '代发']])).expect(200);
    expect(one.body.matched).toMatchObject([{ by: 'file', count: 3 }]);
    expect(await entries()).toBe(before);
    // nothing of a statement is kept, nor of what was answered
    expect(await answersKept()).toBe(keptBefore);
    const [audited] = await finance.look<{ detail: object }>(
      `select detail from audit_log where action = 'ledger.compare-statement' limit 1`,
    );
    expect(audited!.detail).toMatchObject({ from: '2016-06-01', to: '2016-06-30', matched: 4, atBankOnly: 1, inBookOnly: 1 });
  });

  it('is read from a workbook as well, by the titles banks use', async () => {
    const sheet = [
      // of several columns of one meaning the day the bank booked, not the day it was ordered
      ['交易日期', '记账日期', '收入', '支出', '流水号', '凭证号', '用途'],
      ['2016-05-31', '2016-06-01', 280_000_000, '', '', '', '预算拨款'],
      ['合计', '', 280_000_000, 0, '', '', ''],
    ];
    const content = Buffer.from(await writeXlsx({ sheets: [{ name: '对账单', rows: sheet }] }));
    const { body } = await compare(content, PERIOD, clerk, XLSX).expect(200);
    expect(body.matched).toMatchObject([{ by: 'amountAndDay', line: { amountFen: 28_000_000_000 } }]);
    const form = await as(clerk).get('/bank-statements/template.xlsx').buffer(true).parse(binary).expect(200);
    expect((form.body as Buffer).subarray(0, 2).toString()).toBe('PK');
  });

  it('is refused whole with every wrong row: sums, both sides, a day of another period, a protected file; and of part of the county', async () => {
    const wrong: Cells[] = [
      ['2016-06-01', '10.00', '10.00', '', ''],
      ['2016-05-31', '5.00', '', '', ''],
      ['2016-06-02', '', '', '', ''],
    ];
    const said = ({ status, body }: { status: number; body: { code: string; problems?: { code: string; pointer: string }[] } }) => [
      status,
      body.code,
      body.problems?.map(({ code, pointer }) => `${code} ${pointer}`),
    ];
    expect(said(await compare(csv(wrong)))).toEqual([
      422,
      'statement.refused',
      ['statement.one-of-both /rows/2/inFen', 'statement.outside-period /rows/3/on', 'statement.one-of-both /rows/4/inFen'],
    ]);
    const sums = await compare(csv([['2016-06-01', '10.00', '', '', '']], ['合计', '11.00', '0.00', '', '']));
    expect([sums.status, sums.body.code, sums.body.problems.length]).toEqual([422, 'statement.refused', 1]);
    expect((await compare(protectedWorkbook(), PERIOD, clerk, XLSX)).status).toBe(422);
    expect((await compare(csv([]), 'from=2016-06-30&to=2016-06-01')).status).toBe(400);
    const part = officer(['county-officer'], '360781102');
    expect((await compare(csv([['2016-06-01', '10.00', '', '', '']]), PERIOD, part)).body.code).toBe('finance.whole-county-only');
    expect((await compare(csv([]), PERIOD, officer(['village-cadre'], '360781102208'))).status).toBe(403);
  });
});
