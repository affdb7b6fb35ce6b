import { allotByTwo, fundByTwo } from './allotments.mjs';

const COUNTY = '360781';

/** Money of the year for what other departments want paid. */
const FUNDS = [
  ['relocation', '年易地搬迁资金', 'relocation money of', 800_000_000],
  ['premium', '年代缴保费资金', 'premiums of', 200_000_000],
];

/**
 * Claims of other departments, entered by hand and by list, some approved. One of them meets the first of its household: who approves it
 * sees that both together pass what a household gets. What is there goes on from where it stands.
 */
export async function loadClaims({ read, write, because, signIn, people, households, year, say, stops }) {
  const { county } = people;
  const [movers, later, insured] = await householdsOf(read, county, households);
  if (!insured) return;
  say('finance: claims of the departments for relocation and premiums …');
  await recordFunds({ read, write, because, signIn, county, year });
  stops.throwIfStopping();
  const approver = await signIn('meng.approve');
  await recordInsurer({ read, write, county, approver, year });
  const { on: dueOn } = await read(county, '/ledger/trial-balance');
  const known = [];
  for (const kind of ['relocation', 'premium']) known.push(...(await read(county, `/claims?kind=${kind}&limit=200`)).items);
  const enter = async (household, about, yuan, document) =>
    known.find((one) => one.document === document && one.householdId === household.id && one.amountFen === yuan * 100) ??
    (await write(county, '/claims', {
      ...{ householdId: household.id, amountFen: yuan * 100, dueOn, document },
      ...{ fundCode: `${about.kind}-${year}`, ...about },
    }));
  const approve = async ({ id, version, state }) => {
    if (state === 'proposed') await write(approver, '/claims/steps', { step: 'approve', cases: [{ id, version }] });
  };
  const relocation = (milestone, source) => ({ kind: 'relocation', milestone, source });
  await approve(await enter(movers, relocation('contractSigned', 'centralAndProvincial'), 8_000, `搬迁协议〔${year}〕3号（示例）`));
  await enter(movers, relocation('roofed', 'cityPlatform'), 13_000, `封顶验收单〔${year}〕8号（示例）`);
  await enter(later, relocation('contractSigned', 'cityPlatform'), 12_000, `搬迁协议〔${year}〕5号（示例）`);
  const { members } = await read(county, `/directory/households/${insured.id}`);
  const premium = (scheme) => ({ kind: 'premium', personId: members[0].personId, scheme, year });
  await approve(await enter(insured, premium('basic'), 150, `参保名册〔${year}〕1号（示例）`));
  await enter(insured, premium('criticalIllness'), 30, `参保名册〔${year}〕1号（示例）`);
  const document = `参保名册〔${year}〕2号（示例）`;
  if (!known.some((claim) => claim.document === document))
    await write(
      county,
      `/claims/lists?kind=premium&fund=premium-${year}`,
      await listOf({ read, county, households: [movers, later], year, dueOn, document }),
    );
}

/** The village's own but the first, which is left to visitors; a small city has too few of them, and others stand in. */
async function householdsOf(read, county, households) {
  const { items } = await read(county, '/directory/households?status=registered&category=general&limit=20');
  const [first] = households;
  return [...households.slice(1), ...items.filter(({ villageCode }) => villageCode !== first?.villageCode)];
}

/** As the medical office sends it. */
async function listOf({ read, county, households, year, dueOn, document }) {
  const titles = '户编号,户主姓名,参保人姓名,险种,年度,金额（元）,日期,依据';
  const rows = [];
  for (const { id, number, headName } of households) {
    const { members } = await read(county, `/directory/households/${id}`);
    const single = members.find(({ name }) => members.filter((other) => other.name === name).length === 1);
    if (single) rows.push([number, headName, single.name, '城乡居民基本医疗保险', year, 150, dueOn, document].join(','));
  }
  return [titles, ...rows, `合计,,,,,${150 * rows.length},,`].join('\r\n');
}

/** Whom premiums are paid to: entered by one, confirmed by another. Code, name and account are made up. */
async function recordInsurer({ read, write, county, approver, year }) {
  const known = async (creditCode) => (await read(county, '/payee-institutions')).items.find((one) => one.creditCode === creditCode);
  const [insurer, fund] = ['91360781MA00000015', '12360781MB0000002F'];
  if (!(await known(insurer)))
    await write(county, '/payee-institutions', {
      ...{ creditCode: insurer, name: '示例财产保险瑞金支公司', schemes: ['criticalIllness', 'supplement'] },
      ...{ bankName: '示例银行瑞金支行', accountNumber: '6222020000000000018', validFrom: `${year}-01-01` },
      ...{ sourceDocument: `大病保险承办协议〔${year}〕1号（示例）`, reason: '招标承办' },
    });
  const { id, state } = await known(insurer);
  if (state === 'proposed') await write(approver, `/payee-institutions/${id}/confirm`, {});
  if (await known(fund)) return;
  await write(county, '/payee-institutions', {
    ...{ creditCode: fund, name: '示例城乡居民医疗保险基金', schemes: ['basic'] },
    ...{ bankName: '示例农商银行瑞金支行', accountNumber: '6222020000000000026', validFrom: `${year}-01-01` },
    ...{ sourceDocument: `基金专户开户证明〔${year}〕2号（示例）`, reason: '财政专户' },
  });
}

async function recordFunds({ read, write, because, signIn, county, year }) {
  const { items } = await read(county, '/budget/funds');
  for (const [purpose, zh, en, amountFen] of FUNDS) {
    const code = `${purpose}-${year}`;
    const document = because(`瑞财〔${year}〕11号（示例）`, '年初预算安排');
    if (!items.some((fund) => fund.code === code))
      await write(county, '/budget/funds', { code, nameZh: `${year}${zh}`, nameEn: `${en} ${year}`, purpose });
    await fundByTwo({ read, write, signIn, county }, code, { amountFen, on: `${year}-01-15`, ...document });
    await allotByTwo({ read, write, signIn, county }, code, [[COUNTY, amountFen, document]]);
  }
}
