import iconv from 'iconv-lite';
import {
  bankFileCsv,
  bankFileFixed,
  BankFileUnwritable,
  bankReturnForm,
  referenceOf,
  type BankFileRow,
  unusableInBankFile,
} from './bank-file.js';
import { readReturnFile } from './return-file.js';

const row = (over: Partial<BankFileRow> = {}): BankFileRow => ({
  reference: referenceOf(12, 1, 1),
  holderName: '刘示例',
  accountNumber: '6228480000000000018',
  bankName: '瑞金农商银行',
  amountFen: 499_975,
  ...over,
});
const file = (rows: BankFileRow[]) => ({ batchNumber: 12, fileNumber: 1, purpose: '第一批产业奖补', rows });

describe('bank file', () => {
  it('is CSV that ends with count and sum', () => {
    const lines = bankFileCsv(file([row(), row({ reference: referenceOf(12, 1, 2), amountFen: 500_000 })]))
      .toString('utf8')
      .split('\r\n');
    expect(lines).toEqual([
      '\ufeff付款编号,户名,账号,开户银行,金额（元）,用途',
      '000012-01-000001,刘示例,6228480000000000018,瑞金农商银行,4999.75,第一批产业奖补',
      '000012-01-000002,刘示例,6228480000000000018,瑞金农商银行,5000.00,第一批产业奖补',
      '合计,2,,,9999.75,',
      '',
    ]);
  });

  it('gives the form in which the bank answers, read back once results are in it', () => {
    const form = bankReturnForm(file([row(), row({ reference: referenceOf(12, 1, 2), amountFen: 500_000 })])).toString('utf8');
    expect(form).not.toMatch(/刘示例|6228480000000000018/);
    const unanswered = readReturnFile(Buffer.from(form));
    expect(unanswered.problems.filter(({ code }) => code === 'return-file.result')).toHaveLength(2);
    const answered = form.replace('4999.75,,,', '4999.75,成功,,2016-03-02').replace('5000.00,,,', '5000.00,失败,已销户,2016-03-02');
    expect(readReturnFile(Buffer.from(answered))).toEqual({
      rows: [
        { line: 2, reference: '000012-01-000001', amountFen: 499_975, outcome: 'paid', reason: null, on: '2016-03-02' },
        { line: 3, reference: '000012-01-000002', amountFen: 500_000, outcome: 'returned', reason: 'accountClosed', on: '2016-03-02' },
      ],
      problems: [],
    });
  });

  it('has columns of fixed width in the encoding of banks', () => {
    const lines = bankFileFixed(file([row(), row({ holderName: '欧阳𬱖', amountFen: 1 })]))
      .toString('latin1')
      .split('\r\n');
    expect(lines.map((line) => line.length)).toEqual([32, 188, 188, 24, 0]);
    expect(lines[0]).toBe('H0000120100000002000000000499976');
    expect(lines[3]).toBe('T00000002000000000499976');
    const second = Buffer.from(lines[2]!, 'latin1');
    expect(iconv.decode(second.subarray(21, 81), 'gb18030').trimEnd()).toBe('欧阳𬱖');
    expect(second.subarray(173).toString('latin1')).toBe('000000000000001');
  });

  it.each(['=cmd', 'a"b', 'a\nb', '\u202e刘'])('refuses text that would become a command or shift columns: %j', (holderName) => {
    expect(() => bankFileCsv(file([row({ holderName })]))).toThrow(BankFileUnwritable);
    expect(() => bankFileFixed(file([row({ holderName })]))).toThrow(BankFileUnwritable);
  });

  it('refuses what does not fit its column', () => {
    expect(() => bankFileFixed(file([row({ bankName: '银'.repeat(31) })]))).toThrow(BankFileUnwritable);
  });
});

const HEAD = '付款编号,金额（元）,结果,原因,日期\r\n';
const codes = (text: string): string[] => readReturnFile(Buffer.from(text)).problems.map(({ code, pointer }) => `${pointer} ${code}`);

