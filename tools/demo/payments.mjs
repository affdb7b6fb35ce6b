import { batchesOf, setAccount, toldAndApproved } from './batches.mjs';

/** Households beside those of the claims, whose payments stand in three batches. */
const PAYEES = 5;
/** Of the applications, and of what was before: left to themselves. */
const VILLAGES = ['360781102208', '360781102210'];
const BACK = '账户已销户';
const PAPER = '搬迁进度表（示例）';

/** What is paid: a batch a milestone, and how far each has come. */
const BATCHES = [
  { milestone: 'contractSigned', title: '第一批搬迁补助（签订协议）', yuan: 8_000, of: [0, 1, 2], until: 'answered' },
  { milestone: 'foundationLaid', title: '第二批搬迁补助（基础完工）', yuan: 6_000, of: [0, 1, 2], until: 'answered', back: [1] },
  { milestone: 'contractSigned', title: '第三批搬迁补助（签订协议）', yuan: 8_000, of: [3, 4], until: 'declared' },
  { milestone: 'foundationLaid', title: '第四批搬迁补助（基础完工）', yuan: 6_000, of: [3, 4], until: 'filled' },
];

/**
 * Batches on their way to the bank and back: one paid whole with its certificates, one that brought a payment back whose household has a
 * new account since, one that waits for its approval, and a draft. Each step by the account whose it is. What is there
 * goes on from where it stands.
 */
export async function loadPayments({ read, write, because, signIn, people, year, say, stops }) {
  const { county } = people;
  const { items } = await read(county, '/directory/households?status=registered&category=general&limit=200');
  const payees = items.filter(({ villageCode }) => !VILLAGES.includes(villageCode)).slice(-PAYEES);
  if (payees.length < PAYEES) return;
  say('finance: batches of payments, to the bank and back …');
  const office = { read, write, because, county, stops, approver: await signIn('meng.approve'), cashier: await signIn('kang.cashier') };
  const { brought } = batchesOf(office);
  const fundCode = `relocation-${year}`;
  for (const [i, household] of payees.entries()) await setAccount(office, household, accountOf(i));
  for (const { milestone, title, yuan, of, until, back = [] } of BATCHES) {
    stops.throwIfStopping();
    const households = of.map((i) => payees[i]);
    const causeIds = await claimed(office, { households, milestone, yuan, fundCode });
    const holders = back.map((at) => households[at].headName);
    const refused = (line) => (holders.includes(line.split(',')[1]) ? BACK : undefined);
    const batch = { title: `${year}年${title}`, benefit: 'relocationSubsidy', fundCode, causeType: 'relocation-claim' };
    await brought({ ...batch, causeIds: () => causeIds, until, refused });
    // the household has opened another account; the approver confirms it before the money is sent again
    for (const at of back)
      await setAccount(office, households[at], accountOf(PAYEES + at), { reason: '原账户已销户，农户已开新户', nth: 2 });
  }
}

const accountOf = (i) => `62284800001160${String(i).padStart(5, '0')}`;

/** Told by the relocation office as a list, approved by another person. @returns ids of the claims */
async function claimed(office, { households, milestone, yuan, fundCode }) {
  const word = milestone === 'contractSigned' ? '签订协议' : '基础完工';
  const list = async () => {
    const { on } = await office.read(office.county, '/ledger/trial-balance');
    const rows = households.map(({ number, headName }) => `${number},${headName},${word},中央和省级资金,${yuan},${on},${PAPER}`);
    return ['户编号,户主姓名,节点,资金来源,金额（元）,日期,依据', ...rows, `合计,,,,${yuan * rows.length},,`].join('\r\n');
  };
  const numbers = new Set(households.map(({ number }) => number));
  const isOf = ({ householdNumber, about }) => numbers.has(householdNumber) && about.zh.includes(word);
  return toldAndApproved(office, { kind: 'relocation', fundCode, document: PAPER, list, isOf });
}
