const COUNTY_BANK = '瑞金农商银行';
/** Households beside those of the claims, whose payments stand in three batches. */
const PAYEES = 5;
const VILLAGE = '360781102208';
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
  // the village of the applications is left to visitors
  const payees = items.filter(({ villageCode }) => villageCode !== VILLAGE).slice(-PAYEES);
  if (payees.length < PAYEES || (await read(county, '/payment-batches')).items.length > 0) return;
  say('finance: batches of payments, to the bank and back …');
  const office = { read, write, county, year, stops, approver: await signIn('meng.approve'), cashier: await signIn('kang.cashier') };
  const fundCode = `relocation-${year}`;
  for (const [i, household] of payees.entries()) await setAccount({ write, county, because }, household, i);
  for (const { milestone, title, yuan, of, as, back } of BATCHES) {
    stops.throwIfStopping();
    const households = of.map((i) => payees[i]);
    await claimed(office, { households, milestone, yuan, fundCode });
    const made = { title: `${year}年${title}`, benefit: 'relocationSubsidy', fundCode };
    const deeds = [
      () => filled(office, made, 'relocation-claim', (document) => document === PAPER),
      ...stepsOf(
        office,
        (back ?? []).map((at) => households[at].number),
      ),
    ];
    let batch;
    for (const deed of deeds.slice(0, STATES.indexOf(as) + 1)) batch = await deed(batch);
    // the household has opened another account; the approver confirms it before the money is sent again
    for (const at of back ?? []) await setAccount({ write, county, because }, households[at], PAYEES + at);
  }
}

const setAccount = ({ write, county, because }, { id, headName }, i) =>
  write(county, '/payment-accounts', {
    ...{ householdId: id, bankName: COUNTY_BANK, holderName: headName, accountNumber: `62284800001160${String(i).padStart(5, '0')}` },
    ...because('一卡通开户回执（示例）', i < PAYEES ? '首次登记' : '原账户已销户，农户已开新户'),
  });

/** Told by the relocation office as a list, approved by another person. */
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
}

async function filled({ read, write, county }, made, causeType, chosen = () => true) {
  const { items } = await read(county, `/claims?state=approved&kind=${causeType.split('-')[0]}&limit=200`);
  const causeIds = items.filter(({ document }) => chosen(document)).map(({ id }) => id);
  const batch = await write(county, '/payment-batches', made);
  return write(county, `/payment-batches/${batch.id}/payments`, { causeType, causeIds }, versionOf(batch));
}

const versionOf = ({ version }) => ({ 'If-Match': `"${version}"` });

const stepsOf = ({ write, county, approver, cashier }, back) => [
  (batch) => write(county, `/payment-batches/${batch.id}/declare`, batch.totals, versionOf(batch)),
  (batch) => write(approver, `/payment-batches/${batch.id}/approve`, {}, versionOf(batch)),
  (batch) => write(cashier, `/payment-batches/${batch.id}/send`, {}, versionOf(batch)),
  async (batch) => write(cashier, `/payment-batches/${batch.id}/returns`, await answered({ write, county, cashier }, batch, back)),
];

/** As the bank answers: the file it was sent, each line with what became of it. */
async function answered({ cashier, county }, { id, totals }, back) {
  const sent = (await cashier.get(`/api/finance/v1/payment-batches/${id}/files/1?format=csv`)).text;
  const { items } = JSON.parse((await county.get(`/api/finance/v1/payment-batches/${id}/payments?limit=100`)).text);
  const holders = new Set(items.filter(({ householdNumber }) => back.includes(householdNumber)).map(({ headName }) => headName));
  const on = JSON.parse((await county.get('/api/finance/v1/ledger/trial-balance')).text).on;
  const lines = sent.split('\r\n').filter((line) => /^\d{6}-/.test(line));
  const rows = lines.map((line) => {
    const [reference, holder, , , yuan] = line.split(',');
    return [reference, yuan, ...(holders.has(holder) ? ['失败', BACK] : ['成功', '']), on].join(',');
  });
  return ['付款编号,金额（元）,结果,原因,日期', ...rows, `合计,${(totals.sumFen / 100).toFixed(2)},${rows.length},,`].join('\r\n');
}
