import { allotByTwo, fundByTwo } from './allotments.mjs';
import { field } from './pictures.mjs';

const BANK = { code: 'rcb', nameZh: '瑞金农商银行', nameEn: 'rural commercial bank of Ruijin' };
const FUND_FEN = 1_000_000_000;
const COUNTY = '360781';

/** What households have asked for and how far it has come. */
const LOANS = [
  {
    ...{ purpose: 'planting', purposeText: '种植脐橙5亩', amountFen: 2_500_000, as: 'drawn' },
    saw: { finding: 'asAgreed', remark: '脐橙树苗已栽5亩，长势良好' },
  },
  { purpose: 'breeding', purposeText: '养殖麻鸭500羽', amountFen: 3_000_000, as: 'townReviewed' },
  {
    ...{
      product: 'photovoltaic',
      purpose: 'photovoltaic',
      purposeText: '自家屋顶3千瓦光伏',
      amountFen: 2_400_000,
      months: 96,
      as: 'drawn',
    },
    // of the first household, within its cap
    of: 0,
    agreed: { annualRatePpm: 49_000, principalGracePeriods: 4 },
  },
];
const STATES = ['applied', 'villageRecommended', 'townReviewed', 'countyConfirmed', 'bankApproved', 'drawn'];

/**
 * A lender bank with its risk fund, and loans on their way, made by the accounts of the demonstration. What is there goes on from where it
 * stands.
 */
export async function loadLoans(office) {
  const { read, write, upload, signIn, people, households, year, say, stops } = office;
  const { county, maker, checker, inspector } = people;
  say('finance: a lender bank, its risk fund and loans …');
  await recordBank(office);
  const { items: known } = await read(maker, '/loans?limit=500');
  const [approver, teller] = [await signIn('zhou.bank'), await signIn('wei.bank')];
  const { on } = await read(county, '/ledger/trial-balance');
  const able = await borrowersOf(households, { read, maker, year });
  for (const [i, { as, agreed, saw, of = i, ...asked }] of LOANS.entries()) {
    stops.throwIfStopping();
    const { household, borrower } = able[of] ?? {};
    if (!borrower) continue;
    const applied = { bankCode: BANK.code, householdId: household.id, borrowerId: borrower.personId, months: 36, ...asked };
    const { id } =
      known.find((one) => one.householdId === household.id && one.amountFen === asked.amountFen) ?? (await write(maker, '/loans', applied));
    const versioned = async (who) => ({ id, version: (await read(who, `/loans/${id}`)).version });
    const step = (who, name) => async () => write(who, '/loans/steps', { step: name, cases: [await versioned(who)] });
    const contract = {
      contractNumber: `RCB-${year}-${i + 1}`,
      annualRatePpm: 47_500,
      method: 'equalPrincipal',
      periodMonths: 3,
      ...agreed,
    };
    const deeds = [
      step(checker, 'recommend'),
      step(inspector, 'review'),
      step(county, 'confirm'),
      async () => write(approver, `/loans/${id}/approval`, contract, { 'If-Match': `"${(await versioned(approver)).version}"` }),
      () => write(teller, `/loans/${id}/drawings`, { on, amountFen: asked.amountFen, reference: `RCB${year}F${i + 1}` }),
    ];
    const done = STATES.indexOf((await read(maker, `/loans/${id}`)).state);
    if (done >= 0) for (const deed of deeds.slice(done, STATES.indexOf(as))) await deed();
    if (saw && (await read(maker, `/loans/${id}`)).use.checks.length === 0)
      await write(maker, `/loans/${id}/use-checks`, { on, ...saw, attachmentIds: [await upload(maker, '示意照片.jpg', await field(i))] });
  }
}

/** The bank, and what the county puts into its risk fund from the money of a year; ordered by one, approved by another. */
export async function recordBank({ read, write, because, signIn, people: { county }, year, amountFen = FUND_FEN }) {
  const { items } = await read(county, '/lender-banks');
  if (!items.some(({ code }) => code === BANK.code)) await write(county, '/lender-banks', BANK);
  const fundCode = `risk-fund-${year}`;
  const provided = (await read(county, `/lender-banks/${BANK.code}/fund-changes`)).items;
  if (provided.some((change) => change.fundCode === fundCode)) return;
  const document = because(`瑞财〔${year}〕7号（示例）`, provided.length > 0 ? '补充风险缓释基金' : '设立风险缓释基金');
  const { items: funds } = await read(county, '/budget/funds');
  if (!funds.some(({ code }) => code === fundCode))
    await write(county, '/budget/funds', {
      ...{ code: fundCode, nameZh: `${year}年风险缓释基金`, nameEn: `risk compensation of ${year}`, purpose: 'riskFund' },
    });
  const on = `${year}-01-15`;
  await fundByTwo({ read, write, signIn, county }, fundCode, { amountFen, on, ...document });
  await allotByTwo({ read, write, signIn, county }, fundCode, [[COUNTY, amountFen, document]]);
  const waiting = async () => (await read(county, '/money-orders')).items.filter(({ state }) => state === 'proposed');
  if ((await waiting()).length === 0)
    await write(county, `/lender-banks/${BANK.code}/provisions`, { fundCode, amountFen, on, ...document });
  const approver = await signIn('meng.approve');
  for (const { id } of await waiting()) await write(approver, `/money-orders/${id}/approve`, {});
}

/** Households with a member of an age that may borrow. */
export async function borrowersOf(households, { read, maker, year, most = Infinity }) {
  const able = [];
  for (const household of households) {
    if (able.length >= most) break;
    const { members = [] } = await read(maker, `/loan-options?householdId=${household.id}`);
    const borrower = members.find(({ birthYear }) => birthYear !== null && birthYear > year - 60 && birthYear < year - 18);
    if (borrower) able.push({ household, borrower });
  }
  return able;
}