describe('return file', () => {
  it('is read with outcome, reason and day', () => {
    const { rows } = readReturnFile(
      Buffer.from(
        `${HEAD}000012-01-000001,4999.75,成功,,2016-01-20\r\n000012-01-000002,"5,000.00",失败,账户已销户,2016年1月21日\r\n合计,9999.75,2,,\r\n`,
      ),
    );
    expect(rows).toEqual([
      { line: 2, reference: '000012-01-000001', amountFen: 499_975, outcome: 'paid', reason: null, on: '2016-01-20' },
      { line: 3, reference: '000012-01-000002', amountFen: 500_000, outcome: 'returned', reason: 'accountClosed', on: '2016-01-21' },
    ]);
  });

  it('is read in GB 18030, columns in any order', () => {
    const bytes = iconv.encode(
      '结果,付款编号,日期,原因,金额（元）\r\n成功,000012-01-000001,2016-01-20,,1.00\r\n1,合计,,,1.00\r\n',
      'gb18030',
    );
    expect(readReturnFile(bytes).problems.map(({ code }) => code)).toEqual(expect.arrayContaining(['return-file.total-missing']));
    const first = iconv.encode(
      '付款编号,结果,日期,原因,金额（元）\r\n000012-01-000001,成功,2016-01-20,,1.00\r\n合计,1,,,1.00\r\n',
      'gb18030',
    );
    expect(readReturnFile(first).rows).toHaveLength(1);
  });

  it('is refused whole, with every wrong line named', () => {
    expect(
      codes(
        `${HEAD}x,4999.75,成功,,2016-01-20\r\n000012-01-000002,0,成功,,2016-01-20\r\n000012-01-000003,1.001,好,,bald\r\n000012-01-000004,1.00,成功,,2016-01-20\r\n000012-01-000004,1.00,成功,,2016-01-20\r\n合计,2.00,2,,\r\n`,
      ),
    ).toEqual([
      '/rows/2/reference return-file.reference',
      '/rows/3/amount return-file.amount',
      '/rows/4/amount return-file.amount',
      '/rows/4/result return-file.result',
      '/rows/4/date return-file.date',
      '/rows/6/reference return-file.twice',
    ]);
  });

  it('needs its last line, and that must be right', () => {
    const line = '000012-01-000001,1.00,成功,,2016-01-20\r\n';
    expect(codes(HEAD + line)).toEqual(['/rows/3/total return-file.total-missing']);
    expect(codes(`${HEAD}${line}合计,1.01,1,,\r\n`)).toEqual(['/rows/3/total return-file.total-differs']);
    expect(codes(`${HEAD}${line}合计,1.00,2,,\r\n`)).toEqual(['/rows/3/total return-file.total-differs']);
  });

  it('names the line as a person finds it, empty ones counted', () => {
    const line = '000012-01-000001,1.00,成功,,2016-01-20\r\n';
    expect(codes(`\r\n${HEAD}\r\n${line},,,,\r\nx,1.00,成功,,2016-01-20\r\n\r\n合计,2.00,2,,\r\n`)).toEqual([
      '/rows/6/reference return-file.reference',
      '/rows/8/total return-file.total-differs',
    ]);
  });

  it('without a result is none', () => {
    expect(codes(`${HEAD}合计,0.00,0,,\r\n`)).toEqual(['/rows/2/rows return-file.no-rows']);
  });

  it('needs its titles and an encoding that can be read', () => {
    expect(codes('编号,金额\r\n1,2\r\n')).toEqual(['/rows/1/titles return-file.titles']);
    expect(readReturnFile(Buffer.from([0x81, 0xff, 0x00, 0xfe])).problems[0]!.code).toBe('return-file.encoding');
  });
});

describe('a name for a bank file', () => {
  it.each([
    ['瑞金市农村商业银行象湖支行', false],
    ['行'.repeat(30), false],
    ['行'.repeat(31), true],
    ['=cmd', true],
    ['农商"行', true],
  ])('%s', (text, isUnusable) => expect(unusableInBankFile(text)).toBe(isUnusable));
});
