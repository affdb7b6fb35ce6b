import { randomUUID } from 'node:crypto';
import { applyMigrations, type DatabaseDefinition } from '@jingzhun/persistence';
import { createTestDatabase, type TestDatabase } from '@jingzhun/persistence/testing';
import pg from 'pg';
import { definition } from '../src/mikro-orm.config.js';
import { Migration20261128050000_WriteOffsTakenBack } from '../src/migrations/Migration20261128050000_WriteOffsTakenBack.js';

const HOME = '01930000-0000-7000-8000-0000000000aa';
const [ENTERED, DECIDED] = ['01930000-0000-7000-8000-0000000000b1', '01930000-0000-7000-8000-0000000000b2'];
const VILLAGE = '360781102208';
const QUARTERS = { '2016-Q1': '2016-04-10 10:00+08', '2016-Q2': '2016-07-10 10:00+08' } as const;

/** A county that runs the release before brings its loans, interest claims and provisions along. */
describe('books from before an upgrade', () => {
  let database: TestDatabase;
  let superuser: pg.Client;
  const ask = async <Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> =>
    (await superuser.query<Row & pg.QueryResultRow>(sql, values)).rows;

  /** The rules over the day of a provision that came after the first provisions. */
  const daysKept = () =>
    ask<{ name: string; rule: string }>(
      `select conname as name, pg_get_constraintdef(oid) as rule from pg_constraint
       where conname in ('risk_fund_change_is_known', 'risk_fund_change_of_its_year') order by 1`,
    );

  /** Rows as they lay there, whoever wrote them in which order. */
  const asItLay = async (work: () => Promise<void>): Promise<void> => {
    await ask('set session_replication_role = replica');
    await work();
    await ask('set session_replication_role = origin');
  };

  const loan = async (state: string, sums: { lost: number; isMoved: boolean }): Promise<string> => {
    const id = randomUUID();
    await ask(
      `insert into loan (id, bank_code, product, household_id, household_number, head_name, village_code, borrower_id, borrower_name, purpose, purpose_text, amount_fen, months, own_credit_fen,
         terms, contract_number, state, state_since, entered_by, entered_by_name, entered_at, drawn_fen, lost_fen, repaid_from, is_subsidised)
       values ($1::uuid, 'rcb', 'industryCredit', $2::uuid, 'H1', '某', $3, $2::uuid, '某', 'planting', '种植', 5000000, 12, 0, '{}', $1::text, $4, '2016-05-20', $5, '某人', '2016-01-01', 5000000, $6, 'household', true)`,
      [id, HOME, VILLAGE, state, ENTERED, sums.lost],
    );
    const movement = (position: number, kind: string, columns: string, values: string) =>
      ask(
        `insert into loan_movement (id, loan_id, position, bank_code, village_code, household_id, kind, on_date, reference, recorded_at, recorded_by, recorded_by_name${columns})
         values (gen_random_uuid(), $1, ${position}, 'rcb', '${VILLAGE}', '${HOME}', '${kind}', '2016-02-0${position + 1}', '${kind}', '2016-02-0${position + 1}', '${ENTERED}', '某人'${values})`,
        [id],
      );
    await movement(0, 'drawing', ', principal_fen, reserved_fen', ', 5000000, -5000000');
    await movement(1, 'compensation', ', principal_fen, lost_fen, fund_fen', ', -5000000, 5000000, 3500000');
    if (sums.isMoved) await movement(2, 'writeOff', '', '');
    if (state === 'writtenOff')
      await ask(
        `insert into loan_event (id, loan_id, position, bank_code, village_code, step, from_state, to_state, actor_id, actor_name, at, inputs, policy_parameter_ids)
         values (gen_random_uuid(), $1, 7, 'rcb', '${VILLAGE}', 'writeOff', 'compensated', 'writtenOff', '${DECIDED}', '另一人', '2016-05-19 23:30+00', '{}', '{}')`,
        [id],
      );
    return id;
  };

  const line = async (loanId: string, quarter: keyof typeof QUARTERS, parts: object): Promise<string> => {
    const [id, claim] = [randomUUID(), randomUUID()];
    await ask(
      `insert into interest_claim (id, bank_code, quarter, sha256, state, fund_code, policy_parameter_ids, entered_at, entered_by, entered_by_name, decided_at, decided_by, decided_by_name)
       values ($1::uuid, 'rcb', $2, $1::text, 'approved', 'interest-2016', '{}', $3, $4, '某人', $3, $5, '另一人')`,
      [claim, quarter, QUARTERS[quarter], ENTERED, DECIDED],
    );
    const row = {
      result: 'agreed',
      claimed_fen: 0,
      our_fen: 0,
      granted_fen: 0,
      cut_fen: 0,
      set_off_fen: 0,
      state: 'paid',
      paid_on: null,
      ...parts,
    };
    await ask(
      `insert into interest_claim_line (id, claim_id, position, bank_code, quarter, contract_number, loan_id, household_id, village_code, parts, ${Object.keys(row).join(', ')})
       values ($1, $2, 0, 'rcb', $3, 'C', $4, '${HOME}', '${VILLAGE}', '[]', ${Object.keys(row)
         .map((_, index) => `$${index + 5}`)
         .join(', ')})`,
      [id, claim, quarter, loanId, ...Object.values(row)],
    );
    return id;
  };

  beforeAll(async () => {
    const { migrations } = definition;
    const before: DatabaseDefinition = {
      ...definition,
      migrations: migrations.slice(0, migrations.indexOf(Migration20261128050000_WriteOffsTakenBack)),
    };
    database = await createTestDatabase(before);
    superuser = new pg.Client({ connectionString: database.superuserUrl });
    await superuser.connect();
  });
  afterAll(async () => {
    await superuser?.end();
    await database?.drop();
  });

  it('go on where they stood: write-offs can be reversed, corrected interest is in the book, provisions can be taken back', async () => {
    const ids = {
      old: '',
      told: '',
      alive: '',
      agreed: '',
      cut: '',
      set: '',
      given: '',
      provision: randomUUID(),
      early: randomUUID(),
      future: randomUUID(),
    };
    const rulesOfDays = await daysKept();
    expect(rulesOfDays.map(({ rule }) => rule.endsWith('NOT VALID'))).toEqual([true, true]);
    await asItLay(async () => {
      await ask(
        `insert into lender_bank (code, name_zh, name_en, recorded_at, recorded_by, recorded_by_name) values ('rcb', '农商行', 'rural bank', '2015-01-01', $1, '某人')`,
        [ENTERED],
      );
      await ask(
        `insert into fund (code, year, name_zh, name_en, purpose, recorded_at, recorded_by, recorded_by_name)
         values ('risk-2016', 2016, '风险缓释基金', 'risk fund', 'riskFund', '2016-01-01', $1, '某人')`,
        [ENTERED],
      );
      ids.old = await loan('writtenOff', { lost: 5_000_000, isMoved: false });
      ids.told = await loan('writtenOff', { lost: 5_000_000, isMoved: true });
      ids.alive = await loan('compensated', { lost: 5_000_000, isMoved: false });
      await ask(
        `insert into ledger_period (month, closed_at, closed_by, closed_by_name, entries, debit_fen, credit_fen) values ('2016-04-01', '2016-05-05', $1, '某人', 0, 0, 0)`,
        [DECIDED],
      );
      const both = { claimed_fen: 9_000, our_fen: 9_000, granted_fen: 9_000 };
      ids.agreed = await line(ids.alive, '2016-Q1', { ...both, paid_on: '2016-04-20' });
      ids.cut = await line(ids.alive, '2016-Q1', { result: 'corrected', cut_fen: 4_000, state: 'settled' });
      ids.set = await line(ids.alive, '2016-Q2', { ...both, set_off_fen: 1_500, state: 'granted' });
      ids.given = await line(ids.alive, '2016-Q2', { ...both, set_off_fen: 2_000, state: 'givenUp' });
      // days that are refused today were taken then: long before the year of the fund, and after the day on which it was recorded
      for (const { name } of rulesOfDays) await ask(`alter table risk_fund_change drop constraint ${name}`);
      await ask(
        `insert into risk_fund_change (id, bank_code, kind, amount_fen, on_date, fund_code, source_document, reason, recorded_at, recorded_by, recorded_by_name)
         select v.id, 'rcb', 'provision', 100000000, v.on_date, 'risk-2016', '文件', '存入', '2016-01-06', $4, '某人'
         from (values ($1::uuid, date '2016-01-05'), ($2::uuid, date '2014-12-31'), ($3::uuid, date '2016-03-01')) v (id, on_date)`,
        [ids.provision, ids.early, ids.future, ENTERED],
      );
      for (const { name, rule } of rulesOfDays) await ask(`alter table risk_fund_change add constraint ${name} ${rule}`);
    });

    await applyMigrations(definition, database.ownerUrl);

    // a write-off that lost nothing more has its movement, on the day it was decided in China, and others are left alone
    const movements = await ask<{ loan: string; on: string; position: number; by: string }>(
      `select loan_id as loan, on_date::text as on, position, recorded_by as by from loan_movement where kind = 'writeOff' order by loan_id = $1 desc`,
      [ids.old],
    );
    expect(movements).toEqual([
      { loan: ids.old, on: '2016-05-20', position: 2, by: DECIDED },
      { loan: ids.told, on: '2016-02-03', position: 2, by: ENTERED },
    ]);
    const [sums] = await ask<object>('select lost_fen::int as lost, outstanding_fen::int as outstanding from loan where id = $1', [
      ids.old,
    ]);
    expect(sums).toEqual({ lost: 5_000_000, outstanding: 0 });

    const reverse = (by: string) =>
      ask(
        `insert into loan_movement (id, loan_id, position, bank_code, village_code, household_id, kind, on_date, reference, reverses, reason, recorded_at, recorded_by, recorded_by_name)
         select gen_random_uuid(), loan_id, position + 1, bank_code, village_code, household_id, 'reversal', on_date, 'x', id, '核销有误', '2016-06-01', $2, '某人'
         from loan_movement where loan_id = $1 and kind = 'writeOff'`,
        [ids.old, by],
      );
    await expect(reverse(DECIDED)).rejects.toMatchObject({ code: 'JZ015' });
    await reverse(ENTERED);

    // the cut of a closed month is booked in the first open one, with the day on which it was decided; what was given up is not
    const entries = await ask<object>(
      `select e.kind, e.cause_id as cause, e.on_date::text as on, e.value_on::text as "valueOn", (select jsonb_object_agg(l.account_code, l.amount_fen) from ledger_line l where l.entry_id = e.id) as lines
       from ledger_entry e order by e.on_date`,
    );
    const [owed, back] = ['receivable/interest-subsidy', 'interest-subsidy-to-take-back'];
    expect(entries).toEqual([
      { kind: 'overpayment', cause: ids.cut, on: '2016-05-01', valueOn: '2016-04-10', lines: { [owed]: 4_000, [back]: -4_000 } },
      { kind: 'set-off', cause: ids.set, on: '2016-07-10', valueOn: null, lines: { [owed]: -1_500, [back]: 1_500 } },
    ]);
    expect(await ask(`select interest_overpaid($1)::int as fen`, [HOME])).toEqual([{ fen: 2_500 }]);

    // a provision of one person has the order it was, whatever its day: it can be named when it is taken back
    const orders = await ask<object>(
      `select c.id as provision, o.kind, o.state, o.amount_fen::int as amount, o.on_date::text as on, o.proposed_by as by
       from money_order o join risk_fund_change c on c.order_id = o.id order by o.on_date`,
    );
    const order = { kind: 'provision', state: 'approved', amount: 100_000_000, by: ENTERED };
    expect(orders).toEqual([
      { ...order, provision: ids.early, on: '2014-12-31' },
      { ...order, provision: ids.provision, on: '2016-01-05' },
      { ...order, provision: ids.future, on: '2016-03-01' },
    ]);
    await expect(ask(`update risk_fund_change set reason = 'x'`)).rejects.toMatchObject({ code: 'JZ001' });
    // and the rules over its day are there again as they were
    expect(await daysKept()).toEqual(rulesOfDays);
  });
});
