import { applicationsOf } from '../applications.mjs';
import { approvedByOneWord, batchesOf, setAccount } from '../batches.mjs';
import { signedPage } from '../pictures.mjs';

const YEAR = 2016;
const OTHER_SCHEME = `vegetables-${YEAR}`;
const FUND = `industry-${YEAR}`;
const row = (of, product, quantity, parcel) => ({ of, product, stage: 1, quantity, parcel });

/** Who is cut by what: 0 by what a household gets in all, 1 by the area of a product and by what all schemes of the year come to, 2 by the round. */
const FIRST = [
  row(0, 'vegetables', 1_000, '上坝大棚'),
  row(1, 'navelOrange', 700, '东坑口'),
  row(2, 'oilTea', 500, '寨背岭'),
  row(2, 'vegetables', 600, '门前垅'),
];
const SECOND = [row(0, 'oilTea', 600, '横坑背'), row(1, 'oilTea', 800, '下塅岭')];
const THIRD = [row(0, 'navelOrange', 500, '老虎坑')];
/** By another scheme of the year; the second is rewarded for vegetables by the first scheme too, which the approver is told. */
const OTHER = [row(1, 'vegetables', 800, '河边棚'), row(2, 'vegetables', 300, '井头棚')];

/**
 * Rounds of subsidies from the application to the household's signature: one paid and acknowledged, one of which a part is with the bank and a part
 * waits for a batch, and one whose notices are over and that waits for its approval.
 *
 * @returns `[day, deed]`
 */
export function livePastSubsidies(office) {
  const round = subsidiesOf(office);
  return [
    [
      '2016-01-18',
      async () => {
        await office.recordMoney(office.people.county, YEAR, office.signIn);
        await round.posted(await office.recordScheme(office.people.county, YEAR), FIRST);
      },
    ],
    ['2016-01-28', () => round.proved(FIRST, 'last')],
    [
      '2016-01-29',
      async () => {
        await round.closed(FIRST);
        await round.approved(FIRST);
        await round.paid('2016年第一批产业奖补', FIRST, 'answered');
      },
    ],
    [
      '2016-02-05',
      async () => {
        await round.acknowledged(FIRST[0]);
        const scheme = await office.recordScheme(office.people.county, YEAR);
        await round.posted(scheme, SECOND);
        await round.posted(scheme, THIRD);
        await round.posted(await recordOtherScheme(office), OTHER);
      },
    ],
    ['2016-02-15', () => round.proved([...SECOND, ...THIRD, ...OTHER], 'last')],
    [
      '2016-02-16',
      async () => {
        await round.closed([...SECOND, ...THIRD, ...OTHER]);
        await round.approved(SECOND);
      },
    ],
    ['2016-02-26', () => round.paid('2016年第二批产业奖补', SECOND.slice(0, 1), 'sent')],
  ];
}

function subsidiesOf(office) {
  const { read, write, upload, people, households } = office;
  const { county, approver, maker } = people;
  const { apply, step, photograph } = applicationsOf(office);
  const farmers = households.slice(0, 3);
  /** Of these rows, what has come so far. */
  const found = async (rows, ...states) => {
    const { items } = await read(maker, '/subsidy-applications?limit=500');
    const parcels = rows.map(({ parcel }) => parcel);
    // what a batch left has the name of its parcel too, and a way of its own
    return items.filter(({ parcel, state, restFen }) => restFen === null && parcels.includes(parcel) && states.includes(state));
  };
  const noticeOf = async ({ id }) => (await read(maker, `/subsidy-applications/${id}`)).notice;
  const proved = async (rows, occasion) => {
    for (const one of await found(rows, 'noticePosted')) {
      const { id } = await noticeOf(one);
      if ((await read(maker, `/notices/${id}`)).proofs.some((proof) => proof.occasion === occasion)) continue;
      const attachmentIds = [await photograph(maker, occasion === 'first' ? 3 : 4)];
      await write(maker, `/notices/${id}/proofs`, { occasion, attachmentIds });
    }
  };
  return {
    proved,
    async posted(schemeCode, rows) {
      const known = new Map(
        (await read(maker, '/subsidy-applications?limit=500')).items
          .filter(({ restFen }) => restFen === null)
          .map((one) => [one.parcel, one]),
      );
      for (const { of, ...asked } of rows)
        if (farmers[of]) await apply(schemeCode, farmers[of], { as: 'accepted', ...asked }, known.get(asked.parcel));
      const applicationIds = (await found(rows, 'accepted')).map(({ id }) => id);
      if (applicationIds.length > 0) await write(county, '/subsidy-rounds', { schemeCode, applicationIds });
      for (const { id } of await found(rows, 'granted')) await step(maker, id, 'post');
      await proved(rows, 'first');
    },
    async closed(rows) {
      for (const one of await found(rows, 'noticePosted')) await write(maker, `/notices/${(await noticeOf(one)).id}/close`, {});
    },
    async approved(rows) {
      const cases = (await found(rows, 'noticeClosed')).map(({ id, version }) => ({ id, version }));
      if (cases.length === 0) return;
      await approvedByOneWord(office, approver, { subject: 'subsidies', cases, reason: '不同地块、不同产业，现场已核实' }, (order) =>
        write(approver, '/subsidy-applications/steps', { step: 'approve', ...order }),
      );
    },
    async paid(title, rows, until) {
      const batches = batchesOf({ read, write, ...people });
      const waiting = await found(rows, 'approved');
      if (waiting.length === 0 && !(await batches.found(title))) return;
      for (const [i, household] of farmers.entries())
        await setAccount({ ...office, county }, household, `62284800003180${String(i).padStart(5, '0')}`);
      await batches.brought({
        ...{ title, benefit: 'rewardSubsidy', fundCode: FUND, causeType: 'subsidy-application', until },
        causeIds: () => waiting.map(({ id }) => id),
      });
    },
    async acknowledged({ parcel }) {
      for (const { id, version } of await found([{ parcel }], 'paid')) {
        const attachmentIds = [await upload(maker, '付款凭证.jpg', await signedPage())];
        await write(maker, `/subsidy-applications/${id}/acknowledgement`, { attachmentIds }, { 'If-Match': `"${version}"` });
      }
    },
  };
}

async function recordOtherScheme({ read, write, people: { county } }) {
  const { items } = await read(county, '/subsidy-schemes');
  if (items.some(({ code }) => code === OTHER_SCHEME)) return OTHER_SCHEME;
  await write(county, '/subsidy-schemes', {
    ...{
      code: OTHER_SCHEME,
      nameZh: `${YEAR}年大棚蔬菜奖补办法（示例）`,
      nameEn: `greenhouse vegetables of ${YEAR} (example)`,
      fundCode: FUND,
    },
    ...{ householdCapFen: 500_000, batchCapFen: 500_000, certainty: 'P', noteZh: '为演示各办法合并计算的年度上限而设' },
    sourceDocument: '大棚蔬菜奖补办法（示例）',
    evidence: [{ code: 'landRight', nameZh: '土地承包或流转证明', nameEn: 'proof of the land', at: 'application', atLeast: 1 }],
    products: [{ product: 'vegetables', nameZh: '蔬菜', unit: 'centiMu', minimum: 200, ratesFen: [40_000], capQuantity: 1_000 }],
  });
  return OTHER_SCHEME;
}
