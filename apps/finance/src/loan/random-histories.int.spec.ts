import { addDays, type PlainDate } from '@jingzhun/domain/plain-date';
import { allocate, arrearsOn, bucketOf } from '../loan-schedule/arrears.js';
import { loanSchedule } from '../loan-schedule/loan-schedule.js';
import {
  askedLoan,
  approveLoan,
  bankClerk,
  borrower,
  daysPass,
  lenderBank,
  loanOffice,
  loanStep,
  type LoanOffice,
} from '../../test/loan.factory.js';
import { NEVER } from '../../test/loan-never.js';
import { COUNTY, officer, startFinance, type Finance } from '../../test/service.js';
import { PolicyService } from '@jingzhun/policy';
import { agreePolicy } from '@jingzhun/policy/testing';
import type { DivisionPrefix } from '@jingzhun/domain/division-code';
import { Database, systemSession } from '@jingzhun/persistence';
import { replayed, type Standing } from './change-replay.rules.js';
import { STANDING } from './change-replay.js';
import { ENDED, LoanStates } from './lifecycle/loan-state.js';
import { LOAN_COLUMNS, type LoanRow } from './loan-rows.js';
import { lateSpans } from '../interest-subsidy/late-spans.rules.js';
import { subsidisedLines } from '../interest-subsidy/subsidised-interest.rules.js';
import { penaltyOn, type Penalty } from './penalty.rules.js';
import { positionOf } from './schedule-store.js';
import { recordOf } from './statement/loan-record.js';
import { standingOn } from './statement/standing.rules.js';

/** A tenth of them, by the same seed, in every run. */
const STEPS = process.env['DEEP'] ? 3_000 : 300;

