import { randomUUID } from 'node:crypto';
import { writeXlsx } from 'hucre';
import { plainYuan, type Fen } from '@jingzhun/domain/money';
import { outboxEmpty } from '@jingzhun/messaging/testing';
import { sessionOf } from '@jingzhun/persistence';
import { PolicyService } from '@jingzhun/policy';
import type { Caller } from '@jingzhun/service-shell/testing';
import { Commitments } from '../src/budget/commitments.js';
import type { Payable } from '../src/payment/payable-causes.js';
import { fakePayables, households } from './fake-payables.js';
import { BANK, daysPass, drawnLoan, lenderBank, loanOffice, type LoanOffice } from './loan.factory.js';
import { COUNTY, startFinance, type Finance } from './service.js';
import { bankAnswers, fundAndScheme, FUND, setAccount, subsidyOffice, type SubsidyOffice } from './subsidy.factory.js';
import { macros, protectedWorkbook } from './broken-files.js';

/** Each file that finance takes, and each way in which it may be wrong: refused whole, by row where rows are the reason, and nothing is written. */
describe('a file that is wrong', () => {
  let finance: Finance;
  let people: SubsidyOffice;
  let bank: LoanOffice;
  let batch: { id: string; number: number };
  let [here, gone] = [{} as Payable, {} as Payable];

  beforeAll(async () => {
    finance = await startFinance();
    people = subsidyOffice(finance);
    bank = loanOffice(finance);
    await fundAndScheme(people);
    await lenderBank(bank);
    await drawnLoan(finance, bank, {}, { method: 'interestOnly', contractNumber: 'RCB-1' });
    await daysPass(finance, 122);
    [here, gone] = (await households(finance, 2)) as [Payable, Payable];
    for (const { householdId, headName } of [here, gone])
      await finance.look(
        `insert into directory_person (household_id, person_id, village_code, name, sex, birth_year, relation, is_head) values ($1, $2, '360781102208', $3, 'male', 1960, '01', true)`,
        [householdId, randomUUID(), headName],
      );
    await setAccount(people, here.householdId, '6228480000000000101');
    await setAccount(people, gone.householdId, '6228480000000000102');
    batch = await sent([here, gone]);
    const answer = await bankAnswers(finance, batch.id, 1, finance.clock.today(), new Map([[gone.causeId, '账户已销户']]));
    // only the one that came back: the other is still with the bank
    const [titles = '', ...lines] = answer.split('\r\n');
    const back = lines.filter((one) => one.includes('已销户'));
    await people.cashier
      .upload(
        `/payment-batches/${batch.id}/returns`,
        [titles, ...back, `合计,${plainYuan(gone.amountFen as Fen)},1,,`].join('\r\n'),
        'text/csv',
      )
      .expect(200);
    await outboxEmpty(finance.db);
  }, 120_000);
  afterAll(async () => finance?.stop());

  async function drafted(payables: readonly Payable[]) {
    const policy = await finance.app.get(PolicyService).snapshot('2016-06-15' as never, COUNTY as never);
    await finance.db.transaction(sessionOf(people.bureau.principal), (em) =>
      finance.app.get(Commitments).commit(
        em,
        payables.map(({ causeId, villageCode, amountFen }) => ({
          ...{ fundCode: FUND, villageCode, amountFen },
          cause: { type: 'test-decision', id: causeId },
        })),
        policy,
      ),
    );
    source.decide(FUND, ...payables);
    const { body: draft } = await people.bureau
      .post('/payment-batches', { title: '一批', benefit: 'rewardSubsidy', fundCode: FUND })
      .expect(201);
    const ask = { causeType: 'test-decision', causeIds: payables.map(({ causeId }) => causeId) };
    return (await people.bureau.post(`/payment-batches/${draft.id}/payments`, ask, draft.version).expect(200)).body;
  }
  let source: ReturnType<typeof fakePayables>;

  async function sent(payables: readonly Payable[]): Promise<{ id: string; number: number }> {
    source = fakePayables(finance);
    const filled = await drafted(payables);
    const path = `/payment-batches/${filled.id}`;
    const { body: declared } = await people.bureau.post(`${path}/declare`, filled.totals, filled.version).expect(200);
    const { body: approved } = await people.approver.post(`${path}/approve`, {}, declared.version).expect(200);
    return (await people.cashier.post(`${path}/send`, {}, approved.version).expect(200)).body;
  }

  /** Rows of every table, but of what is written about refusals themselves. */
  const counted = async (): Promise<string> => {
    const tables = await finance.look<{ name: string }>(
      `select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables
       where table_schema in ('public', 'pgboss') and table_type = 'BASE TABLE' and table_name !~ '^audit_' order by 1`,
    );
    const rows = await finance.look<{ line: string }>(
      tables.map(({ name }) => `select '${name} ' || count(*) as line from ${name}`).join(' union all '),
    );
    return rows.map(({ line }) => line).join('\n');
  };

  interface Upload {
    path(): string;
    by(): Caller;
    titles: string;
    /** A row of the household or contract; the last one differs for the ways to be wrong. */
    row(who: Row): string;
    total?(rows: number, fen: number): string;
    /** What each way of being wrong answers: code of the refusal and codes of the rows; absent where it cannot be wrong that way. */
    wrong: Partial<Record<'twice' | 'sum' | 'noTotal' | 'unknown' | 'otherCounty' | 'closed', readonly [string, ...string[]]>>;
  }
  interface Row {
    number: string;
    head: string;
    person: string;
    contract: string;
    reference: string;
    account: string;
    fen: number;
  }
  const rowOf = ({ householdNumber, headName, amountFen }: Payable, over: Partial<Row> = {}): Row => ({
    ...{ number: householdNumber, head: headName, person: headName, contract: 'RCB-1', account: '6228480000000000101', fen: amountFen },
    reference: referenceOf(batch.number, 1, here.householdNumber < gone.householdNumber ? 1 : 2),
    ...over,
  });
  const referenceOf = (number: number, file: number, position: number): string =>
    `${String(number).padStart(6, '0')}-${String(file).padStart(2, '0')}-${String(position).padStart(6, '0')}`;
  const yuan = (fen: number): string => plainYuan(fen as Fen);

  const UPLOADS: Readonly<Record<string, Upload>> = {
    'list of accounts': {
      path: () => '/payment-accounts/lists',
      by: () => people.bureau,
      titles: '户编号,户主姓名,开户行,账号,户名',
      row: ({ number, head, account }) => `${number},${head},瑞金农商银行,${account},刘示例`,
      wrong: {
        twice: ['payment.account-list-refused', 'account-list.household-twice', 'account-list.account-twice'],
        unknown: ['payment.account-list-refused', 'listed-household.unknown'],
        otherCounty: ['payment.account-list-refused', 'listed-household.unknown'],
        closed: ['payment.account-list-refused', 'account-list.account-closed'],
      },
    },
    'list of relocation subsidies': {
      path: () => `/claims/lists?kind=relocation&fund=${FUND}`,
      by: () => people.bureau,
      titles: '户编号,户主姓名,节点,资金来源,金额（元）,日期,依据',
      row: ({ number, head, fen }) => `${number},${head},搬迁入住,市级平台资金,${yuan(fen)},2016-05-30,验收单`,
      total: (_rows, fen) => `合计,,,,${yuan(fen)},,`,
      wrong: {
        twice: ['claim.list-refused', 'claim-list.twice'],
        sum: ['claim.list-refused', 'table.total-differs'],
        noTotal: ['claim.list-refused', 'table.total-missing'],
        unknown: ['claim.list-refused', 'listed-household.unknown'],
        otherCounty: ['claim.list-refused', 'listed-household.unknown'],
        closed: ['claim.list-refused', 'claim-list.account-closed'],
      },
    },
    'list of premiums': {
      path: () => `/claims/lists?kind=premium&fund=${FUND}`,
      by: () => people.bureau,
      titles: '户编号,户主姓名,参保人姓名,险种,年度,金额（元）,日期,依据',
      row: ({ number, head, person, fen }) => `${number},${head},${person},大病保险,2016,${yuan(fen)},2016-05-30,缴款通知`,
      total: (_rows, fen) => `合计,,,,,${yuan(fen)},,`,
      wrong: {
        twice: ['claim.list-refused', 'claim-list.twice'],
        sum: ['claim.list-refused', 'table.total-differs'],
        noTotal: ['claim.list-refused', 'table.total-missing'],
        unknown: ['claim.list-refused', 'listed-household.unknown'],
        otherCounty: ['claim.list-refused', 'listed-household.unknown'],
        // goes to the institution, not to the closed account of the household
      },
    },
    "bank's claim for interest": {
      path: () => `/interest-claims?bankCode=${BANK}&quarter=2016-Q3`,
      by: () => bank.teller,
      titles: '合同编号,申报贴息（元）',
      row: ({ contract, fen }) => `${contract},${yuan(fen)}`,
      total: (_rows, fen) => `合计,${yuan(fen)}`,
      wrong: {
        twice: ['interest-claim.file-refused', 'interest-claim.twice'],
        sum: ['interest-claim.file-refused', 'table.total-differs'],
        noTotal: ['interest-claim.file-refused', 'table.total-missing'],
        otherCounty: ['interest-claim.file-refused', 'interest-claim.contract-unknown'],
      },
    },
    "another office's list": {
      path: () =>
        `/outside-lists?${new URLSearchParams({ kinds: 'livingAllowance', office: '民政局', document: '瑞民〔2016〕5号', from: '2016-05-01', to: '2016-05-31', count: '1', sumFen: String(here.amountFen) }).toString()}`,
      by: () => people.bureau,
      titles: '户编号,户主姓名,受益人姓名,补助种类,金额（元）,发放日期,身份证号',
      row: ({ number, head, person, fen }) => `${number},${head},${person},低保金,${yuan(fen)},2016-05-10,360781196001011234`,
      total: (_rows, fen) => `合计,,,,${yuan(fen)},,`,
      wrong: {
        twice: ['outside-list.refused', 'outside-list.twice'],
        sum: ['outside-list.refused', 'table.total-differs'],
        noTotal: ['outside-list.refused', 'table.total-missing'],
        unknown: ['outside-list.refused', 'listed-household.unknown'],
        otherCounty: ['outside-list.refused', 'listed-household.unknown'],
      },
    },
    "bank's return file": {
      path: () => `/payment-batches/${batch.id}/returns`,
      by: () => people.cashier,
      titles: '付款编号,金额（元）,结果,原因,日期',
      row: ({ reference, fen }) => `${reference},${yuan(fen)},成功,,${finance.clock.today()}`,
      total: (rows, fen) => `合计,${yuan(fen)},${rows},,`,
      wrong: {
        twice: ['payment.return-file-refused', 'return-file.twice'],
        sum: ['payment.return-file-refused', 'return-file.total-differs'],
        noTotal: ['payment.return-file-refused', 'return-file.total-missing'],
        unknown: ['payment.return-file-refused', 'return-file.unknown'],
        otherCounty: ['payment.return-file-refused', 'return-file.unknown'],
      },
    },
  };

  const csv = (upload: Upload, rows: readonly Row[], over = 0): string =>
    [
      upload.titles,
      ...rows.map((row) => upload.row(row)),
      ...(upload.total && over >= 0
        ? [
            upload.total(
              rows.length,
              rows.reduce((sum, { fen }) => sum + fen, over),
            ),
          ]
        : []),
    ].join('\r\n');
  const elsewhere = { number: 'XF-0001', contract: 'XF-1', fen: 100 };
  const WAYS: Readonly<Record<keyof Upload['wrong'], (upload: Upload) => string>> = {
    twice: (upload) => csv(upload, [rowOf(here), rowOf(here)]),
    sum: (upload) => csv(upload, [rowOf(here)], 1),
    noTotal: (upload) => csv(upload, [rowOf(here)], -1),
    unknown: (upload) => csv(upload, [rowOf(here, { number: 'H-0', reference: referenceOf(batch.number, 1, 99) })]),
    otherCounty: (upload) => csv(upload, [rowOf(here, { ...elsewhere, reference: referenceOf(batch.number + 7, 1, 1) })]),
    closed: (upload) => csv(upload, [rowOf(gone, { account: '6228480000000000102' })]),
  };
  const FILES: Readonly<Record<string, readonly [string, (upload: Upload) => Promise<Buffer> | Buffer]>> = {
    'is protected': ['import.password-protected', protectedWorkbook],
    'has macros': ['import.macros', macros],
    'is damaged': [
      'import.file-damaged',
      async ({ titles }) => {
        const workbook = Buffer.from(await writeXlsx({ sheets: [{ name: '名单', rows: [titles.split(',')] }] }));
        return workbook.subarray(0, workbook.length / 2);
      },
    ],
    'is empty': ['import.file-empty', () => Buffer.alloc(0)],
    'is a picture': ['import.not-a-workbook', () => Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0])],
  };
  const answered = async (upload: Upload, content: Buffer | string) => {
    const { status, body } = await upload.by().upload(upload.path(), content, 'application/octet-stream');
    return { status, code: body.code as string, rows: (body.problems ?? []) as { code: string; detail: string; pointer: string }[], body };
  };

  describe.each(Object.keys(UPLOADS))('%s', (name) => {
    const upload = UPLOADS[name] as Upload;

    it(`${Object.keys(upload.wrong).join(', ')}: whole, by row`, async () => {
      const before = await counted();
      for (const [way, expected] of Object.entries(upload.wrong)) {
        const { status, code, rows, body } = await answered(upload, WAYS[way as keyof Upload['wrong']](upload));
        expect([way, status, code, ...rows.map((row) => row.code)]).toEqual([way, 422, ...expected]);
        for (const { detail, pointer } of rows)
          expect([detail, pointer]).toEqual([expect.stringMatching(/^第\d+行/), expect.stringMatching(/^\/rows\/\d+\//)]);
        // no name, number or account of anybody
        expect(JSON.stringify(body)).not.toMatch(/示例|62284800|XF-|3607811960/);
      }
      expect(await counted()).toBe(before);
    });

    it(`${Object.keys(FILES).join(', ')}: whole`, async () => {
      const before = await counted();
      const found: unknown[] = [];
      for (const [, make] of Object.values(FILES)) found.push((await answered(upload, await make(upload))).code);
      expect(found).toEqual(Object.values(FILES).map(([code]) => code));
      // the list of somebody else
      const other = Object.values(UPLOADS).find(({ titles }) => !titles.includes(upload.titles.slice(0, 4))) as Upload;
      expect((await answered(upload, csv(other, [rowOf(here)]))).code).toMatch(
        /^import\.(titles|table)-missing$|^payment\.return-file-refused$/,
      );
      expect(await counted()).toBe(before);
    });
  });

  it('a batch with a closed account goes no further, each payment named, until there is a new one', async () => {
    const again = { ...gone, causeId: randomUUID() };
    const filled = await drafted([again]);
    const before = await counted();
    const { body } = await people.bureau.post(`/payment-batches/${filled.id}/declare`, filled.totals, filled.version).expect(409);
    expect([body.code, body.problems]).toMatchObject([
      'payment.accounts-closed',
      [{ code: 'payment.account-closed', detail: '第1笔（按户编号排列）：该户登记的账户，银行已退回过款项：账户已销户。' }],
    ]);
    const { body: open } = await people.bureau.get(`/payment-batches/${batch.id}`).expect(200);
    expect((await people.cashier.post(`/payment-batches/${batch.id}/resend`, {}, open.version)).body.code).toBe('payment.accounts-closed');
    expect(await counted()).toBe(before);
    finance.clock.advance(60_000);
    await setAccount(people, gone.householdId, '6228480000000000103');
    const renewed = (await people.bureau.get(`/payment-batches/${filled.id}`).expect(200)).body.totals;
    await people.bureau.post(`/payment-batches/${filled.id}/declare`, renewed, filled.version).expect(200);
    const { body: changed } = await people.bureau.get(`/payment-batches/${batch.id}`).expect(200);
    const { body: confirmed } = await people.approver
      .post(`/payment-batches/${batch.id}/payees`, changed.changedPayees, open.version)
      .expect(200);
    await people.cashier.post(`/payment-batches/${batch.id}/resend`, {}, confirmed.version).expect(200);
  });
});
