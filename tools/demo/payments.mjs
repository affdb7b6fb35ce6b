import { batchesOf, setAccount } from './batches.mjs';

/** Households beside those of the claims, whose payments stand in three batches. */
const PAYEES = 5;
/** Of the applications, and of what was before: left to themselves. */
const VILLAGES = ['360781102208', '360781102210'];
const BACK = '账户已销户';
const PAPER = '搬迁进度表（示例）';

/** What is paid: a batch a milestone, and how far each has come. */
const BATCHES = [
  { milestone: 'contractSigned', title: '第一批搬迁补助（签订协议）', yuan: 8_000, of: [0, 1, 2], as: 'answered', back: [] },
  { milestone: 'foundationLaid', title: '第二批搬迁补助（基础完工）', yuan: 6_000, of: [0, 1, 2], as: 'answered', back: [1] },
  { milestone: 'contractSigned', title: '第三批搬迁补助（签订协议）', yuan: 8_000, of: [3, 4], as: 'declared' },
  { milestone: 'foundationLaid', title: '第四批搬迁补助（基础完工）', yuan: 6_000, of: [3, 4], as: 'filled' },
];
const STATES = ['filled', 'declared', 'approved', 'sent', 'answered'];

/**
 * Batches on their way to the bank and back: one paid whole with its certificates, one that brought a payment back whose household has a
 * new account since, one that waits for its approval, and a draft. Each step by the account whose it is. What is there
 * already is left as it is.
 */
export async function loadPayments({ read, write, because, signIn, people, year, say, stops }) {
  const { county } = people;
  const { items } = await read(county, '/directory/households?status=registered&category=general&limit=200');
  const payees = items.filter(({ villageCode }) => !VILLAGES.includes(villageCode)).slice(-PAYEES);
  const { items: batches } = await read(county, '/payment-batches');
  if (payees.length < PAYEES || batches.some(({ benefit }) => benefit === 'relocationSubsidy')) return;
  say('finance: batches of payments, to the bank and back …');
  const office = { read, write, because, county, stops, approver: await signIn('meng.approve'), cashier: await signIn('kang.cashier') };
  const { filled, declared, approved, sent, answered } = batchesOf(office);
  const fundCode = `relocation-${year}`;
  for (const [i, household] of payees.entries()) await setAccount(office, household, accountOf(i));
  for (const { milestone, title, yuan, of, as, back = [] } of BATCHES) {
    stops.throwIfStopping();
    const households = of.map((i) => payees[i]);
    const causeIds = await claimed(office, { households, milestone, yuan, fundCode });
    const holders = back.map((at) => households[at].headName);
    const deeds = [
      () => filled({ title: `${year}年${title}`, benefit: 'relocationSubsidy', fundCode, causeType: 'relocation-claim', causeIds }),
      ...[declared, approved, sent],
      (batch) => answered(batch, (line) => (holders.includes(line.split(',')[1]) ? BACK : undefined)),
    ];
    let batch;
    for (const deed of deeds.slice(0, STATES.indexOf(as) + 1)) batch = await deed(batch);
    // the household has opened another account; the approver confirms it before the money is sent again
    for (const at of back) await setAccount(office, households[at], accountOf(PAYEES + at), '原账户已销户，农户已开新户');
  }
}

const accountOf = (i) => `62284800001160${String(i).padStart(5, '0')}`;

/** Told by the relocation office as a list, approved by another person. @returns ids of the claims */
async function claimed({ read, write, county, approver }, { households, milestone, yuan, fundCode }) {
  const { on } = await read(county, '/ledger/trial-balance');
  const word = milestone === 'contractSigned' ? '签订协议' : '基础完工';
  const rows = households.map(({ number, headName }) => `${number},${headName},${word},中央和省级资金,${yuan},${on},${PAPER}`);
  const list = ['户编号,户主姓名,节点,资金来源,金额（元）,日期,依据', ...rows, `合计,,,,${yuan * rows.length},,`].join('\r\n');
  await write(county, `/claims/lists?kind=relocation&fund=${fundCode}`, list);
  const { items } = await read(county, '/claims?state=proposed&kind=relocation&limit=200');
  const numbers = new Set(households.map(({ number }) => number));
  const cases = items.filter(({ householdNumber, document }) => numbers.has(householdNumber) && document === PAPER);
  await write(approver, '/claims/steps', { step: 'approve', cases: cases.map(({ id, version }) => ({ id, version })) });
  return cases.map(({ id }) => id);
}
