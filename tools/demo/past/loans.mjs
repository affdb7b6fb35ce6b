import { borrowersOf, recordBank } from '../loans.mjs';
import { field } from '../pictures.mjs';

const YEAR = 2015;
const PROVISION_FEN = 50_000_000;
export const contractOf = (no) => `RCB-${YEAR}-${no}`;

/** All drawn in April 2015 for three years, due on the 20th of July, October, January; fewer households than loans share them. */
const LOANS = [
  { no: 1, purpose: 'planting', purposeText: '种植脐橙4亩', yuan: 20_000 },
  { no: 2, purpose: 'breeding', purposeText: '养殖肉牛2头', yuan: 25_000 },
  { no: 3, purpose: 'planting', purposeText: '种植白莲8亩', yuan: 18_000 },
  { no: 4, purpose: 'eCommerce', purposeText: '开办村级电商服务点', yuan: 24_000 },
  { no: 5, purpose: 'processing', purposeText: '加工红薯干', yuan: 15_000 },
  { no: 6, purpose: 'breeding', purposeText: '养殖麻鸭800羽', yuan: 20_000 },
  { no: 7, purpose: 'planting', purposeText: '种植烤烟10亩', yuan: 16_000 },
  { no: 8, purpose: 'breeding', purposeText: '养殖蜜蜂30箱', yuan: 12_000 },
];
const STEPS = ['applied', 'villageRecommended', 'townReviewed', 'countyConfirmed', 'bankApproved'];
/** Below it one household would pass what it may owe. */
const LEAST_HOUSEHOLDS = 4;
const PUNCTUAL = [1, 3, 4, 5, 8];

/**
 * 1 is paid back early; 2 was late in July, had its penalty waived, and is late again since January; 3 and 4 had their rate lowered and a part
 * paid back early; 6 and 7 were never paid: the fund shared their loss, part of 6 came back, 7 was written off.
 *
 * @returns `[day, deed]`
 */
export function livePastLoans(office) {
  const { write, people } = office;
  const { county, teller } = people;
  const repay = (loan, on, amountFen, reference) => booked(office, loan, 'repayments', { on, amountFen, reference });
  const paid = async (nos, dueOn, on = dueOn) => {
    for (const [no, loan] of await loansOf(office, nos)) {
      const { principalFen, interestFen } = loan.schedule.find((line) => line.dueOn === dueOn);
      await repay(loan, on, principalFen + interestFen, `H${dueOn.replaceAll('-', '')}${no}`);
    }
  };
  const step = async (who, no, name, reason, from) => {
    for (const [, { id, version, state }] of await loansOf(office, [no]))
      if (state === from) await write(who, '/loans/steps', { step: name, reason, cases: [{ id, version }] });
  };
  return [
    ['2015-04-20', () => drawn(office)],
    ['2015-07-20', () => paid(PUNCTUAL, '2015-07-20')],
    [
      '2015-08-10',
      async () => {
        await paid([2], '2015-07-20', '2015-08-10');
        await waived(office, 2);
        for (const no of [6, 7]) await step(teller, no, 'collect', '两次上门催收，借款人外出未归', 'overdue');
      },
    ],
    ['2015-10-12', () => changed(office)],
    ['2015-10-20', () => paid([...PUNCTUAL, 2], '2015-10-20')],
    [
      '2015-11-12',
      async () => {
        for (const no of [6, 7]) {
          const asked = (await loansOf(office, [no])).some(([, { events }]) => events.some((one) => one.step === 'requestCompensation'));
          if (!asked) await step(teller, no, 'requestCompensation', '催收满90天仍未归还', 'collection');
          await step(county, no, 'compensate', '催收记录齐全，按协议代偿', 'collection');
        }
      },
    ],
    [
      '2016-01-12',
      async () => {
        for (const [no, fen] of [
          [6, 600_000],
          [7, 150_000],
        ])
          for (const [, loan] of await loansOf(office, [no]))
            await booked(office, loan, 'recoveries', { on: '2016-01-08', amountFen: fen, reference: `Z20160108${no}` });
      },
    ],
    ['2016-01-20', () => paid(PUNCTUAL, '2016-01-20')],
    [
      '2016-02-05',
      async () => {
        for (const [, loan] of await loansOf(office, [1]))
          if (loan.state !== 'repaid') await repay(loan, '2016-02-05', loan.payoffFen, 'H201602051');
        await step(county, 7, 'writeOff', '借款人身故，无遗产可供清偿，经县领导小组会议同意', 'compensated');
        for (const [no, { id, use }] of await loansOf(office, [3, 4]))
          if (use.checks.length === 0) {
            const attachmentIds = [await office.upload(people.maker, '示意照片.jpg', await field(no))];
            const saw = { on: '2016-02-04', finding: 'asAgreed', remark: '与申请用途一致，经营正常', attachmentIds };
            await write(people.maker, `/loans/${id}/use-checks`, saw);
          }
      },
    ],
  ];
}

