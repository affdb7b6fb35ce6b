import {
  BANK,
  bankClerk,
  borrower,
  confirmedLoan,
  approveLoan,
  daysPass,
  drawnLoan,
  lenderBank,
  LOAN_VILLAGE,
  loanOffice,
  readLoan,
} from '../../../test/loan.factory.js';
import { askedLoan, loanStep, type LoanOffice } from '../../../test/loan.factory.js';
import { sessionOf } from '@jingzhun/persistence';
import pg from 'pg';
import { reminded } from '../../../test/reminded.js';
import { photo } from '../../../test/subsidy.factory.js';
import { startFinance, type Finance } from '../../../test/service.js';

describe('what a loan was used for', () => {
  let finance: Finance;
  let people: LoanOffice;

  beforeAll(async () => {
    finance = await startFinance(new Date('2016-06-15T02:00:00Z'));
    people = loanOffice(finance);
    await lenderBank(people);
  });
  afterAll(async () => finance?.stop());

  const checked = async (id: string, finding: string, by = people.township) =>
    by.post(`/loans/${id}/use-checks`, {
      ...{ on: finance.clock.today(), finding, remark: '到地头看过，树苗已栽' },
      attachmentIds: finding === 'notSeen' ? [] : [await photo(finance)],
    });
  const due = async (by = people.clerk) => {
    const { body } = await by.get('/loans?useCheck=due').expect(200);
    return body.items.map(({ id }: { id: string }) => id);
  };

  it('is looked at a month after the money and every month; what is not, stands in a list', async () => {
    const id = await drawnLoan(finance, people);
    expect(await readLoan(people.county, id)).toMatchObject({ useCheckDueOn: '2016-07-15', use: { isDue: false, mayCheck: false } });
    await daysPass(finance, 29);
    expect(await due()).not.toContain(id);
    await daysPass(finance, 1);
    expect(await due()).toContain(id);
    const none = { on: '2016-07-15', finding: 'asAgreed', remark: '看过', attachmentIds: [] };
    expect((await people.clerk.post(`/loans/${id}/use-checks`, none)).body.code).toBe('loan.use-photo-missing');
    expect((await people.clerk.post(`/loans/${id}/use-checks`, { ...none, on: '2016-06-14', finding: 'notSeen' })).body.code).toBe(
      'loan.date-before-money',
    );
    expect((await people.clerk.post(`/loans/${id}/use-checks`, { ...none, on: '2016-07-16', finding: 'notSeen' })).body.code).toBe(
      'loan.date-future',
    );
    const { body } = await checked(id, 'asAgreed').then((answer) => answer);
    expect(body.use).toMatchObject({
      dueOn: '2016-08-15',
      isDue: false,
      checks: [{ finding: 'asAgreed', on: '2016-07-15', attachmentIds: [expect.any(String)] }],
    });
    expect(await due()).not.toContain(id);
    // what was photographed last month shows nothing of today; not seen needs no photograph
    const again = { on: finance.clock.today(), finding: 'asAgreed', remark: '看过', attachmentIds: body.use.checks[0].attachmentIds };
    expect((await people.clerk.post(`/loans/${id}/use-checks`, again)).body.code).toBe('loan.use-photo-old');
    expect((await readLoan(people.county, id)).use.checks).toHaveLength(1);
    await people.clerk.post(`/loans/${id}/use-checks`, { ...again, finding: 'notSeen' }).expect(201);
    // nothing to look at any more once the only drawing is taken back
    const [drawing] = body.movements;
    await people.approver.post(`/loans/${id}/movements/${drawing.id}/reversal`, { reason: '登错户' }).expect(201);
    expect(await readLoan(people.county, id)).toMatchObject({ useCheckDueOn: null });
    expect((await checked(id, 'asAgreed')).body.code).toBe('loan.no-use-to-check');
  });

  it('used otherwise: decided by another person, nothing more is lent, and the county bears no interest until it is put right', async () => {
    const owner = await borrower(finance);
    const from = finance.clock.today();
    const id = await confirmedLoan(finance, people, owner);
    await approveLoan(people.approver, id, { method: 'interestOnly', contractNumber: 'USE-1' });
    await people.teller.post(`/loans/${id}/drawings`, { on: from, amountFen: 1_000_000, reference: 'D1' }).expect(201);
    const decide = (what: string, by = people.county) => by.post(`/loans/${id}/misuse`, { what, reason: '用于建房' });
    expect((await decide('found')).body.code).toBe('loan.misuse-not-found');
    await daysPass(finance, 30);
    const found = await checked(id, 'notAsAgreed');
    expect(found.body.use).toMatchObject({ isMisused: false, mayDecide: null });
    expect((await readLoan(people.county, id)).use.mayDecide).toBe('found');
    expect((await decide('putRight')).body.code).toBe('loan.misuse-not-open');
    expect((await decide('found', people.township)).status).toBe(403);
    expect((await decide('found')).body.use).toMatchObject({ isMisused: true, mayDecide: null });
    expect((await readLoan(people.secondCounty, id)).use.mayDecide).toBe('putRight');
    expect((await decide('putRight')).body.code).toBe('loan.misuse-lifted-by-another');
    expect((await decide('found')).body.code).toBe('loan.misuse-not-found');
    const more = { on: finance.clock.today(), amountFen: 1, reference: 'D2' };
    expect((await people.teller.post(`/loans/${id}/drawings`, more)).body.problems).toMatchObject([{ code: 'used-as-agreed' }]);
    const { body: other } = await people.clerk.post('/loans', await askedLoan(finance, { ...owner, amountFen: 1_000_000 })).expect(201);
    expect((await loanStep(people.secondClerk, other.id, 'recommend')).body.problems).toMatchObject([{ code: 'used-as-agreed' }]);
    await daysPass(finance, 20);
    expect((await decide('putRight', people.secondCounty)).body.use.isMisused).toBe(false);
    // the check that was decided on is not decided on again
    expect((await readLoan(people.county, id)).use.mayDecide).toBeNull();
    expect((await decide('found')).body.code).toBe('loan.misuse-not-found');
    const byHand = (what: string, position: number) =>
      finance.look(
        `insert into loan_misuse (id, loan_id, village_code, household_id, position, what, on_date, check_id, reason, recorded_at, recorded_by, recorded_by_name)
         select gen_random_uuid(), m.loan_id, m.village_code, m.household_id, $2, $3, m.on_date, case $3 when 'found' then m.check_id end, 'x', now(), m.recorded_by, 'x' from loan_misuse m where m.loan_id = $1 and m.position = 1`,
        [id, position, what],
      );
    await expect(byHand('found', 3)).rejects.toThrow('a check is decided on once');
    expect((await loanStep(people.secondClerk, other.id, 'recommend')).status).toBe(200);
    await daysPass(finance, 140);
    // 92 days of a quarter without the twenty on which the money was used otherwise
    const file = ['合同编号,申报贴息（元）', 'USE-1,999.00', '合计,999.00'].join('\r\n');
    const { body: claim } = await people.teller.upload(`/interest-claims?bankCode=${BANK}&quarter=2016-Q4`, file, 'text/csv').expect(201);
    const { body: lines } = await people.county.get(`/interest-claims/${claim.id}/lines`).expect(200);
    const { schedule } = await readLoan(people.county, id);
    const [line] = schedule;
    const days = Math.round((Date.parse(line.dueOn) - Date.parse(line.from)) / 86_400_000);
    const ours = lines.items.find(({ contractNumber }: { contractNumber: string }) => contractNumber === 'USE-1').ourFen;
    expect([line.dueOn.slice(0, 7), ours]).toEqual(['2016-10', Math.round((1_000_000 * 0.0475 * (days - 20)) / 360)]);
  });

  it('papers are kept with the loan, of its own area and bank, and what was seen is never changed', async () => {
    // of a bank that has lost nothing
    const clerks = loanOffice(finance, 'abc');
    await lenderBank(clerks, 100_000_000, 'abc');
    const id = await drawnLoan(finance, clerks, { bankCode: 'abc' });
    const contract = await photo(finance);
    const { body } = await people.clerk.post(`/loans/${id}/documents`, { kind: 'contract', attachmentIds: [contract] }).expect(201);
    expect(body.use.documents).toMatchObject([{ attachmentId: contract, kind: 'contract' }]);
    const other = await drawnLoan(finance, clerks, { bankCode: 'abc' });
    const again = await people.clerk.post(`/loans/${other}/documents`, { kind: 'contract', attachmentIds: [contract] });
    expect([again.status, again.body.code]).toEqual([409, expect.stringContaining('attachment')]);
    expect((await finance.as(bankClerk('abc')).post(`/loans/${id}/use-checks`, {})).status).toBe(403);
    await checked(id, 'notAsAgreed', people.county);
    // a county officer may look as well, and then does not decide
    expect((await people.county.post(`/loans/${id}/misuse`, { what: 'found', reason: '用于建房' })).body.code).toBe(
      'loan.misuse-needs-another',
    );
    for (const table of ['loan_use_check', 'loan_document', 'loan_misuse'])
      await expect(finance.look(`delete from ${table}`)).rejects.toThrow(/append-only/);
    const byHand = finance.look(
      `insert into loan_misuse (id, loan_id, village_code, household_id, position, what, on_date, check_id, reason, recorded_at, recorded_by, recorded_by_name)
       select gen_random_uuid(), c.loan_id, c.village_code, l.household_id, 1, 'found', c.on_date, c.id, 'x', now(), c.recorded_by, 'x' from loan_use_check c join loan l on l.id = c.loan_id where l.id = $1`,
      [id],
    );
    await expect(byHand).rejects.toThrow('who looked does not decide');
  });

  describe('misuse', () => {
    // a bank that has lost nothing
    const bankCode = 'ccb';
    let bank: LoanOffice;
    beforeAll(async () => {
      bank = loanOffice(finance, bankCode);
      await lenderBank(bank, 100_000_000, bankCode);
    });

    const waiting = async (what: string) =>
      (
        await finance.look(
          `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like $1`,
          [what],
        )
      ).length > 0;
    /** Whoever comes first has what both want and stops at a table that somebody else holds; then both go on. */
    const oneAfterTheOther = async <T>(table: string, first: () => Promise<T>, second: () => Promise<T>) => {
      const holder = new pg.Client({ connectionString: finance.database.superuserUrl });
      await holder.connect();
      try {
        await holder.query(`begin; lock table ${table} in share mode`);
        const done: string[] = [];
        const noted = (who: string, work: () => Promise<T>) => work().then((answer) => (done.push(who), answer));
        const one = noted('first', first);
        while (!(await waiting(`insert into ${table}%`))) expect(done).toEqual([]);
        const two = noted('second', second);
        while (!(await waiting('%household_credit%'))) expect(done).toEqual([]);
        await holder.query('commit');
        return [await one, await two] as const;
      } finally {
        await holder.end();
      }
    };
    const misusedAnd = async (amountFen: number) => {
      const owner = await borrower(finance);
      const misused = await drawnLoan(finance, bank, { bankCode, ...owner, amountFen: 1_000_000 });
      const seen = { on: finance.clock.today(), finding: 'notAsAgreed', remark: '用于建房', attachmentIds: [await photo(finance)] };
      await people.township.post(`/loans/${misused}/use-checks`, seen).expect(201);
      const other = await confirmedLoan(finance, bank, { bankCode, ...owner, amountFen });
      const find = () => people.county.post(`/loans/${misused}/misuse`, { what: 'found', reason: '用于建房' }).then((it) => it);
      return { other, misused, find };
    };
    const draw = (id: string, reference: string) =>
      bank.teller.post(`/loans/${id}/drawings`, { on: finance.clock.today(), amountFen: 1_000, reference }).then((it) => it);

    it('decided while the household is lent more: the approval and the drawing that come second see it', async () => {
      const { other, find } = await misusedAnd(1_000_000);
      const [found, approved] = await oneAfterTheOther('loan_misuse', find, () => approveLoan(bank.approver, other));
      expect([found.status, approved.status, approved.body.problems]).toMatchObject([201, 409, [{ code: 'used-as-agreed' }]]);
      const next = await misusedAnd(1_000_000);
      await approveLoan(bank.approver, next.other);
      const [foundToo, drawn] = await oneAfterTheOther('loan_misuse', next.find, () => draw(next.other, 'D1'));
      expect([foundToo.status, drawn.status, drawn.body.problems]).toMatchObject([201, 409, [{ code: 'used-as-agreed' }]]);
    });

    it('decided after an approval or a drawing has begun: it waits for them, and nothing more is paid out', async () => {
      const { other, find } = await misusedAnd(1_000_000);
      const [approved, found] = await oneAfterTheOther('loan_movement', () => approveLoan(bank.approver, other), find);
      expect([approved.status, found.status]).toEqual([200, 201]);
      expect((await draw(other, 'D1')).body.problems).toMatchObject([{ code: 'used-as-agreed' }]);
      const next = await misusedAnd(1_000_000);
      await approveLoan(bank.approver, next.other);
      const [drawn, foundToo] = await oneAfterTheOther('loan_movement', () => draw(next.other, 'D1'), next.find);
      expect([drawn.status, foundToo.status]).toEqual([201, 201]);
      expect((await draw(next.other, 'D2')).body.problems).toMatchObject([{ code: 'used-as-agreed' }]);
    });

    it('refuses by the database whoever writes it, and said in words', async () => {
      const { other, misused } = await misusedAnd(1_000_000);
      // from an area to which the household belonged before: this clerk does not see it
      await finance.look(
        `insert into loan_misuse (id, loan_id, village_code, household_id, position, what, on_date, check_id, reason, recorded_at, recorded_by, recorded_by_name)
         select gen_random_uuid(), l.id, '360781103201', l.household_id, 1, 'found', c.on_date, c.id, 'x', now(), gen_random_uuid(), 'x' from loan l join loan_use_check c on c.loan_id = l.id where l.id = $1`,
        [misused],
      );
      const clerk = finance.as({ ...bankClerk(bankCode), area: LOAN_VILLAGE.slice(0, 9) as never });
      const refused = await approveLoan(clerk, other);
      expect([refused.status, refused.body.problems]).toMatchObject([409, [{ code: 'used-as-agreed' }]]);
    });

    it('what was seen before it was put right founds nothing, whenever it is recorded', async () => {
      const id = await drawnLoan(finance, bank, { bankCode });
      const decide = (what: string, by = people.county) => by.post(`/loans/${id}/misuse`, { what, reason: '用于建房' });
      const seenOn = async (on: string) => {
        const seen = { on, finding: 'notAsAgreed', remark: '用于建房', attachmentIds: [await photo(finance)] };
        await people.township.post(`/loans/${id}/use-checks`, seen).expect(201);
      };
      await daysPass(finance, 10);
      await seenOn(finance.clock.today());
      await decide('found').then(({ status }) => expect(status).toBe(201));
      await daysPass(finance, 5);
      const between = finance.clock.today();
      await daysPass(finance, 5);
      const putRight = finance.clock.today();
      await decide('putRight', people.secondCounty).then(({ status }) => expect(status).toBe(201));
      const byHand = () =>
        finance.look(
          `insert into loan_misuse (id, loan_id, village_code, household_id, position, what, on_date, check_id, reason, recorded_at, recorded_by, recorded_by_name)
         select gen_random_uuid(), l.id, l.village_code, l.household_id, 3, 'found', c.on_date, c.id, 'x', now(), gen_random_uuid(), 'x' from loan l
         join lateral (select * from loan_use_check c where c.loan_id = l.id order by c.on_date desc limit 1) c on true where l.id = $1`,
          [id],
        );
      for (const day of [between, putRight]) {
        await seenOn(day);
        expect((await readLoan(people.county, id)).use.mayDecide).toBeNull();
        expect((await decide('found')).body.code).toBe('loan.misuse-not-found');
        await expect(byHand()).rejects.toThrow('before it was put right');
      }
      await daysPass(finance, 1);
      await seenOn(finance.clock.today());
      expect((await decide('found')).body.use).toMatchObject({ isMisused: true, decisions: [{ what: 'found' }, {}, {}] });
    });
  });

  it('what is due reminds the village and the own bank, and those above when it stays undone', async () => {
    const anotherBank = people.teller;
    const own = loanOffice(finance, 'second');
    await lenderBank(own, 100_000_000, 'second');
    const id = await drawnLoan(finance, own, { bankCode: 'second' });
    await daysPass(finance, 28);
    expect(await reminded(finance, own.clerk, id)).toEqual(['soon 检查贷款用途 2']);
    await checked(id, 'asAgreed');
    expect(await reminded(finance, own.clerk, id)).toEqual([]);
    const { schedule } = await readLoan(own.county, id);
    const daysTo = (on: string): number => (Date.parse(on) - Date.parse(finance.clock.today())) / 86_400_000;
    const first = schedule[0].dueOn as string;
    await daysPass(finance, daysTo(first));
    expect(await reminded(finance, own.approver, id)).toEqual(['soon 收取本期本息 0']);
    expect(await reminded(finance, own.clerk, id)).toContain('soon 提醒农户按期还款 0');
    expect(await reminded(finance, anotherBank, id)).toEqual([]);
    const seen = (by: typeof anotherBank) =>
      finance.db.connection(
        sessionOf(by.principal),
        async (client) => (await client.query('select from reminder where subject_id = $1', [id])).rowCount,
      );
    expect([await seen(anotherBank), (await seen(own.approver))! > 0]).toEqual([0, true]);
    await daysPass(finance, 6);
    expect(await reminded(finance, own.approver, id)).toEqual(['late 收取本期本息 -6']);
    expect(await reminded(finance, own.township, id)).toContain('township 提醒农户按期还款 -6');
    const paid = { on: finance.clock.today(), amountFen: schedule[0].principalFen + schedule[0].interestFen, reference: 'R1' };
    await own.teller.post(`/loans/${id}/repayments`, paid).expect(201);
    expect((await reminded(finance, own.township, id)).filter((one) => one.includes('按期还款'))).toEqual([]);
    // the last line is the end of the contract
    await daysPass(finance, daysTo(schedule.at(-1).dueOn));
    await finance.look(
      'update loan set lines_paid_fen = (select max(cumulative_fen) - 1 from loan_instalment where loan_id = $1) where id = $1',
      [id],
    );
    expect(await reminded(finance, own.teller, id)).toEqual(['soon 贷款合同到期，收回本息 0']);
    expect(await reminded(finance, own.clerk, id)).toContain('soon 提醒农户还清到期贷款 0');
  });
});
