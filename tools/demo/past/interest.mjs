import { allotByTwo, fundByTwo } from '../allotments.mjs';
import { approvedAfterLooking, batchesOf, setAccount } from '../batches.mjs';
import { contractOf, loansOf } from './loans.mjs';

const [FUND, COUNTY] = ['interest-subsidy-2015', '360781'];
const [GRANTED, IN_REVIEW] = ['2015-Q3', '2015-Q4'];
const RATE_PPM = 47_500;
const yuan = (fen) => (fen / 100).toFixed(2);

/**
 * The bank's claims for two quarters. The first agrees to the fen, is granted and paid back to the households. In the second the bank has left
 * out what it had forgotten: days late, a lower rate, a part paid back early; it counts days another way, claims what was never paid, names a
 * contract nobody knows and forgets one. That claim waits for the county.
 *
 * @returns `[day, deed]`
 */
export function liveInterest(office) {
  return [
    ['2015-10-12', () => granted(office)],
    ['2016-01-12', () => claimed(office, IN_REVIEW, secondQuarter)],
  ];
}

async function granted(office) {
  const { read, write, people } = office;
  const { county, approver, cashier } = people;
  await recordFund(office);
  const claim = await claimed(office, GRANTED, (loans) => loans.map(([no, line]) => [contractOf(no), line('2015-07-20').interestFen]));
  if (!claim) return;
  const reason = '两笔贷款用途不同，合计未超过每户上限';
  if (claim.state === 'received')
    await approvedAfterLooking(office, county, { subject: 'interestClaim', ids: [claim.id], reason }, (overlaps) =>
      write(county, `/interest-claims/${claim.id}/approve`, { fundCode: FUND, ...overlaps }, { 'If-Match': `"${claim.version}"` }),
    );
  const households = new Map((await loansOf(office, PAID)).map(([no, loan]) => [loan.householdId, [no, loan]]));
  for (const [id, [no, { headName }]] of households)
    await setAccount({ ...office, county }, { id, headName }, `62284800002150${String(no).padStart(5, '0')}`);
  await batchesOf({ read, write, county, approver, cashier }).brought({
    ...{ title: '2015年第三季度贷款贴息', benefit: 'interestSubsidy', fundCode: FUND, causeType: 'interest-claim-line' },
    until: 'answered',
  });
}

const PAID = [1, 2, 3, 4, 5, 8];

/** Left out by the bank, loan by loan; the rest is as our own schedule has it. */
function secondQuarter(loans) {
  const due = '2015-10-20';
  const withAll = (openingFen, days) => Math.round((openingFen * RATE_PPM * days) / 360_000_000);
  return [
    ...loans.flatMap(([no, line]) => {
      const { openingFen, interestFen } = line(due);
      // days late: 2; the rate of before: 3; the part that was paid back: 4; 30 days a month: 5; forgotten: 8
      if (no === 8) return [];
      const fen = no === 3 || no === 4 ? withAll(openingFen, 92) : no === 5 ? withAll(openingFen, 90) : interestFen;
      return [[contractOf(no), fen]];
    }),
    ['RCB-2015-88', 12_000],
  ];
}

/** @returns the claim; undefined in a city without loans */
async function claimed(office, quarter, rowsOf) {
  const { read, people } = office;
  const { teller, county } = people;
  const loans = (await loansOf(office, [...PAID, ...(quarter === IN_REVIEW ? [6] : [])])).map(([no, { schedule }]) => [
    no,
    (dueOn) => schedule.find((line) => line.dueOn === dueOn),
  ]);
  if (loans.length === 0) return undefined;
  const known = (await read(county, '/interest-claims')).items.find((one) => one.quarter === quarter);
  if (known) return known;
  const rows = rowsOf(loans.toSorted(([a], [b]) => a - b));
  const total = rows.reduce((sum, [, fen]) => sum + fen, 0);
  const file = ['合同编号,申报贴息（元）', ...rows.map(([contract, fen]) => `${contract},${yuan(fen)}`), `合计,${yuan(total)}`].join(
    '\r\n',
  );
  return office.write(teller, `/interest-claims?bankCode=rcb&quarter=${quarter}`, file);
}

async function recordFund({ read, write, because, signIn, people: { county } }) {
  const document = because('瑞财〔2015〕8号（示例）', '年度贴息预算');
  const amountFen = 5_000_000;
  if (!(await read(county, '/budget/funds')).items.some(({ code }) => code === FUND))
    await write(county, '/budget/funds', {
      ...{ code: FUND, nameZh: '2015年贷款贴息资金', nameEn: 'interest subsidy of 2015', purpose: 'interestSubsidy' },
    });
  await fundByTwo({ read, write, signIn, county }, FUND, { amountFen, on: '2015-01-15', ...document });
  await allotByTwo({ read, write, signIn, county }, FUND, [[COUNTY, amountFen, document]]);
}
