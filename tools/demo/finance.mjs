import { allotByTwo, fundByTwo } from './allotments.mjs';
import { applicationsOf } from './applications.mjs';
import { loadClaims } from './claims.mjs';
import { deskOf } from './desk.mjs';
import { loadLists } from './lists.mjs';
import { loadLoans } from './loans.mjs';
import { loadOutsideLists } from './outside.mjs';
import { loadPast } from './past/past.mjs';
import { loadPayments } from './payments.mjs';
import { loadPremiums } from './premiums.mjs';

const { read, write, upload } = deskOf('/api/finance/v1');
const [TOWNSHIP, VILLAGE] = ['360781102', '360781102208'];
/** Fund of the county by the standard: 49 villages and 23,100 households (article). */
const FUND_FEN = 28_000_000_000;
const WAIT_MS = 500;

/** What a household asked for and how far it has come. */
const APPLICATIONS = [
  { product: 'navelOrange', stage: 1, quantity: 550, parcel: '屋背坑', as: 'noticePosted' },
  { product: 'oilTea', stage: 1, quantity: 1_200, parcel: '长岭背', as: 'noticePosted' },
  { product: 'vegetables', stage: 1, quantity: 300, parcel: '河坝里', as: 'granted' },
  { product: 'navelOrange', stage: 2, quantity: 400, parcel: '塘角上', as: 'accepted' },
  { product: 'vegetables', stage: 1, quantity: 250, parcel: '大塘边', as: 'measured' },
  { product: 'oilTea', stage: 1, quantity: 600, parcel: '石背岭', as: 'villageChecked' },
  { product: 'tobacco', stage: 1, quantity: 800, parcel: '洋田段', as: 'applied' },
  { product: 'vegetables', stage: 1, quantity: 220, parcel: '老屋前', as: 'applied' },
];

/**
 * A finance department at work, made by its own accounts through the public interface: what has happened since the last spring, money of
 * the year, allotments, a scheme, and applications on their way. What is there goes on from where it stands: a loading that was interrupted
 * between any two commands is finished by the next one, and does nothing twice.
 *
 * @param clock what all others show, `behind` what finance does (`clock.mjs`)
 * @param signIn user name → somebody with `get`, `post` and `upload`, as `Officer` is
 */
export async function loadFinance({ signIn, households: expected, clock, behind, say, stops }) {
  const county = await signIn('qian.finance');
  const people = {
    county,
    maker: await signIn('ye.fenggang'),
    checker: await signIn('zhong.fenggang'),
    inspector: await signIn('deng.rentian'),
    second: await signIn('fang.rentian'),
  };
  const office = { read, write, upload, because, signIn, people, say, stops };
  await copyArrived(county, expected, stops);
  if (behind?.now()) await loadPast({ ...office, clock, behind, recordMoney, recordFunds, recordScheme });
  const year = Number((await read(county, '/ledger/trial-balance')).on.slice(0, 4));
  say('finance: capacity, funds, allotments and the scheme of the year …');
  await recordMoney(county, year, signIn);
  const scheme = await recordScheme(county, year);
  const households = await householdsOf(people.maker);
  const known = new Map(
    (await read(people.maker, `/subsidy-applications?scheme=${scheme}&limit=500`)).items.map((one) => [one.parcel, one]),
  );
  const { apply } = applicationsOf(office);
  for (const [i, application] of APPLICATIONS.entries()) {
    stops.throwIfStopping();
    if (households.length > 0) await apply(scheme, households[i % households.length], application, known.get(application.parcel));
  }
  say(`finance: ${households.length > 0 ? APPLICATIONS.length : 0} applications for reward subsidies are on their way`);
  Object.assign(office, { households, year });
  await loadLoans(office);
  await loadClaims(office);
  await loadPremiums(office);
  await loadOutsideLists(office);
  await loadLists(office);
  await loadPayments(office);
}

