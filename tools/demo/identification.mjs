import { readFileSync } from 'node:fs';
import { deskOf } from './desk.mjs';
import { meetingRoom, signedPage } from './pictures.mjs';

const { read, write, upload } = deskOf('/api/identification/v1');
const VILLAGE = '360781102208';

/** Invented persons: numbers have a prefix that is allocated to no place. What each household asks for, and how far it has come. */
const HOUSEHOLDS = [
  { head: '朱冬生', idNumber: '360799197102183316', cause: '01', statement: '妻子长年患病，家中只有一个劳动力。', as: 'groupNoticePosted' },
  { head: '谢贵香', idNumber: '36079919660907224X', cause: '07', statement: '丈夫去世，两个孩子读书，种两亩田。', as: 'groupNoticePosted' },
  { head: '刘水根', idNumber: '360799195804111510', cause: '02', statement: '左腿残疾，干不了重活，住土坯房。', as: 'groupAppraised' },
  { head: '钟石养', idNumber: '360799197512206613', cause: '03', statement: '三个孩子同时上学，学费靠借。', as: 'applied' },
  { head: '赖春莲', idNumber: '360799197808155421', cause: '09', statement: '想种脐橙，没有本钱也没有技术。', as: 'applied' },
  { head: '杨火金', idNumber: '360799198203019819', cause: '04', statement: '去年夏天房屋受灾，粮食减产。', as: 'draft' },
];
const STATES = ['draft', 'applied', 'groupAppraised', 'groupNoticePosted'];
const GROUP = '第三小组';
/** Somebody in the village doubts, from the public page. */
const OBJECTION = '听说他家去年在镇上开了店，请核实收入。';

/**
 * Applications on their way through the first of the seven steps, made by the accounts of the demonstration through the public
 * interface; from the second notice on days must pass. What is there goes on from where it stands; what has come further stays.
 *
 * @param signIn an account by its name, signed in
 * @param villager somebody on the public pages, signed in nowhere
 * @param prove confirms with the password what an officer signs: `(officer, digest) => proof`
 */
export async function loadIdentification({ signIn, villager, prove, say, stops }) {
  const [cadre, secretary] = await Promise.all(['yu.fenggang', 'wu.fenggang'].map(signIn));
  say('identification: applications of households …');
  const { today } = await read(cadre, '/clock');
  await keepRoll(signIn, cadre, today);
  const { items } = await read(cadre, `/applications?area=${VILLAGE}&limit=100`);
  const known = new Map(items.map((one) => [one.headName, one]));
  for (const household of HOUSEHOLDS) {
    stops.throwIfStopping();
    const { id, state } = known.get(household.head) ?? (await write(cadre, '/applications', asked(household, today)));
    const deeds = [
      () => submit(cadre, id, prove),
      () => appraise(secretary, id, today, prove),
      () => step(secretary, id, { step: 'postGroupNotice' }, prove),
    ];
    const done = STATES.indexOf(state ?? 'draft');
    if (done >= 0) for (const deed of deeds.slice(done, STATES.indexOf(household.as))) await deed();
  }
  await doubt(cadre, villager);
  say(`identification: ${HOUSEHOLDS.length} households have applied, two on the village's notice board`);
}

/** The first household on the notice board is doubted, once. */
async function doubt(cadre, villager) {
  const { items } = await read(cadre, `/applications?area=${VILLAGE}&limit=100`);
  const first = items.find(({ headName, state }) => headName === HOUSEHOLDS[0].head && state === 'groupNoticePosted');
  const { notice } = first ? await read(cadre, `/applications/${first.id}`) : {};
  if (notice?.openObjections === 0) await object(villager(), notice.id);
}

const asked = (household, today) => ({ villageCode: VILLAGE, content: contentOf(household, today) });

const contentOf = ({ head, idNumber, cause, statement }, today) => ({
  kind: 'registration',
  groupName: GROUP,
  address: '凤岗村第三小组',
  category: 'general',
  mainCause: cause,
  secondaryCauses: [],
  living: { cultivatedCentiMu: 200, housingCentiSquareMetre: 7_500, safeWater: true },
  incomes: [
    {
      ...{ year: Number(today.slice(0, 4)) - 1, wageFen: 250_000, businessFen: 180_000 },
      ...{ propertyFen: 0, businessExpenseFen: 60_000, items: {} },
    },
  ],
  members: [{ name: head, idNumber, relation: '01', ethnicity: '01', facts: { education: '02', labour: '02' } }],
  declared: { vehicle: false },
  statement,
});

