import { eventsPublished } from '@jingzhun/messaging/testing';
import type { DivisionPrefix } from '@jingzhun/domain/division-code';
import { daysBetween, type PlainDate } from '@jingzhun/domain/plain-date';
import { PolicyService } from '@jingzhun/policy';
import { agreePolicy } from '@jingzhun/policy/testing';
import {
  approveLoan,
  confirmedLoan,
  daysPass,
  drawnLoan,
  lenderBank,
  loanOffice,
  loanStep,
  readLoan,
  type LoanOffice,
} from '../../test/loan.factory.js';
import { COUNTY, startFinance, type Finance } from '../../test/service.js';

/** Of its own: other specs lend on the same broker. */
const BANK = 'losing';

describe('a loan that is lost', () => {
  let finance: Finance;
  let people: LoanOffice;

  beforeAll(async () => {
    finance = await startFinance();
    people = loanOffice(finance, BANK);
    await lenderBank(people, 100_000_000, BANK);
  });
  afterAll(async () => finance?.stop());

  const bank = async () => (await people.county.get('/lender-banks').expect(200)).body.items[0];
  const collected = async (parts: object = {}) => {
    const id = await drawnLoan(finance, people, { bankCode: BANK, amountFen: 3_000_001, ...parts });
    await daysPass(finance, 100);
    expect((await loanStep(people.teller, id, 'collect', '多次上门未还')).status).toBe(200);
    return id;
  };

  it('is compensated after long collection by another person than who asked, and what comes back is shared', async () => {
    const id = await collected();
    expect((await loanStep(people.teller, id, 'requestCompensation', '催收无果')).body.problems).toMatchObject([
      { code: 'collected-long-enough' },
    ]);
    await daysPass(finance, 90);
    expect((await loanStep(people.county, id, 'compensate', '同意')).body.problems).toMatchObject([{ code: 'compensation-asked' }]);
    expect((await loanStep(people.teller, id, 'requestCompensation', '催收无果')).status).toBe(200);
    const before = await bank();
    expect((await loanStep(people.secondCounty, id, 'compensate', '同意代偿')).status).toBe(200);
    const lost = await readLoan(people.county, id);
    const today = finance.clock.today() as PlainDate;
    expect(lost).toMatchObject({ state: 'compensated', lostFen: 3_000_001, fundPaidFen: 1_500_000, outstandingFen: 0, overdueSince: null });
    expect(await bank()).toMatchObject({ balanceFen: before.balanceFen - 1_500_000, exposureFen: before.exposureFen - 3_000_001 });
    const back = { on: finance.clock.today(), amountFen: 1_000_001, reference: 'B1' };
    await people.teller.post(`/loans/${id}/recoveries`, back).expect(201);
    const twice = await people.teller.post(`/loans/${id}/recoveries`, back).expect(201);
    expect(twice.body).toMatchObject({ recoveredFen: 1_000_001, fundRecoveredFen: 500_000, state: 'compensated' });
    // what was overdue bore penalty until the loss and bears none after it; neither the fund nor the loss has any of it
    const late = lost.schedule.filter(({ dueOn }: { dueOn: string }) => dueOn < today);
    const penaltyFen = Math.round(
      late.reduce(
        (sum: number, line: { dueOn: PlainDate; principalFen: number }) => sum + line.principalFen * daysBetween(line.dueOn, today),
        0,
      ) *
        ((0.0475 * 1.3) / 360),
    );
    expect([late.length, lost.penalty.owedFen]).toEqual([2, penaltyFen]);
    await daysPass(finance, 30);
    const rest = { on: finance.clock.today(), amountFen: 2_000_000 + penaltyFen, reference: 'B2' };
    expect((await people.teller.post(`/loans/${id}/recoveries`, { ...rest, amountFen: rest.amountFen + 1 })).body.code).toBe(
      'loan.more-than-owed',
    );
    const whole = await people.teller.post(`/loans/${id}/recoveries`, rest).expect(201);
    expect(whole.body).toMatchObject({ state: 'recovered', recoveredFen: 3_000_001, fundRecoveredFen: 1_500_000 });
    expect(whole.body.penalty).toMatchObject({ owedFen: 0, paidFen: penaltyFen, accruedFen: penaltyFen });
    expect(whole.body.movements[0]).toMatchObject({ kind: 'recovery', recoveredFen: 2_000_000, fundFen: 1_000_000, penaltyFen });
    const again = await people.teller.post(`/loans/${id}/recoveries`, rest).expect(201);
    expect(again.body.version).toBe(whole.body.version);
    expect(await bank()).toMatchObject({ balanceFen: before.balanceFen });
    const told = (await eventsPublished(finance, id, 3)).map(({ type, data }) => [type, data['lostFen'], data['fundPaidFen']]);
    expect(told.slice(1)).toEqual([
      ['finance.loan.fell-overdue.v1', undefined, undefined],
      ['finance.loan.compensated.v1', 3_000_001, 1_500_000],
    ]);
    const accounts = await finance.look<{ code: string; sum: string }>(
      `select account_code as code, sum(amount_fen) as sum from ledger_line where account_code like '%/losing' group by 1 order by 1`,
    );
    const of = (code: string) => Number(accounts.find((one) => one.code === code)?.sum ?? 0);
    expect([of('loan/losing'), of('loan-loss/losing'), of('risk-fund/losing') + of('risk-fund-deposit/losing')]).toEqual([0, 0, 0]);
    expect(of('loan-penalty/losing')).toBe(-penaltyFen);
  });

  it('leads from every entry to what made it: the loan, or the deposit with its document', async () => {
    const { body } = await people.county.get('/ledger/entries?limit=200').expect(200);
    const causes = body.items.map(({ kind, cause }: { kind: string; cause: Record<string, string | null> }) => ({ kind, ...cause }));
    const of = (kind: string) => causes.filter((one: { kind: string }) => one.kind === kind);
    const [loanId] = (await finance.look<{ id: string }>('select id from loan')).map(({ id }) => id);
    for (const kind of ['drawing', 'compensation', 'recovery']) expect(of(kind)[0]).toMatchObject({ loanId, bankCode: BANK });
    expect(
      of('recovery')
        .map(({ reference }: { reference: string }) => reference)
        .sort(),
    ).toEqual(['B1', 'B2']);
    const [deposit] = causes.filter(({ type }: { type: string }) => type === 'risk-fund-change');
    expect(deposit).toMatchObject({ bankCode: BANK, fundCode: expect.any(String), document: '瑞财〔2016〕7号' });
    expect(
      causes.filter((one: Record<string, string | null>) => !one['batchId'] && !one['loanId'] && !one['bankCode'] && !one['document']),
    ).toEqual([]);
  });

  it('stops the bank, tells it once, and lets it lend again when the loan is written off', async () => {
    const waiting = await confirmedLoan(finance, people, { bankCode: BANK });
    const id = await collected();
    await daysPass(finance, 95);
    const stopped = await bank();
    expect(stopped).toMatchObject({ stoppedSince: expect.any(String), badRatioBp: expect.any(Number) });
    expect(stopped.badRatioBp).toBeGreaterThan(300);
    expect(stopped.byBucket.find(({ bucket }: { bucket: number }) => bucket > 0)).toBeDefined();
    await daysPass(finance, 1);
    expect((await approveLoan(people.approver, waiting)).body.problems).toMatchObject([{ code: 'lending-open' }]);
    expect((await loanStep(people.secondCounty, id, 'writeOff', '借款人死亡，无遗产')).status).toBe(200);
    await daysPass(finance, 1);
    expect(await bank()).toMatchObject({ stoppedSince: null, badRatioBp: 0 });
    expect(await readLoan(people.county, id)).toMatchObject({ state: 'writtenOff', lostFen: 3_000_001, fundPaidFen: 0, outstandingFen: 0 });
    const ends = (await eventsPublished(finance, id, 3)).map(({ type, data }) => [type, data['lostFen']]);
    expect(ends.slice(1)).toEqual([
      ['finance.loan.fell-overdue.v1', undefined],
      ['finance.loan.written-off.v1', 3_000_001],
    ]);
    expect((await approveLoan(people.approver, waiting)).status).toBe(200);
    // the loan of the test before had stopped the bank as well: once each, not once a day
    const told = await eventsPublished(finance, `risk-fund-${BANK}`, 2);
    expect(told.map(({ type, data }) => [type, data['fundCode'], data['thresholdBp']])).toEqual(
      [1, 2].map(() => ['finance.fund.threshold-reached.v1', `risk-fund-${BANK}`, 300]),
    );
  });

  it('a write-off is taken back by another officer; what is paid after one is shared as the loss was, and taken back as well', async () => {
    const bookOf = async () =>
      finance.look(
        `select account_code as code, sum(amount_fen)::int as sum from ledger_line where account_code like '%/losing' group by 1 order by 1`,
      );
    const last = async (id: string) =>
      (await readLoan(people.county, id)).movements.find(({ canBeReversed }: { canBeReversed: boolean }) => canBeReversed);
    const reverse = async (id: string, by: LoanOffice['county']) =>
      by.post(`/loans/${id}/movements/${(await last(id)).id}/reversal`, { reason: '决定有误' });
    const id = await collected();
    await daysPass(finance, 95);
    const [owed, book, fund] = [await readLoan(people.county, id), await bookOf(), await bank()];

    expect((await loanStep(people.secondCounty, id, 'writeOff', '查无下落')).status).toBe(200);
    expect((await reverse(id, people.secondCounty)).body.problems).toMatchObject([{ code: 'not-recorder' }]);
    expect((await reverse(id, people.approver)).status).toBe(403);
    const writeOff = await last(id);
    expect((await reverse(id, people.county)).body).toMatchObject({
      ...{ state: 'collection', lostFen: 0, outstandingFen: owed.outstandingFen, bucket: owed.bucket, overdueSince: owed.overdueSince },
    });
    expect([await bookOf(), await bank()]).toEqual([book, fund]);

    // the fund bears its half, the rest is written off, and half of all comes back in the end
    expect((await loanStep(people.teller, id, 'requestCompensation', '催收无果')).status).toBe(200);
    expect((await loanStep(people.secondCounty, id, 'compensate', '同意代偿')).status).toBe(200);
    expect((await loanStep(people.secondCounty, id, 'writeOff', '借款人死亡')).status).toBe(200);
    expect((await reverse(id, people.county)).body).toMatchObject({ state: 'compensated', lostFen: 3_000_001, fundPaidFen: 1_500_000 });
    expect((await loanStep(people.secondCounty, id, 'writeOff', '借款人死亡')).status).toBe(200);
    const before = [await bookOf(), await bank()];
    const back = { on: finance.clock.today(), amountFen: 1_500_001, reference: 'N1' };
    const paid = await people.teller.post(`/loans/${id}/recoveries`, back).expect(201);
    expect(paid.body).toMatchObject({ state: 'writtenOff', recoveredFen: 1_500_001, fundRecoveredFen: 750_000 });
    expect((await bank()).balanceFen - (before[1] as { balanceFen: number }).balanceFen).toBe(750_000);
    expect((await reverse(id, people.approver)).body).toMatchObject({ state: 'writtenOff', recoveredFen: 0, fundRecoveredFen: 0 });
    expect([await bookOf(), await bank()]).toEqual(before);
    const whole = await people.teller.post(`/loans/${id}/recoveries`, { ...back, amountFen: 3_000_001, reference: 'N2' }).expect(201);
    expect(whole.body).toMatchObject({ state: 'recovered', fundRecoveredFen: 1_500_000 });
    expect((await reverse(id, people.approver)).body).toMatchObject({ state: 'writtenOff', recoveredFen: 0 });

    const told = (await eventsPublished(finance, id, 10)).map(({ type, data }) => [
      type.split('.')[2],
      data['kind'] ?? data['lostFen'] ?? '',
    ]);
    expect(told.slice(2)).toEqual([
      ...[
        ['written-off', 3_000_001],
        ['movement-reversed', 'writeOff'],
        ['compensated', 3_000_001],
        ['written-off', 0],
      ],
      ...[
        ['movement-reversed', 'writeOff'],
        ['written-off', 0],
        ['movement-reversed', 'recovery'],
        ['movement-reversed', 'recovery'],
      ],
    ]);
    const first = (await eventsPublished(finance, id, 10)).filter(({ type }) => /written-off|movement-reversed/.test(type)).slice(0, 2);
    expect(first.map(({ data }) => data['movementId'])).toEqual([writeOff.id, writeOff.id]);
  });

  it('of a loan that was written off without any loss the penalty alone comes back', async () => {
    const key = 'loan.penalty';
    const on = finance.clock.today();
    const regionCode = COUNTY as DivisionPrefix;
    const policies = finance.app.get(PolicyService);
    const { value } = (await policies.snapshot(on, regionCode)).get(key);
    await agreePolicy(
      policies,
      {
        ...{ key, regionCode, effectiveFrom: on, effectiveTo: null, value: { ...value, onInterest: true } },
        ...{ unit: 'method', source: '瑞扶字〔2016〕9号', certainty: 'P', noteZh: '' },
      },
      '欠息计收罚息',
      [people.county.principal, people.secondCounty.principal],
    );
    const id = await drawnLoan(finance, people, { bankCode: BANK, amountFen: 3_000_001 });
    await daysPass(finance, 20);
    const early = { on: finance.clock.today(), amountFen: 3_000_001, reference: 'R1', effect: 'fewerInstalments' };
    await people.teller.post(`/loans/${id}/repayments`, early).expect(201);
    await daysPass(finance, 100);
    expect((await loanStep(people.teller, id, 'collect', '欠息未还')).status).toBe(200);
    await daysPass(finance, 95);
    expect((await loanStep(people.secondCounty, id, 'writeOff', '借款人死亡')).status).toBe(200);
    const lost = await readLoan(people.county, id);
    expect(lost).toMatchObject({ state: 'writtenOff', lostFen: 0, outstandingFen: 0 });
    const { owedFen } = lost.penalty;
    expect(owedFen).toBeGreaterThan(0);
    const paid = await people.teller
      .post(`/loans/${id}/recoveries`, { on: finance.clock.today(), amountFen: owedFen, reference: 'P1' })
      .expect(201);
    expect(paid.body).toMatchObject({ state: 'recovered', recoveredFen: 0, penalty: { owedFen: 0, paidFen: owedFen } });
    expect(paid.body.movements[0]).toMatchObject({ kind: 'recovery', recoveredFen: 0, fundFen: 0, penaltyFen: owedFen });
    const wrong = await people.approver
      .post(`/loans/${id}/movements/${paid.body.movements[0].id}/reversal`, { reason: '登错户' })
      .expect(201);
    expect(wrong.body).toMatchObject({ state: 'writtenOff', penalty: { owedFen, paidFen: 0 } });
  });
});