describe('random histories of loans', () => {
  let finance: Finance;
  /** The last of them lends: one with bad loans lends nothing more. */
  const banks: { code: string; people: LoanOffice }[] = [];
  let chance = 20160607;
  const random = (below: number): number => {
    chance = (chance * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor(chance / 65_536) % below;
  };
  const one = <T>(list: readonly T[]): T => list[random(list.length)] as T;
  const sent: (() => Promise<{ status: number }>)[] = [];

  beforeAll(async () => {
    finance = await startFinance();
    await openBank('rcb', 3_000_000);
    await openBank('abc', 1_500_000);
  });
  afterAll(async () => finance?.stop());

  const openBank = async (code: string, fundFen: number): Promise<void> => {
    const people = loanOffice(finance, code);
    await lenderBank(people, fundFen, code);
    banks.push({ code, people });
  };

  /** A long walk takes decades: whoever borrows in the end was born late enough. */
  const youngBorrower = () => borrower(finance, { birthYear: Number(finance.clock.today().slice(0, 4)) - 30 });

  const begin = async (households: readonly Awaited<ReturnType<typeof borrower>>[]): Promise<{ id: string; people: LoanOffice }> => {
    const { people, code: bankCode } = one(banks.slice(-2));
    const amountFen = 100_000 + random(3_000_000);
    const { body } = await people.clerk.post(
      '/loans',
      await askedLoan(finance, {
        ...(random(4) === 0 ? one(households) : await youngBorrower()),
        bankCode,
        amountFen,
        ownCreditFen: random(3) * 500_000,
        // less than a household owed before is believed with a paper only
        ownCreditDocument: '征信报告',
      }),
    );
    return { id: body.id as string, people };
  };

  /** What the right person does next, or anybody anything; sometimes what was sent before is sent again. */
  const command = async (
    id: string,
    people: LoanOffice,
    state: string,
    outstandingFen: number,
  ): Promise<{ status: number } | undefined> => {
    const today = finance.clock.today();
    if (random(6) === 0 && sent.length > 0) return one(sent)();
    const send = (work: () => Promise<{ status: number }>) => {
      sent.push(work);
      return work();
    };
    if (random(12) === 0) {
      const by = one([
        people.clerk,
        people.secondClerk,
        people.township,
        people.county,
        people.secondCounty,
        people.approver,
        people.teller,
        finance.as(bankClerk('abc')),
      ]);
      return loanStep(
        by,
        id,
        one(['recommend', 'review', 'confirm', 'reject', 'collect', 'compensate', 'writeOff', 'requestCompensation']),
        '随机',
      );
    }
    // rare otherwise: an application is taken back, a change needs three persons in one order
    if (random(14) === 0) return loanStep(people.clerk, id, 'withdraw', '随机');
    const [change] = await finance.look<{ state: string }>(
      `select state from loan_change_proposal where loan_id = $1 and state in ('proposed', 'agreed')`,
      [id],
    );
    if (change && random(2) === 0) {
      const isNo = random(5) === 0;
      return change.state === 'agreed'
        ? loanStep(people.money, id, isNo ? 'declineChange' : 'consentToChange', '随机')
        : loanStep(people.approver, id, isNo ? 'refuseChange' : 'agreeToChange', '随机');
    }
    // it takes three steps in one order as well
    if (state === 'collection' && random(2) === 0) {
      const [by, name] = one([
        [people.teller, 'requestCompensation'],
        [people.secondCounty, 'compensate'],
      ] as const);
      return loanStep(by, id, name, '随机');
    }
    switch (state) {
      case 'applied':
        return loanStep(people.secondClerk, id, 'recommend');
      case 'villageRecommended':
        return loanStep(people.township, id, 'review');
      case 'townReviewed':
        return loanStep(people.county, id, 'confirm');
      case 'countyConfirmed':
        return approveLoan(one([people.approver, people.teller]), id, {
          method: one(['equalPrincipal', 'equalInstalments', 'interestOnly', 'flat']),
          periodMonths: one([1, 3, 6]),
        });
      case 'bankApproved':
      case 'writtenOff':
      case 'recovered':
      case 'compensated': {
        if (state !== 'bankApproved' && random(4) === 0) return waiver(people, id);
        if (state !== 'bankApproved' && random(3) === 0) {
          const { body } = await people.county.get(`/loans/${id}`);
          const last = body.movements?.find(({ canBeReversed }: { canBeReversed: boolean }) => canBeReversed);
          const by = one([people.approver, people.teller, people.county, people.secondCounty]);
          return last && by.post(`/loans/${id}/movements/${last.id}/reversal`, { reason: '随机' });
        }
        const path = state === 'bankApproved' ? 'drawings' : 'recoveries';
        const body = { on: addDays(today, -random(3)), amountFen: 1 + random(1_500_000), reference: `R${random(10_000)}` };
        return send(() => one([people.approver, people.teller]).post(`/loans/${id}/${path}`, body));
      }
      default: {
        const what = random(14);
        if (what === 13)
          return random(2) === 0
            ? loanStep(people.money, id, one(['consentToChange', 'consentToChange', 'declineChange']), '随机')
            : loanStep(one([people.approver, people.teller]), id, one(['agreeToChange', 'agreeToChange', 'refuseChange']), '随机');
        if (what === 0)
          return people.teller.post(`/loans/${id}/rate-changes`, { from: today, annualRatePpm: 30_000 + random(20_000), reason: '随机' });
        if (what === 1 || what === 11)
          return people.teller.post(`/loans/${id}/extension`, { on: today, addedPeriods: 1 + random(3), reason: '随机' });
        if (what === 2) {
          const { body } = await people.teller.get(`/loans/${id}`);
          const last = body.movements?.find(({ canBeReversed }: { canBeReversed: boolean }) => canBeReversed);
          return last && one([people.approver, people.teller]).post(`/loans/${id}/movements/${last.id}/reversal`, { reason: '随机' });
        }
        if (what === 3) return loanStep(people.secondCounty, id, one(['compensate', 'writeOff']), '随机');
        if (what === 4) return loanStep(people.teller, id, one(['collect', 'requestCompensation']), '随机');
        if (what === 12) return waiver(people, id);
        if (what === 5) {
          const body = { on: today, amountFen: 1 + random(800_000), reference: `D${random(10_000)}` };
          return send(() => people.teller.post(`/loans/${id}/drawings`, body));
        }
        const { body: loan } = await people.teller.get(`/loans/${id}`);
        const all =
          random(state === 'overdue' || state === 'collection' ? 2 : 3) === 0 && typeof loan.payoffFen === 'number'
            ? loan.payoffFen
            : 1 + random(Math.max(1, Math.floor(outstandingFen / 2)));
        const body = {
          on: random(5) === 0 ? addDays(today, -random(40)) : today,
          amountFen: Math.max(1, all),
          reference: `P${random(10_000)}`,
          effect: one(['fewerInstalments', 'smallerInstalments']),
        };
        return send(() => people.teller.post(`/loans/${id}/repayments`, body));
      }
    }
  };

  /** Of all, or of a part of the penalty: sometimes more than is owed or was asked for. */
  const waiver = async (people: LoanOffice, id: string) => {
    const { body } = await people.teller.get(`/loans/${id}`);
    const owedFen = body.penalty?.owedFen ?? 0;
    return one([people.approver, people.teller]).post('/loans/steps', {
      ...{ step: one(['askPenaltyWaiver', 'waivePenalty']), reason: '随机', cases: [{ id, version: body.version ?? 1 }] },
      ...(random(2) === 0 ? { amountFen: 1 + random(owedFen + 3) } : {}),
    });
  };

  const problems = async (): Promise<string[]> => {
    const found: string[] = [];
    for (const [what, query] of Object.entries(NEVER)) {
      const rows = await finance.look<{ id: string }>(query);
      if (rows.length > 0) found.push(`${what}: ${rows.map(({ id }) => id).join(' ')}`);
    }
    return found;
  };

  /** The pure rules, loan by loan, against the one statement for all. */
  const assertArrears = async (): Promise<void> => {
    const today = finance.clock.today() as PlainDate;
    await finance.app.get(Database).connection(systemSession('scheduler'), async (client) => {
      const { rows } = await client.query<LoanRow>(
        `select ${LOAN_COLUMNS} from loan l where l.state in ('drawn', 'repaying', 'extended', 'overdue', 'collection')`,
      );
      for (const row of rows) {
        const position = await positionOf(client, row);
        if (!position) throw new Error('a running loan without a schedule');
        const { open } = allocate(loanSchedule(position.terms, position.events), [
          { on: '2000-01-01' as PlainDate, amountFen: row.linesPaidFen },
        ]);
        const { since, days, principalFen, interestFen } = arrearsOn(open, today);
        expect([row.overdueSince ?? undefined, row.overduePrincipalFen, row.overdueInterestFen, row.bucket]).toEqual([
          ...[since, principalFen, interestFen, bucketOf(days, [30, 90, 180])],
        ]);
      }
    });
  };

  let [anew, resplit] = [0, 0];
  /** What was paid is split as the contract says that holds by now, whenever it was agreed. */
  const assertSplits = async (): Promise<void> => {
    const today = finance.clock.today() as PlainDate;
    const policy = await finance.app.get(PolicyService).snapshot(today, COUNTY as DivisionPrefix);
    await finance.app.get(Database).connection(systemSession('scheduler'), async (client) => {
      const { rows } = await client.query<LoanRow>(
        `select ${LOAN_COLUMNS} from loan l where l.state in ('drawn', 'repaying', 'extended', 'overdue', 'collection')`,
      );
      for (const row of rows) {
        const position = await positionOf(client, row, policy);
        if (!position?.penalty) throw new Error('a running loan without a schedule');
        const { rows: standing } = await client.query<Standing>(STANDING, [row.id]);
        const { terms, events, penalty } = position;
        expect([row.id, replayed({ terms, events, basis: penalty.basis }, standing, '2000-01-01' as PlainDate, today)]).toEqual([
          row.id,
          [],
        ]);
        resplit += standing.length;
      }
      const { rows: counted } = await client.query<{ n: number }>('select count(replays)::int as n from loan_movement');
      anew = counted[0]?.n ?? 0;
    });
  };

  /** A statement of today says what the sums say that triggers keep; one of any day before ends with what is owed, never below nothing. */
  const assertStatements = async (): Promise<number> => {
    const today = finance.clock.today() as PlainDate;
    const policy = await finance.app.get(PolicyService).snapshot(today, COUNTY as DivisionPrefix);
    return finance.app.get(Database).connection(systemSession('scheduler'), async (client) => {
      const { rows } = await client.query<LoanRow>(`select ${LOAN_COLUMNS} from loan l where l.drawn_fen > 0`);
      for (const row of rows) {
        const record = await recordOf(client, row, policy);
        const { outstandingFen, drawnFen, interestPaidFen, lostFen, fundPaidFen, recoveredFen, arrears, movements } = standingOn(
          record,
          today,
        );
        expect({ outstandingFen, drawnFen, interestPaidFen, lostFen, fundPaidFen, recoveredFen }).toEqual({
          ...{ outstandingFen: row.outstandingFen, drawnFen: row.drawnFen, interestPaidFen: row.interestPaidFen },
          ...{ lostFen: row.lostFen, fundPaidFen: row.fundPaidFen, recoveredFen: row.recoveredFen },
        });
        expect([arrears.since ?? null, arrears.principalFen, arrears.interestFen]).toEqual([
          ...[row.overdueSince, row.overduePrincipalFen, row.overdueInterestFen],
        ]);
        assertPenalty(row, standingOn(record, today).penalty);
        // the county bears nothing of a penalty: what it bears and what the household bears is the interest of the lines
        const position = await positionOf(client, row, policy);
        if (position) {
          const lines = loanSchedule(position.terms, position.events);
          const late = lateSpans(lines, position.penalty?.repayments ?? []);
          const borne = subsidisedLines({ ...position, late }, { months: 36, shareBp: 10_000 });
          expect(borne.reduce((sum, { subsidyFen, householdFen }) => sum + subsidyFen + householdFen, 0)).toBe(
            lines.reduce((sum, { interestDueFen }) => sum + interestDueFen, 0),
          );
          expect(penaltyOn(position, today).owedFen).toBe(standingOn(record, today).penalty.owedFen);
        }
        for (const { on } of movements) {
          const then = standingOn(record, on);
          expect([then.outstandingFen >= 0, then.movements.at(-1)?.balanceFen ?? 0]).toEqual([true, then.outstandingFen]);
        }
      }
      return rows.length;
    });
  };

  let penalties = 0;
  /** Accrued is paid, waived or owed, to the fen; whoever has paid all back owes none. */
  const assertPenalty = (row: LoanRow, { accruedFen, paidFen, waivedFen, owedFen }: Penalty): void => {
    expect([paidFen, waivedFen]).toEqual([row.penaltyPaidFen, row.penaltyWaivedFen]);
    expect(accruedFen).toBe(paidFen + waivedFen + owedFen);
    if (row.state === 'repaid') expect(owedFen).toBe(0);
    if (paidFen > 0) penalties += 1;
  };

  /** From tomorrow on another word of the county: more, on interest too, paid first. */
  const newPenaltyPolicy = () =>
    agreePolicy(
      finance.app.get(PolicyService),
      {
        ...{
          key: 'loan.penalty',
          regionCode: COUNTY as DivisionPrefix,
          effectiveFrom: addDays(finance.clock.today() as PlainDate, 1),
          effectiveTo: null,
        },
        value: {
          ...{ surchargeBp: 3_000 + random(2_001), onInterest: random(2) === 0, poorHouseholds: 'charged', olderContracts: false },
          ...{ penaltyDays: one(['30/360', 'actual/365', 'actual/360']), paidOrder: one(['penaltyFirst', 'penaltyLast']) },
        },
        ...{ unit: 'method', source: 'random', certainty: 'P', noteZh: '' },
      },
      '随机',
      [officer(['county-officer']), officer(['county-officer'])],
    );

  /** What a random walk seldom reaches: a loss borne by the fund, recovered, taken back and written off, and a reversal of every kind. */
  const rareEnds = async (): Promise<Set<string>> => {
    const people = loanOffice(finance, 'end');
    await lenderBank(people, 100_000_000, 'end');
    const reversed = new Set<string>();
    const must = async (answer: Promise<{ status: number; body: unknown }>) => {
      const { status, body } = await answer;
      if (status >= 300) throw new Error(JSON.stringify(body));
      expect(await problems()).toEqual([]);
    };
    const reverse = async (id: string, by: LoanOffice['teller']) => {
      const { body } = await people.county.get(`/loans/${id}`);
      const last = body.movements.find(({ canBeReversed }: { canBeReversed: boolean }) => canBeReversed);
      await must(by.post(`/loans/${id}/movements/${last.id}/reversal`, { reason: '随机' }));
      reversed.add(last.kind);
    };
    const lent = async () => {
      const amountFen = 500_000 + random(2_000_000);
      const { body } = await people.clerk.post(
        '/loans',
        await askedLoan(finance, { ...(await youngBorrower()), bankCode: 'end', amountFen }),
      );
      const id = body.id as string;
      for (const [by, step] of [
        [people.secondClerk, 'recommend'],
        [people.township, 'review'],
        [people.county, 'confirm'],
      ] as const)
        await must(loanStep(by, id, step));
      await must(approveLoan(people.approver, id));
      return { id, amountFen };
    };
    const draw = (id: string, amountFen: number) =>
      must(people.teller.post(`/loans/${id}/drawings`, { on: finance.clock.today(), amountFen, reference: `E${random(1_000_000)}` }));
    const collected = async () => {
      const { id, amountFen } = await lent();
      await draw(id, amountFen);
      await reverse(id, people.approver);
      await draw(id, amountFen);
      await must(
        people.teller.post(`/loans/${id}/repayments`, {
          ...{ on: finance.clock.today(), amountFen: 1_000, reference: `P${random(1_000_000)}`, effect: 'smallerInstalments' },
        }),
      );
      await reverse(id, people.approver);
      await daysPass(finance, 100);
      await must(loanStep(people.teller, id, 'collect', '随机'));
      return id;
    };
    const { id: longer, amountFen } = await lent();
    await draw(longer, amountFen);
    const { body: running } = await people.county.get(`/loans/${longer}`);
    await must(people.teller.post(`/loans/${longer}/extension`, { on: finance.clock.today(), addedPeriods: 2, reason: '随机' }));
    await daysPass(finance, Math.round((Date.parse(running.schedule[0].dueOn) - Date.parse(finance.clock.today())) / 86_400_000));
    const dueFen = running.schedule[0].principalFen + running.schedule[0].interestFen;
    await must(
      people.teller.post(`/loans/${longer}/repayments`, {
        on: finance.clock.today(),
        amountFen: dueFen,
        reference: `P${random(1_000_000)}`,
      }),
    );
    await must(loanStep(people.approver, longer, 'agreeToChange'));
    await must(loanStep(people.money, longer, 'consentToChange'));
    await must(loanStep(people.clerk, (await lent()).id, 'withdraw', '随机'));
    await must(loanStep(people.teller, (await lent()).id, 'reject', '随机'));
    const ids = [await collected(), await collected()];
    await daysPass(finance, 91);
    const [first, second] = ids as [string, string];
    await must(loanStep(people.teller, first, 'requestCompensation', '随机'));
    await must(loanStep(people.secondCounty, first, 'compensate', '随机'));
    await reverse(first, people.county);
    await must(loanStep(people.secondCounty, first, 'compensate', '随机'));
    const { body: lost } = await people.county.get(`/loans/${first}`);
    const recover = (amountFen: number, by: LoanOffice['teller']) =>
      must(by.post(`/loans/${first}/recoveries`, { on: finance.clock.today(), amountFen, reference: `B${random(1_000_000)}` }));
    await recover(1 + random(lost.lostFen - 1), people.teller);
    await reverse(first, people.approver);
    await recover(lost.lostFen, people.teller);
    await must(loanStep(people.secondCounty, second, 'writeOff', '随机'));
    await reverse(second, people.county);
    await must(loanStep(people.secondCounty, second, 'writeOff', '随机'));
    await must(people.teller.post(`/loans/${second}/recoveries`, { on: finance.clock.today(), amountFen: 1_000, reference: 'W1' }));
    await reverse(second, people.approver);
    // late by now: it pays penalty interest as well
    const { body: owing } = await people.county.get(`/loans/${longer}`);
    await must(
      people.teller.post(`/loans/${longer}/repayments`, {
        on: finance.clock.today(),
        amountFen: owing.payoffFen,
        reference: `P${random(1_000_000)}`,
      }),
    );
    await assertArrears();
    return reversed;
  };

  it(
    `${STEPS} commands, some twice and out of order: the book balances, leverage and caps hold, lateness is what the rules say`,
    async () => {
      const households = [];
      for (let i = 0; i < 7; i += 1) households.push(await borrower(finance));
      const loans: { id: string; people: LoanOffice }[] = [];
      const over = new Set<string>();
      const statuses = new Map<number, number>();
      const reached = new Set<string>();
      let stated = 0;
      for (let i = 0; i < STEPS; i += 1) {
        if (i % 250 === 249) await openBank(`fresh${String.fromCharCode(97 + Math.floor(i / 250))}`, 2_000_000);
        const open = loans.filter((loan) => !over.has(loan.id));
        if (open.length < 4 || (random(12) === 0 && open.length < 7)) loans.push(await begin(households));
        const { id, people } = one(random(8) === 0 || open.length === 0 ? loans : open);
        const [row] = await finance.look<{ state: string; out: string }>('select state, outstanding_fen as out from loan where id = $1', [
          id,
        ]);
        if ((ENDED as readonly string[]).includes(row!.state)) over.add(id);
        const answer = await command(id, people, row!.state, Number(row!.out));
        if (answer) statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        if (random(60) === 0) await newPenaltyPolicy();
        if (random(9) === 0) {
          await daysPass(finance, one([1, 3, 10, 20, 30, 40, 40, 95]));
          await assertArrears();
          await assertSplits();
          stated += await assertStatements();
        }
        if (i % 8 === 0 || i === STEPS - 1) expect(await problems()).toEqual([]);
        for (const { state } of await finance.look<{ state: string }>('select distinct state from loan')) reached.add(state);
      }
      const counts = Object.fromEntries([...statuses].toSorted(([a], [b]) => a - b));
      expect(stated).toBeGreaterThan(10);
      // nothing fails but what is refused
      expect([...statuses.keys()].filter((status) => status >= 500)).toEqual([]);
      for (const state of ['repaying', 'repaid', 'overdue', 'withdrawn']) expect(reached).toContain(state);
      const byChance = LoanStates.codes.filter((code) => reached.has(code));
      expect([...(await rareEnds())].toSorted()).toEqual(['compensation', 'drawing', 'recovery', 'repayment', 'writeOff']);
      for (const { state } of await finance.look<{ state: string }>('select distinct to_state as state from loan_event'))
        reached.add(state);
      await assertSplits();
      await assertStatements();
      console.log(
        `${loans.length} loans, ${JSON.stringify(counts)}, ${resplit} splits, ${anew} anew, states by chance: ${byChance.join(' ')}; by a rare way: ${LoanStates.codes.filter((code) => reached.has(code) && !byChance.includes(code)).join(' ')}`,
      );
      expect(penalties).toBeGreaterThan(0);
      expect(LoanStates.codes.filter((code) => !reached.has(code))).toEqual([]);
    },
    process.env['DEEP'] ? 7_200_000 : 900_000,
  );
});
