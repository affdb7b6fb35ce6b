import { randomUUID } from 'node:crypto';
import iconv from 'iconv-lite';
import { textOfPdf } from '@jingzhun/print/testing';
import { eventsPublished } from '@jingzhun/messaging/testing';
import {
  bankAnswers,
  fundAndScheme,
  FUND,
  household,
  setAccount,
  subsidyOffice,
  TOWNSHIP,
  type SubsidyOffice,
} from '../../test/subsidy.factory.js';
import { officer, startFinance, type Finance } from '../../test/service.js';
import { checkCharacter } from './credit-code.js';

const INSURER = '91350100M000100Y43';
const FUND_OFFICE = '12360781MB0000002F';
const NUMBER = '6222020000000000018';

describe('an institution that is paid for households', () => {
  let finance: Finance;
  let people: SubsidyOffice;
  const proposal = (parts: object = {}) => ({
    ...{
      creditCode: INSURER,
      name: '示例财产保险瑞金支公司',
      schemes: ['criticalIllness', 'supplement'],
      bankName: '中国工商银行瑞金支行',
    },
    ...{ accountNumber: NUMBER, validFrom: '2016-01-01', sourceDocument: '大病保险承办协议2016', reason: '中标承办', ...parts },
  });
  const propose = (parts: object = {}, by = people.bureau) => by.post('/payee-institutions', proposal(parts));
  const waiting = async (): Promise<{ id: string; changes: string[]; institutionId: string }> =>
    (await people.approver.get('/payee-institutions').expect(200)).body.items.find(({ state }: { state: string }) => state === 'proposed');
  const confirm = async (by = people.approver) => by.post(`/payee-institutions/${(await waiting()).id}/confirm`);
  const premium = async (householdId: string, scheme = 'criticalIllness', dueOn = '2016-05-01') => {
    const [person] = await finance.look<{ id: string }>('select person_id as id from directory_person where household_id = $1', [
      householdId,
    ]);
    const about = {
      kind: 'premium',
      householdId,
      personId: person!.id,
      scheme,
      year: 2016,
      amountFen: 3_000,
      dueOn,
      document: '名册',
      fundCode: FUND,
    };
    const { body } = await people.bureau.post('/claims', about).expect(201);
    const cases = [{ id: body.id, version: body.version }];
    await people.approver.post('/claims/steps', { step: 'approve', cases }).expect(200);
    return body.id as string;
  };
  const draft = async () =>
    (await people.bureau.post('/payment-batches', { title: '2016年大病保险代缴', benefit: 'premium', fundCode: FUND }).expect(201)).body;
  const add = ({ id, version }: { id: string; version: number }, causeIds: string[]) =>
    people.bureau.post(`/payment-batches/${id}/payments`, { causeType: 'premium-claim', causeIds }, version);
  const approved = async (causeIds: string[]) => {
    const { body: added } = await add(await draft(), causeIds).expect(200);
    const { body: declared } = await people.bureau.post(`/payment-batches/${added.id}/declare`, added.totals, added.version).expect(200);
    return (await people.approver.post(`/payment-batches/${added.id}/approve`, {}, declared.version).expect(200)).body;
  };
  const refusal = (statement: string, parameters: unknown[] = []) =>
    finance.look(statement, parameters).then(
      () => 'done',
      (error: { code?: string; constraint?: string }) => error.constraint ?? error.code,
    );

  beforeAll(async () => {
    finance = await startFinance();
    people = subsidyOffice(finance);
    await fundAndScheme(people);
  });
  afterAll(async () => finance?.stop());

  it('is entered by one person with a code whose check character is right', async () => {
    expect((await propose({ creditCode: '91350100M000100Y44' })).body.code).toBe('institution.credit-code');
    expect((await propose({ accountNumber: '6222020000000000abc' })).body.code).toBe('payment.account-number');
    expect((await propose({ name: '"示例"保险' })).body.code).toBe('payment.account-text');
    expect((await propose({ validTo: '2015-12-31' })).body.code).toBe('institution.period');
    expect((await propose({}, finance.as(officer(['county-officer'], TOWNSHIP)))).body.code).toBe('finance.whole-county-only');
    expect((await propose({}, people.cashier)).status).toBe(403);
    expect((await finance.look('select from payee_institution')).length).toBe(0);
  });

  it('holds once another person has confirmed it; a premium waits until then', async () => {
    const both = finance.as(officer(['county-officer', 'finance-approver']));
    const one = await premium(await household(finance));
    const batch = await draft();
    const early = await add(batch, [one]);
    expect([early.status, early.body.code, early.body.detail]).toEqual([409, 'institution.missing', expect.stringContaining('大病保险')]);
    await propose({ creditCode: INSURER.toLowerCase() }, both).expect(201);
    expect((await propose()).body.code).toBe('institution.waits');
    expect((await confirm(both)).body.code).toBe('institution.needs-another');
    expect((await add(batch, [one])).body.code).toBe('institution.missing');
    const { body } = await confirm();
    expect(body.items).toMatchObject([
      {
        creditCode: INSURER,
        state: 'confirmed',
        schemes: [{ code: 'criticalIllness', zh: '大病保险' }, { code: 'supplement' }],
        accountMasked: expect.stringContaining('0018'),
      },
    ]);
    expect(JSON.stringify(body)).not.toContain(NUMBER);
    expect((await people.approver.post(`/payee-institutions/${body.items[0].id}/confirm`)).body.code).toBe('institution.decided');
    const { body: added } = await add(batch, [one]).expect(200);
    expect(added).toMatchObject({ withoutAccount: 0, institutions: [{ creditCode: INSURER, count: 1, sumFen: 3_000 }] });
  });

  it('is one for a scheme on one day, and may follow another', async () => {
    await propose({
      creditCode: FUND_OFFICE,
      name: '示例医疗保险基金',
      schemes: ['supplement'],
      accountNumber: '6222020000000000026',
    }).expect(201);
    expect((await confirm()).body.code).toBe('institution.scheme-taken');
    await people.approver.post(`/payee-institutions/${(await waiting()).id}/refuse`, { reason: '时间与承办公司重叠' }).expect(200);
    await propose({ validTo: '2016-12-31' }).expect(201);
    expect(await waiting()).toMatchObject({ changes: ['period'] });
    expect((await confirm()).status).toBe(200);
    await propose({
      creditCode: FUND_OFFICE,
      name: '示例医疗保险基金',
      schemes: ['supplement', 'basic'],
      validFrom: '2017-01-01',
      accountNumber: '6222020000000000026',
    }).expect(201);
    expect((await confirm()).status).toBe(200);
    // who insured on the day it fell due is paid, whoever insures now
    const { body } = await add(await draft(), [
      await premium(await household(finance), 'supplement', '2016-12-31'),
      await premium(await household(finance), 'supplement', '2017-01-01'),
    ]).expect(200);
    expect(body.institutions.map(({ creditCode }: { creditCode: string }) => creditCode)).toEqual([FUND_OFFICE, INSURER]);
    // an account that stays is not closed by another period: nothing is to be confirmed in batches
    const open = await finance.look<{ n: number }>('select count(*)::int as n from payment_account where institution_id is not null');
    expect(open[0]!.n).toBe(2);
  });

  it('is paid from the declared total to the bank and back, each payment with its household', async () => {
    const home = await household(finance);
    // the household's own card, closed or not, has nothing to do with it
    await setAccount(people, home);
    const other = await household(finance, { village: '360781103201' });
    const batch = await approved([await premium(home), await premium(other)]);
    const path = `/payment-batches/${batch.id}`;
    await people.cashier.post(`${path}/send`, {}, batch.version).expect(200);
    const csv = (await people.cashier.get(`${path}/files/1`).buffer().parse(binary).expect(200)).body.toString('utf8');
    expect(
      csv.match(/示例财产保险瑞金支公司,6222020000000000018,中国工商银行瑞金支行,30\.00,2016年大病保险代缴 H[0-9a-f]{8} 刘春华/g),
    ).toHaveLength(2);
    expect(csv).toContain('合计,2,,,60.00,');
    expect(csv).not.toContain('6228480000000000018');
    const fixed = iconv.decode(
      (await people.cashier.get(`${path}/files/1?format=fixed`).buffer().parse(binary).expect(200)).body,
      'gb18030',
    );
    expect(
      fixed.split('\r\n').filter((line) => line.startsWith('D') && line.includes('示例财产保险瑞金支公司') && line.includes(NUMBER)),
    ).toHaveLength(2);

    const { body: book } = await people.bureau.get('/ledger/trial-balance?on=2030-12-31').expect(200);
    const owed = `payable/premium/${INSURER.toLowerCase()}`;
    expect(book.accounts.find(({ code }: { code: string }) => code === owed)).toMatchObject({
      nameZh: '应付代缴保费：示例财产保险瑞金支公司',
      balanceFen: -6_000,
    });
    await people.cashier.upload(`${path}/returns`, await bankAnswers(finance, batch.id, 1, '2016-06-15'), 'text/csv').expect(200);
    const { body: entries } = await people.bureau.get(`/ledger/entries?account=${encodeURIComponent(owed)}`).expect(200);
    expect(entries.items.map(({ cause }: { cause: { batchId: string; paidTo: string } }) => [cause.batchId, cause.paidTo])).toEqual(
      Array(4).fill([batch.id, '示例财产保险瑞金支公司']),
    );
    expect(await eventsPublished(finance, home, 1)).toMatchObject([
      { data: { householdId: home, paidTo: 'institution', amountFen: 3_000 } },
    ]);
    const { body: places } = await people.bureau.get(`${path}/places`).expect(200);
    expect(places.items.map(({ villageCode }: { villageCode: string }) => villageCode)).toEqual(['360781102208', '360781103201']);

    const { body: benefits } = await people.clerk.get(`/household-benefits/${home}`).expect(200);
    expect(benefits).toMatchObject({ paidFen: 3_000, items: [{ benefit: 'premium', state: 'paid', paidTo: '示例财产保险瑞金支公司' }] });
    const { body: payments } = await finance
      .as(officer(['county-officer'], TOWNSHIP))
      .get(`${path}/payments`)
      .expect(200);
    expect(payments.items).toMatchObject([
      { householdId: home, paidTo: '示例财产保险瑞金支公司', accountMasked: expect.stringContaining('0018') },
    ]);
    const paper = await people.clerk.get(`/payments/${payments.items[0].id}/certificate`).buffer().parse(binary).expect(200);
    const text = (await textOfPdf(paper.body as Buffer)).join('').replaceAll(/\s/g, '');
    for (const words of ['收款单位', '示例财产保险瑞金支公司', INSURER, '为本户代缴', '受益人刘春华']) expect(text).toContain(words);
  });

  it('with another account after the approval is confirmed in the batch before anything leaves', async () => {
    const batch = await approved([await premium(await household(finance))]);
    const path = `/payment-batches/${batch.id}`;
    await propose({ accountNumber: '6222020000000000034', validTo: '2016-12-31' }).expect(201);
    expect(await waiting()).toMatchObject({ changes: ['account'] });
    // proposed alone, nothing has changed yet
    expect((await people.cashier.get(path).expect(200)).body.changedPayees.count).toBe(0);
    expect((await confirm()).status).toBe(200);
    const changed = (await people.cashier.get(path).expect(200)).body;
    expect((await people.cashier.post(`${path}/send`, {}, changed.version)).body.code).toBe('payment.payees-changed');
    const seen = (await people.approver.post(`${path}/payees`, changed.changedPayees, changed.version).expect(200)).body;
    await people.cashier.post(`${path}/send`, {}, seen.version).expect(200);
    const back = new Map(
      (await finance.look<{ id: string }>('select cause_id as id from payment where batch_id = $1', [batch.id])).map(({ id }) => [
        id,
        '账户已销户',
      ]),
    );
    await people.cashier.upload(`${path}/returns`, await bankAnswers(finance, batch.id, 1, '2016-06-15', back), 'text/csv').expect(200);
    const bounced = (await people.cashier.get(path).expect(200)).body;
    const again = await people.cashier.post(`${path}/resend`, {}, bounced.version);
    expect(again.body).toMatchObject({ code: 'payment.accounts-closed', problems: [{ code: 'payment.institution-account-closed' }] });
    // the same number, confirmed again with the bank's paper, counts again
    finance.clock.advance(60_000);
    await propose({ accountNumber: '6222020000000000034', validTo: '2016-12-31', sourceDocument: '银行恢复使用证明' }).expect(201);
    expect((await confirm()).status).toBe(200);
    const renewed = (await people.approver.get(path).expect(200)).body;
    const confirmed = (await people.approver.post(`${path}/payees`, renewed.changedPayees, renewed.version).expect(200)).body;
    await people.cashier.post(`${path}/resend`, {}, confirmed.version).expect(200);
  });

  it('gets another account by others than who sent the batch that waits for it', async () => {
    const both = finance.as(officer(['finance-approver', 'cashier']));
    const batch = await approved([await premium(await household(finance))]);
    const path = `/payment-batches/${batch.id}`;
    const read = async () => (await both.get(path).expect(200)).body;
    await both.post(`${path}/send`, {}, batch.version).expect(200);
    const [cause] = await finance.look<{ id: string }>('select cause_id as id from payment where batch_id = $1', [batch.id]);
    const back = await bankAnswers(finance, batch.id, 1, '2016-06-15', new Map([[cause!.id, '账户已销户']]));
    await both.upload(`${path}/returns`, back, 'text/csv').expect(200);
    finance.clock.advance(60_000);
    const again = { accountNumber: '6222020000000000042', validTo: '2016-12-31', sourceDocument: '银行开户证明' };
    await propose(again).expect(201);
    expect((await confirm(both)).status).toBe(200);
    const own = await read();
    const refused = await people.approver.post(`${path}/payees`, own.changedPayees, own.version);
    expect([refused.status, refused.body.code]).toEqual([403, 'payment.payee-by-same-person']);
    // what the refusal asks for: the same account, confirmed by somebody else
    finance.clock.advance(60_000);
    await propose(again).expect(201);
    expect((await confirm()).status).toBe(200);
    const other = await read();
    const { body: confirmed } = await people.approver.post(`${path}/payees`, other.changedPayees, other.version).expect(200);
    await both.post(`${path}/resend`, {}, confirmed.version).expect(200);
  });

  it('that was paid wrongly gives the money back, and the right one is paid', async () => {
    const pay = async (batch: { id: string; version: number }, on: string) => {
      const path = `/payment-batches/${batch.id}`;
      await people.cashier.post(`${path}/send`, {}, batch.version).expect(200);
      await people.cashier.upload(`${path}/returns`, await bankAnswers(finance, batch.id, 1, on), 'text/csv').expect(200);
      return (await people.bureau.get(`${path}/payments`).expect(200)).body.items[0];
    };
    const home = await household(finance);
    const claim = await premium(home, 'criticalIllness', '2016-03-01');
    const wrong = await approved([claim]);
    const payment = await pay(wrong, '2016-06-15');
    expect(payment.paidTo).toBe('示例财产保险瑞金支公司');
    const back = { amountFen: 3_000, on: '2016-06-15', sourceDocument: '退款凭证', reason: '四月以前由另一家承办，付错单位' };
    await people.bureau.post(`/payment-batches/${wrong.id}/payments/${payment.id}/parts`, back).expect(200);
    const { body: orders } = await people.approver.get('/money-orders').expect(200);
    await people.approver
      .post(`/money-orders/${orders.items.find(({ state }: { state: string }) => state === 'proposed').id}/approve`)
      .expect(200);
    // the days of the one that was paid wrongly end: a later first day is asked about, because it is as often a mistake
    await propose({ accountNumber: '6222020000000000042', validFrom: '2016-04-01', validTo: '2016-12-31' }).expect(201);
    const asked = await confirm();
    expect([asked.status, asked.body.code]).toEqual([409, 'institution.earlier-days']);
    expect(asked.body.detail).toContain('2016-01-01 至 2016-03-31 到期的保费将不再付给该单位。');
    expect(await waiting()).toMatchObject({ changes: ['period'] });
    const ended = await people.approver.post(`/payee-institutions/${(await waiting()).id}/confirm`, { endsEarlierDays: true });
    expect(ended.status).toBe(200);
    const right = '913607810000000011'.slice(0, 17);
    const before = { creditCode: right + checkCharacter(right)!, name: '示例人寿保险赣州支公司', schemes: ['criticalIllness'] };
    await propose({ ...before, validTo: '2016-03-31', accountNumber: '6222020000000000059' }).expect(201);
    expect((await confirm()).status).toBe(200);
    // given up when the whole came back: taken up again as a claim of its own, and paid once
    const { body: given } = await people.bureau.get(`/claims/${claim}`).expect(200);
    expect(given.state).toBe('givenUp');
    const step = (name: string, cases: object[], who = people.bureau) =>
      who.post('/claims/steps', { step: name, cases, ...(name === 'renew' && { fundCode: FUND, reason: '付错单位，重新支付' }) });
    await step('renew', [{ id: claim, version: given.version }]).expect(200);
    const [again] = await finance.look<{ id: string; version: number }>('select id, version from claim where renews = $1', [claim]);
    await step('approve', [again!], people.approver).expect(200);
    const paid = await pay(await approved([again!.id]), '2016-06-15');
    expect(paid).toMatchObject({ paidTo: '示例人寿保险赣州支公司', state: 'paid' });
    const { body: benefits } = await people.clerk.get(`/household-benefits/${home}`).expect(200);
    expect(benefits.paidFen).toBe(3_000);
    // premiums of later days still go to the other one
    expect(
      (await approved([await premium(await household(finance))])).institutions.map(({ creditCode }: { creditCode: string }) => creditCode),
    ).toEqual([INSURER]);
  });

  it('is kept right under the code', async () => {
    const [version] = await finance.look<{ id: string; institution: string }>(
      `select id, institution_id as institution from payee_institution_version where state = 'confirmed' limit 1`,
    );
    expect(await refusal(`update payee_institution_version set decided_by = uuidv7() where id = $1`, [version!.id])).toBe('JZ051');
    expect(await refusal(`update payee_institution_version set state = 'proposed' where id = $1`, [version!.id])).toBe('JZ051');
    const insert = (confirmedBy: string) =>
      refusal(
        `insert into payment_account (id, institution_id, village_code, bank_name, account_cipher, account_index, account_masked, holder_name, source_document, reason, recorded_at, recorded_by, recorded_by_name, confirmed_by)
         values (uuidv7(), $1, '360781000000', '银行', '\\x00', '\\x00', '*', '某公司', '文', '由', now(), uuidv7(), '某人', ${confirmedBy})`,
        [version!.institution],
      );
    expect([await insert('uuidv7()'), await insert('null')]).toEqual(['JZ052', 'JZ052']);
    expect(
      await refusal(
        `insert into payment (id, batch_id, household_id, village_code, household_number, head_name, amount_fen, cause_type, cause_id, decided_by, added_by, state, changed_at)
         select uuidv7(), b.id, $1, '360781102208', 'H', '某', 1, 'premium-claim', uuidv7(), uuidv7(), b.entered_by, 'prepared', now() from payment_batch b limit 1`,
        [randomUUID()],
      ),
    ).toBe('JZ053');
    expect(
      await refusal(`update payment set account_id = (select id from payment_account where institution_id is null limit 1)
         where id = (select id from payment where institution_id is not null and state = 'prepared' limit 1)`),
    ).toBe('JZ054');
  });
});

const binary = (response: unknown, done: (error: Error | null, body: Buffer) => void): void => {
  const parts: Buffer[] = [];
  (response as NodeJS.ReadableStream).on('data', (part: Buffer) => parts.push(part)).on('end', () => done(null, Buffer.concat(parts)));
};
