import { batchesOf } from './batches.mjs';

/** Households whose members are insured; others than those of the claims that are entered one by one. */
const HOUSEHOLDS = 6;
const BACK = '附言与参保名册不符';

/** What the insurer is owed, a batch a list: one paid with a line that came back and was sent again, one approved that waits for the cashier. */
const LISTS = [
  { scheme: '商业补充医疗保险', yuan: 90, as: 'paid', number: 3 },
  { scheme: '大病保险', yuan: 30, as: 'approved', number: 4 },
];

/** Premiums that the government pays, to the insurer that was entered and confirmed with the claims. What is there already is left as it is. */
export async function loadPremiums({ read, write, signIn, people, year, say, stops }) {
  const { county } = people;
  const { items } = await read(county, '/directory/households?status=registered&category=general&limit=60');
  const insured = items.slice(-HOUSEHOLDS);
  const [{ items: batches }, { items: institutions }] = [await read(county, '/payment-batches'), await read(county, '/payee-institutions')];
  if (insured.length < HOUSEHOLDS || batches.some(({ benefit }) => benefit === 'premium')) return;
  if (!institutions.some(({ state }) => state === 'confirmed')) return;
  say('finance: premiums paid to the insurer, a line that came back and was sent again …');
  const office = { read, write, county, approver: await signIn('meng.approve'), cashier: await signIn('kang.cashier') };
  const { filled, declared, approved, sent, answered, sentAgain } = batchesOf(office);
  for (const { scheme, yuan, as, number } of LISTS) {
    stops.throwIfStopping();
    const causeIds = await owed(office, { insured, scheme, yuan, year, document: `参保名册〔${year}〕${number}号（示例）` });
    let batch = await filled({
      ...{ title: `${year}年代缴${scheme}`, benefit: 'premium', fundCode: `premium-${year}`, causeType: 'premium-claim', causeIds },
    });
    for (const deed of [declared, approved]) batch = await deed(batch);
    if (as === 'approved') continue;
    const back = insured[1].number;
    batch = await answered(await sent(batch), (line) => (line.includes(back) ? BACK : undefined));
    // the remark was looked at with the insurer: the line was right
    await answered(await sentAgain(batch), undefined, 2);
  }
}

/** Told by the medical office as a list, approved by another person. @returns ids of the claims */
async function owed({ read, write, county, approver }, { insured, scheme, yuan, year, document }) {
  const { on } = await read(county, '/ledger/trial-balance');
  const rows = [];
  for (const { id, number, headName } of insured) {
    const { members } = await read(county, `/directory/households/${id}`);
    const single = members.find(({ name }) => members.filter((other) => other.name === name).length === 1);
    if (single) rows.push([number, headName, single.name, scheme, year, yuan, on, document].join(','));
  }
  const list = ['户编号,户主姓名,参保人姓名,险种,年度,金额（元）,日期,依据', ...rows, `合计,,,,,${yuan * rows.length},,`].join('\r\n');
  await write(county, `/claims/lists?kind=premium&fund=premium-${year}`, list);
  const { items } = await read(county, '/claims?state=proposed&kind=premium&limit=200');
  const cases = items.filter((claim) => claim.document === document).map(({ id, version }) => ({ id, version }));
  await write(approver, '/claims/steps', { step: 'approve', cases });
  return cases.map(({ id }) => id);
}