/** What is overdue bore penalty interest; the bank gives it up, asked for by one clerk and granted by another. */
async function waived(office, no) {
  const {
    read,
    write,
    people: { teller, banker },
  } = office;
  const [[, loan] = []] = await loansOf(office, [no]);
  // waived in August; what it owes since January is another one
  if (!loan || loan.penalty.waivedFen > 0 || (loan.penalty.owedFen === 0 && !loan.penalty.waiver)) return;
  const take = async (who, name, reason) => {
    const { id, version } = await read(who, `/loans/${loan.id}`);
    await write(who, '/loans/steps', { step: name, reason, cases: [{ id, version }] });
  };
  if (!loan.penalty.waiver) await take(teller, 'askPenaltyWaiver', '肉牛染病治疗，销售推迟，逾期三周已补足');
  await take(banker, 'waivePenalty', '情况属实，首次逾期');
}

/** @returns `[number, loan]` as it is now; only those that are there: a small city has too few households for all of them */
export async function loansOf(office, nos) {
  const { read, people } = office;
  const ids = IDS.get(office.households) ?? (await idsOf(office));
  const known = nos.filter((no) => ids.has(no));
  return Promise.all(known.map(async (no) => [no, await read(people.teller, `/loans/${ids.get(no)}`)]));
}

/** By contract; they are drawn on one day and stay the same from then on. */
const IDS = new WeakMap();
async function idsOf({ read, people: { teller }, households }) {
  const { items } = await read(teller, '/loans?bank=rcb&limit=500');
  const all = await Promise.all(items.map(({ id }) => read(teller, `/loans/${id}`)));
  const ids = new Map(all.map(({ id, contractNumber }) => [contractNumber, id]));
  const found = new Map(LOANS.filter(({ no }) => ids.has(contractOf(no))).map(({ no }) => [no, ids.get(contractOf(no))]));
  IDS.set(households, found);
  return found;
}

async function drawn(office) {
  const { read, write, people, households } = office;
  const { county, maker, checker, inspector, banker, teller } = people;
  await office.recordFunds(county, YEAR, office.signIn);
  await recordBank({ ...office, year: YEAR, amountFen: PROVISION_FEN });
  const able = await borrowersOf(households, { read, maker, year: YEAR, most: LOANS.length });
  if (able.length < LEAST_HOUSEHOLDS) return;
  const { items } = await read(maker, '/loans?limit=500');
  for (const [i, { no, yuan, ...asked }] of LOANS.entries()) {
    const { household, borrower } = able[i % able.length];
    const known = items.find((one) => one.householdId === household.id && one.amountFen === yuan * 100);
    const applied = {
      bankCode: 'rcb',
      householdId: household.id,
      borrowerId: borrower.personId,
      months: 36,
      amountFen: yuan * 100,
      ...asked,
    };
    const { id } = known ?? (await write(maker, '/loans', applied));
    const versioned = async (who) => ({ id, version: (await read(who, `/loans/${id}`)).version });
    const step = (who, name) => async () => write(who, '/loans/steps', { step: name, cases: [await versioned(who)] });
    const contract = { contractNumber: contractOf(no), annualRatePpm: 47_500, method: 'equalPrincipal', periodMonths: 3 };
    const deeds = [
      step(checker, 'recommend'),
      step(inspector, 'review'),
      step(county, 'confirm'),
      async () => write(banker, `/loans/${id}/approval`, contract, { 'If-Match': `"${(await versioned(banker)).version}"` }),
      () => write(teller, `/loans/${id}/drawings`, { on: '2015-04-20', amountFen: yuan * 100, reference: `F20150420${no}` }),
    ];
    const { state } = await read(maker, `/loans/${id}`);
    const done = STEPS.indexOf(state);
    if (done >= 0) for (const deed of deeds.slice(done)) await deed();
  }
}

/** The bank lowered a rate in September, proposed by one clerk and agreed to by another; another household paid a part back early. */
async function changed(office) {
  const { write, people } = office;
  for (const [, { id, changes, change }] of await loansOf(office, [3])) {
    if (changes.length > 0) continue;
    const lower = { from: '2015-09-01', annualRatePpm: 43_500, reason: '银行下调执行利率' };
    if (!change) await write(people.teller, `/loans/${id}/rate-changes`, lower);
    const { version } = await office.read(people.banker, `/loans/${id}`);
    await write(people.banker, '/loans/steps', { step: 'agreeToChange', cases: [{ id, version }] });
  }
  for (const [, loan] of await loansOf(office, [4]))
    await booked(office, loan, 'repayments', { on: '2015-09-10', amountFen: 600_000, reference: 'H201509104' });
}

/** What the bank has booked under a reference is not booked again. */
async function booked({ write, people: { teller } }, { id, movements }, what, movement) {
  if (movements.some(({ reference }) => reference === movement.reference)) return;
  await write(teller, `/loans/${id}/${what}`, what === 'repayments' ? { ...movement, effect: 'smallerInstalments' } : movement);
}