/** Who may come to the village's meetings: entered by one of the township, confirmed by another. */
async function keepRoll(signIn, cadre, today) {
  const inForce = new URLSearchParams({ villageCode: VILLAGE, groupName: GROUP, basis: 'households', on: today });
  if ((await read(cadre, `/rolls/in-force?${inForce}`)).roll) return;
  const [enters, confirms] = await Promise.all(['he.rentian', 'xu.rentian'].map(signIn));
  const year = today.slice(0, 4);
  const sourceDocument = `凤岗村${year}年户籍底册、村民代表名册（演示）`;
  const { items } = await read(confirms, `/rolls?area=${VILLAGE}&status=proposed`);
  const { id } =
    items.find((roll) => roll.sourceDocument === sourceDocument) ??
    (await write(enters, '/rolls', {
      ...{ villageCode: VILLAGE, validFrom: `${year}-01-01`, documentDate: `${year}-01-01` },
      sourceDocument,
      representatives: 30,
      groups: [
        { groupName: '第一小组', households: 34, adults: 96 },
        { groupName: '第二小组', households: 28, adults: 81 },
        { groupName: GROUP, households: 30, adults: 88 },
      ],
    }));
  await write(confirms, `/rolls/${id}/confirm`, {});
}

/** Papers of a case or a meeting; those that are there already are not put in again. @returns their ids by role */
async function withPapers(officer, path, papers) {
  const { attachments } = await read(officer, path);
  const there = new Map(attachments.filter(({ retracted }) => !retracted).map(({ role, id }) => [role, id]));
  for (const [role, name, content] of papers.filter(([role]) => !there.has(role))) {
    const attachmentId = await upload(officer, name, await content());
    await write(officer, `${path}/attachments`, { attachmentId, role });
    there.set(role, attachmentId);
  }
  return there;
}

async function submit(cadre, id, prove) {
  const papers = await withPapers(cadre, `/applications/${id}`, [
    ['consent', '授权书.jpg', signedPage],
    ['identity', '证件复印件.jpg', signedPage],
    ['applicationForm', '申请书.jpg', signedPage],
  ]);
  await step(cadre, id, { step: 'submit', mark: { scan: papers.get('applicationForm'), kind: 'thumbprint' } }, prove);
}

async function appraise(secretary, id, today, prove) {
  const meetingId = (await read(secretary, `/applications/${id}`)).meetingId ?? (await meet(secretary, id, today)).id;
  await withPapers(secretary, `/meetings/${meetingId}`, [
    ['signIn', '签到表.jpg', signedPage],
    ['photo', '会场.jpg', meetingRoom],
    ['video', '会议录像.mp4', () => readFileSync(new URL('meeting.mp4', import.meta.url))],
  ]);
  await step(secretary, id, { step: 'appraise' }, prove);
}

const meet = (secretary, id, today) =>
  write(secretary, '/meetings', {
    ...{ kind: 'group', villageCode: VILLAGE, groupName: GROUP, heldOn: today, place: '第三小组祠堂', chairName: '罗组长' },
    ...{ basis: 'households', present: 24, screeningReadOut: true },
    minutes: '逐户评议，到会户主举手表决。',
    votes: [{ applicationId: id, votesFor: 22, votesAgainst: 1, abstained: 1 }],
  });

/** Previewed, signed with the password where a signature is needed, and taken. */
async function step(officer, id, order, prove) {
  const { version } = await read(officer, `/applications/${id}`);
  const cases = [{ id, version }];
  const { digest } = await write(officer, '/applications/steps/preview', { ...order, cases });
  const signed = digest ? { proof: await prove(officer, digest) } : {};
  await write(officer, '/applications/steps', { ...order, cases, ...signed });
}

/** As a villager does on the page without sign-in. */
async function object(villager, noticeId) {
  const page = `/public/identification/notices/${noticeId}/object`;
  const token = /name="token" value="([^"]+)"/.exec((await villager.get(page)).text)?.[1] ?? '';
  const body = new URLSearchParams({ token, text: OBJECTION, name: '', phone: '', website: '' }).toString();
  const { status } = await villager.post(page, { body, headers: { 'Content-Type': 'application/x-www-form-urlencoded' } });
  if (status >= 300) throw new Error(`the objection was not taken (${status})`);
}