async function recordMoney(county, year, signIn) {
  const { items: years } = await read(county, '/budget/years');
  const capacities = [
    [year - 2, 111_000_000_000],
    [year - 1, 122_000_000_000],
    [year, 134_000_000_000],
  ];
  for (const [of, capacityFen] of capacities)
    if (!years.some((one) => one.year === of && one.capacityFen !== null))
      await write(county, '/budget/years', { year: of, capacityFen, ...because(`${of}年财政决算（示例）`, '年度财力') });
  await recordFunds(county, year, signIn);
  await allot(county, year, signIn);
}

async function recordFunds(county, year, signIn) {
  const funds = [
    {
      code: `industry-${year}`,
      nameZh: `${year}年产业扶贫资金`,
      nameEn: `industry fund of ${year}`,
      purpose: 'industry',
      amountFen: FUND_FEN,
    },
    {
      code: `e-commerce-${year}`,
      nameZh: `${year}年电商扶贫资金`,
      nameEn: `e-commerce of ${year}`,
      purpose: 'eCommerce',
      amountFen: 1_000_000_000,
    },
    {
      code: `organisation-${year}`,
      nameZh: `${year}年扶贫工作经费`,
      nameEn: `organisation of ${year}`,
      purpose: 'organisation',
      amountFen: 135_000_000,
    },
  ];
  const { items: known } = await read(county, '/budget/funds');
  for (const { amountFen, ...fund } of funds) {
    if (!known.some(({ code }) => code === fund.code)) await write(county, '/budget/funds', fund);
    const change = { amountFen, on: `${year}-01-15`, ...because(`瑞财〔${year}〕1号（示例）`, '年初预算安排') };
    await fundByTwo({ read, write, signIn, county }, fund.code, change);
  }
}

async function allot(county, year, signIn) {
  const { items: divisions } = await read(county, '/directory/divisions');
  const townships = divisions.filter(({ level }) => level === 'township').map(({ code }) => code.slice(0, 9));
  const shares = [...townships.map((area) => [area, 1_200_000_000]), [VILLAGE, 50_000_000]];
  const document = (area) => because(`瑞扶移〔${year}〕2号（示例）`, area === TOWNSHIP ? '壬田镇产业奖补额度' : '产业奖补额度');
  await allotByTwo(
    { read, write, signIn, county },
    `industry-${year}`,
    shares.map(([area, amountFen]) => [area, amountFen, document(area)]),
  );
}

async function recordScheme(county, year) {
  const code = `reward-a-${year}`;
  const { items } = await read(county, '/subsidy-schemes');
  if (items.some((one) => one.code === code)) return code;
  const product = (name, nameZh, minimum, ratesFen, capQuantity) => ({
    product: name,
    nameZh,
    unit: 'centiMu',
    minimum,
    ratesFen,
    capQuantity,
  });
  await write(county, '/subsidy-schemes', {
    ...{ code, nameZh: `${year}年产业直补办法（示例）`, nameEn: `reward subsidies of ${year} (example)`, fundCode: `industry-${year}` },
    ...{ householdCapFen: 1_000_000, batchCapFen: 500_000, certainty: 'S', noteZh: '标准取自邻县公开文件，供演示' },
    sourceDocument: '产业扶贫奖补办法（示例）',
    evidence: [{ code: 'landRight', nameZh: '土地承包或流转证明', nameEn: 'proof of the land', at: 'application', atLeast: 1 }],
    products: [
      product('vegetables', '蔬菜', 200, [50_000], 1_000),
      product('navelOrange', '脐橙', 200, [60_000, 20_000, 20_000], 500),
      product('oilTea', '油茶新造', 300, [60_000, 20_000, 20_000], 1_000),
      product('tobacco', '烤烟', 200, [30_000], null),
    ],
  });
  return code;
}

/** The copy of the register arrives by messages, village after village. */
async function copyArrived(county, expected, stops) {
  for (let tries = 0; tries < 120; tries += 1) {
    stops.throwIfStopping();
    if ((await read(county, '/directory/digest')).households >= expected) return;
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
  }
}

/** Half of the village's at most, four in all: visitors shall find some that have not applied yet. A small city may have none. */
async function householdsOf(maker) {
  const { items } = await read(maker, '/directory/households?status=registered&category=general&limit=20');
  return items.slice(0, Math.min(4, Math.ceil(items.length / 2)));
}

const because = (sourceDocument, reason) => ({ sourceDocument, reason });
