import { batchesOf, toldAndApproved } from './batches.mjs';

/** Households whose members are insured; others than those of the claims that are entered one by one. */
const HOUSEHOLDS = 6;
const BACK = '附言与参保名册不符';

/** What the insurer is owed, a batch a list: one paid with a line that came back and was sent again, one approved that waits for the cashier. */
const LISTS = [
  { scheme: '商业补充医疗保险', yuan: 90, until: 'settled', number: 3 },
  { scheme: '大病保险', yuan: 30, until: 'approved', number: 4 },
];

/** Premiums that the government pays, to the insurer that was entered and confirmed with the claims. What is there goes on from where it stands. */
export async function loadPremiums({ read, write, signIn, people, year, say, stops }) {
  const { county } = people;
  const { items } = await read(county, '/directory/households?status=registered&category=general&limit=60');
  const insured = items.slice(-HOUSEHOLDS);
  const { items: institutions } = await read(county, '/payee-institutions');
  if (insured.length < HOUSEHOLDS || !institutions.some(({ state }) => state === 'confirmed')) return;
  say('finance: premiums paid to the insurer, a line that came back and was sent again …');
  const office = { read, write, county, approver: await signIn('meng.approve'), cashier: await signIn('kang.cashier') };
  const { brought } = batchesOf(office);
  const fundCode = `premium-${year}`;
  // the remark was looked at with the insurer: the line was right, and goes to the bank once more as it is
  const refused = (line) => (line.includes(insured[1].number) ? BACK : undefined);
  for (const { scheme, yuan, until, number } of LISTS) {
    stops.throwIfStopping();
    const document = `参保名册〔${year}〕${number}号（示例）`;
    const list = () => listOf(office, { insured, scheme, yuan, year, document });
    const causeIds = await toldAndApproved(office, { kind: 'premium', fundCode, document, list });
    const batch = { title: `${year}年代缴${scheme}`, benefit: 'premium', fundCode, causeType: 'premium-claim' };
    await brought({ ...batch, causeIds: () => causeIds, until, refused });
  }
}

/** As the medical office sends it. */
async function listOf({ read, county }, { insured, scheme, yuan, year, document }) {
  const { on } = await read(county, '/ledger/trial-balance');
  const rows = [];
  for (const { id, number, headName } of insured) {
    const { members } = await read(county, `/directory/households/${id}`);
    const single = members.find(({ name }) => members.filter((other) => other.name === name).length === 1);
    if (single) rows.push([number, headName, single.name, scheme, year, yuan, on, document].join(','));
  }
  return ['户编号,户主姓名,参保人姓名,险种,年度,金额（元）,日期,依据', ...rows, `合计,,,,,${yuan * rows.length},,`].join('\r\n');
}
