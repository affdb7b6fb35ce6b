import { createHash, randomUUID } from 'node:crypto';
import type { Principal } from '@jingzhun/auth';
import { attachmentRow, signingProof } from '@jingzhun/evidence/testing';
import { plainYuan, type Fen } from '@jingzhun/domain/money';
import { systemSession } from '@jingzhun/persistence';
import type { Caller } from '@jingzhun/service-shell/testing';
import { Vault } from '@jingzhun/vault';
import request from 'supertest';
import { allotted, funded } from './by-two.js';
import { COUNTY, officer, type Finance } from './service.js';

export const FUND = 'industry-2015';
export const SCHEME = 'industry-reward-2015';
export const VILLAGE = '360781102208';
export const TOWNSHIP = '360781102';
const RECORDED = { sourceDocument: '瑞财〔2015〕1号', reason: '年度预算' };

/** The table of a neighbouring county of June 2016 (domain.md 6.2). */
export const scheme = (parts: object = {}) => ({
  code: SCHEME,
  nameZh: '2015年产业奖补',
  nameEn: 'reward subsidies of 2015',
  fundCode: FUND,
  householdCapFen: 1_000_000,
  batchCapFen: 500_000,
  sourceDocument: '产业扶贫奖补办法',
  certainty: 'S',
  noteZh: '参照邻县2016年6月标准',
  closesOn: '2030-12-31',
  evidence: [{ code: 'landRight', nameZh: '土地承包或流转证明', nameEn: 'proof of the land', at: 'application', atLeast: 1 }],
  products: [
    { product: 'vegetables', nameZh: '蔬菜', unit: 'centiMu', minimum: 200, ratesFen: [50_000], capQuantity: 1_000 },
    { product: 'navelOrange', nameZh: '脐橙', unit: 'centiMu', minimum: 200, ratesFen: [60_000, 20_000, 20_000], capQuantity: 500 },
    { product: 'curingBarn', nameZh: '烤房修缮', unit: 'count', minimum: 1, ratesFen: [500_000], capQuantity: null },
  ],
  ...parts,
});

/** Everybody who has a part in a subsidy; each another person. */
export interface SubsidyOffice {
  clerk: Caller;
  secondClerk: Caller;
  inspector: Caller;
  secondInspector: Caller;
  bureau: Caller;
  approver: Caller;
  cashier: Caller;
}

export function subsidyOffice(finance: Finance): SubsidyOffice {
  const as = (roles: Principal['roles'], area: string): Caller => finance.as(officer([...roles], area));
  return {
    clerk: as(['village-cadre'], VILLAGE),
    secondClerk: as(['village-cadre'], VILLAGE),
    inspector: as(['township-officer'], TOWNSHIP),
    secondInspector: as(['township-officer'], TOWNSHIP),
    bureau: as(['county-officer'], COUNTY),
    approver: as(['finance-approver'], COUNTY),
    cashier: as(['cashier'], COUNTY),
  };
}

/** @param purpose of money that is for no purpose of its own: it pays what these tests pay */
export async function fundAndScheme(people: SubsidyOffice, amountFen = 28_000_000_000, purpose = 'other'): Promise<void> {
  await people.bureau
    .post('/budget/funds', { code: FUND, nameZh: '2015年产业扶贫资金', nameEn: 'industry fund of 2015', purpose })
    .expect(201);
  await funded(people.bureau, people.approver, FUND, { amountFen, on: '2016-06-01', ...RECORDED });
  await allotted(people.bureau, people.approver, FUND, { area: COUNTY, amountFen, ...RECORDED });
  await people.bureau.post('/subsidy-schemes', scheme()).expect(201);
}

/** A household of the own copy with its head. */
export async function household(
  finance: Finance,
  parts: { category?: string; status?: string; birthYear?: number; village?: string } = {},
): Promise<string> {
  const { category = 'general', status = 'registered', birthYear = 1960, village = VILLAGE } = parts;
  const id = randomUUID();
  await finance.look(
    `insert into directory_household (id, version, number, village_code, status, category, secondary_causes, head_name, member_count, registered_on, registered_elsewhere)
     values ($1, 1, $2, $3, $4, $5, '{}', '刘春华', 4, '2014-12-31', true)`,
    [id, `H${id.slice(0, 8)}`, village, status, category],
  );
  await finance.look(
    `insert into directory_person (household_id, person_id, village_code, name, sex, birth_year, relation, is_head) values ($1, $2, $3, '刘春华', 'male', $4, '01', true)`,
    [id, randomUUID(), village, birthYear],
  );
  return id;
}

export const photo = (finance: Finance, audience: 'area' | 'aboveVillage' = 'area'): Promise<string> =>
  finance.db.connection(systemSession('import'), async (client) => {
    const { id } = await attachmentRow(client, {
      place: VILLAGE,
      audience,
      at: finance.clock.now(),
      vault: finance.app.get(Vault, { strict: false }),
    });
    return id;
  });

export interface Asked {
  claimId?: string;
  schemeCode?: string;
  product?: string;
  stage?: number;
  quantity?: number;
  parcel?: string;
  householdId?: string;
  /** Measured on site; absent: what was asked for. */
  measured?: number;
  /** Answers the possible duplicates when it is entered. */
  possibleDuplicatesBy?: Caller;
}

export const asked = async (finance: Finance, parts: Asked = {}) => ({
  schemeCode: parts.schemeCode ?? SCHEME,
  ...(parts.claimId ? { claimId: parts.claimId } : {}),
  householdId: parts.householdId ?? (await household(finance)),
  product: parts.product ?? 'vegetables',
  stage: parts.stage ?? 1,
  quantity: parts.quantity ?? 400,
  parcel: parts.parcel ?? `屋背坑${randomUUID().slice(0, 8)}`,
  evidence: [{ code: 'landRight', attachmentIds: [await photo(finance)] }],
});

export const STEPS = ['apply', 'check', 'measure', 'accept', 'grant', 'post', 'close', 'approve'] as const;
export type Reached = (typeof STEPS)[number];

export const read = async (people: SubsidyOffice, id: string) => (await people.bureau.get(`/subsidy-applications/${id}`).expect(200)).body;

export async function stepTaken(by: Caller, id: string, step: string, parts: { to?: string; reason?: string; receipt?: object } = {}) {
  const { body } = await by.get(`/subsidy-applications/${id}`).expect(200);
  return by.post('/subsidy-applications/steps', { step, ...parts, cases: [{ id, version: body.version }] });
}

export async function measured(finance: Finance, by: Caller, id: string, quantity: number, remark?: string) {
  const { body } = await by.get(`/subsidy-applications/${id}`).expect(200);
  const evidence = [{ code: 'photo', attachmentIds: [await photo(finance), await photo(finance)] }];
  const why = remark ?? (quantity > body.quantity ? '现场复测两次，多出部分为申报后补种' : undefined);
  const answered = why ? { remark: why } : {};
  return by.post(`/subsidy-applications/${id}/acceptances`, { quantity, on: finance.clock.today(), evidence, ...answered }, body.version);
}

/** The household signs that its money is there. */
export async function acknowledged(finance: Finance, by: Caller, id: string) {
  const { body } = await by.get(`/subsidy-applications/${id}`).expect(200);
  return by.post(`/subsidy-applications/${id}/acknowledgement`, { attachmentIds: [await photo(finance)] }, body.version);
}

/** Both photographs, each on its day; leaves the clock on the morning after the last day. */
export async function noticeOver(finance: Finance, by: Caller, id: string, path: 'notices' | 'notice-postings' = 'notices'): Promise<void> {
  const prove = async (occasion: 'first' | 'last') =>
    by.post(`/${path}/${id}/proofs`, { occasion, attachmentIds: [await photo(finance)] }).expect(200);
  const { body } = await by.get(`/${path}/${id}`).expect(200);
  await prove('first');
  const travel = (instant: string): void => {
    const forward = new Date(instant).getTime() - finance.clock.now().getTime();
    if (forward > 0) finance.clock.advance(forward);
  };
  travel(`${body.lastDay}T08:00:00+08:00`);
  await prove('last');
  travel(`${body.lastDay}T23:59:59+08:00`);
  finance.clock.advance(9 * 3_600_000);
}

/** An application that has come as far as a step. */
export async function reached(finance: Finance, people: SubsidyOffice, last: Reached, parts: Asked = {}): Promise<string> {
  const { evidence, quantity, ...about } = await asked(finance, parts);
  const found = parts.possibleDuplicatesBy
    ? (await parts.possibleDuplicatesBy.post('/subsidy-applications/possible-duplicates', about).expect(200)).body
    : undefined;
  const request = {
    ...{ ...about, evidence, quantity },
    ...(found ? { possibleDuplicates: { digest: found.digest as string, reason: '核实后确是另一处' } } : {}),
  };
  const { body } = await people.clerk.post('/subsidy-applications', request).expect(201);
  const id: string = body.id;
  const steps: Record<Exclude<Reached, 'apply'>, () => Promise<{ status: number; body: unknown }>> = {
    check: () => stepTaken(people.secondClerk, id, 'check'),
    measure: () => measured(finance, people.inspector, id, parts.measured ?? request.quantity),
    accept: () => stepTaken(people.secondInspector, id, 'accept'),
    grant: async () => people.bureau.post('/subsidy-rounds', { schemeCode: request.schemeCode, applicationIds: [id] }),
    post: () => stepTaken(people.clerk, id, 'post'),
    close: async () => {
      const { notice } = await read(people, id);
      await noticeOver(finance, people.clerk, notice.id);
      return people.clerk.post(`/notices/${notice.id}/close`);
    },
    approve: () => stepTaken(people.approver, id, 'approve'),
  };
  for (const step of STEPS.slice(1, STEPS.indexOf(last) + 1) as Exclude<Reached, 'apply'>[]) {
    const { status, body: answer } = await steps[step]();
    if (status >= 300) throw new Error(`${step}: ${status} ${JSON.stringify(answer)}`);
  }
  return id;
}

/** Somebody objects on the public page. */
export async function objected(finance: Finance, noticeId: string): Promise<string> {
  const { body } = await request(finance.app.getHttpServer())
    .post(`/api/finance/v1/public/notices/${noticeId}/objections`)
    .send({ submissionId: randomUUID(), text: '该地块没有种蔬菜，请核实。' })
    .expect(201);
  const [row] = await finance.look<{ id: string }>('select id from objection where receipt_number = $1', [body.receiptNumber]);
  return row!.id;
}

/** Handed in on paper on the last day of its notice, entered by who investigates. @returns the objection */
export async function objectedOnPaper(finance: Finance, by: Caller, notice: { id: string; lastDay: string }): Promise<string> {
  const scanAttachmentId = await photo(finance, 'aboveVillage');
  const said = {
    via: 'paper',
    receivedOn: notice.lastDay,
    submissionId: randomUUID(),
    text: '书面异议：该地块是他人的。',
    scanAttachmentId,
  };
  await by.post(`/notices/${notice.id}/objections`, said).expect(201);
  const [row] = await finance.look<{ id: string }>('select id from objection where notice_id = $1 and outcome is null', [notice.id]);
  return row!.id;
}

export async function decideObjection(finance: Finance, by: Caller, id: string, finding: object): Promise<request.Response> {
  const preview = await by.post(`/objections/${id}/decision-digest`, finding);
  if (preview.status !== 200) return preview;
  const proof = await signingProof(finance.issuer, by.principal, preview.body.digest);
  return by.post(`/objections/${id}/decision`, { ...finding, proof });
}

/** The bank's answer to a file of the batch: everything credited, or what is named sent back. */
export async function bankAnswers(
  finance: Finance,
  batchId: string,
  file: number,
  on: string,
  back = new Map<string, string>(),
): Promise<string> {
  const rows = await finance.look<{ line: string; amount: string; cause: string }>(
    `select lpad(b.number::text, 6, '0') || '-' || lpad(a.file_number::text, 2, '0') || '-' || lpad(a.position::text, 6, '0') as line, a.amount_fen as amount, p.cause_id as cause
     from payment_attempt a join payment_batch b on b.id = a.batch_id join payment p on p.id = a.payment_id
     where a.batch_id = $1 and a.file_number = $2 order by a.position`,
    [batchId, file],
  );
  const sum = rows.reduce((total, { amount }) => total + Number(amount), 0) as Fen;
  const lines = rows.map(({ line, amount, cause }) => {
    const reason = back.get(cause);
    return `${line},${plainYuan(Number(amount) as Fen)},${reason ? '失败' : '成功'},${reason ?? ''},${on}`;
  });
  return `付款编号,金额（元）,结果,原因,日期\r\n${lines.join('\r\n')}\r\n合计,${plainYuan(sum)},${rows.length},,\r\n`;
}

/** A number of its own, the same for the same household. */
export const numberOf = (householdId: string): string =>
  `622848${String(BigInt(`0x${createHash('sha256').update(householdId).digest('hex').slice(0, 12)}`) % 10n ** 13n).padStart(13, '0')}`;

export async function setAccount(people: SubsidyOffice, householdId: string, accountNumber = numberOf(householdId)): Promise<void> {
  const account = {
    householdId,
    bankName: '瑞金农商银行',
    accountNumber,
    holderName: '刘春华',
    sourceDocument: '一卡通名册',
    reason: '首次登记',
  };
  await people.bureau.post('/payment-accounts', account).expect(200);
}

/** From approved applications to a file that the bank has. @returns the batch */
export async function sentToBank(people: SubsidyOffice, ids: readonly string[]): Promise<{ id: string; number: number }> {
  const { body: draft } = await people.bureau
    .post('/payment-batches', { title: '第一批产业奖补', benefit: 'rewardSubsidy', fundCode: FUND })
    .expect(201);
  const path = `/payment-batches/${draft.id}`;
  const added = await people.bureau.post(`${path}/payments`, { causeType: 'subsidy-application', causeIds: ids }, draft.version);
  if (added.status !== 200) throw new Error(`${added.status} ${JSON.stringify(added.body)}`);
  const { body: declared } = await people.bureau.post(`${path}/declare`, added.body.totals, added.body.version).expect(200);
  const { body: approved } = await people.approver.post(`${path}/approve`, {}, declared.version).expect(200);
  await people.cashier.post(`${path}/send`, {}, approved.version).expect(200);
  return { id: draft.id, number: draft.number };
}

/** An accepted project as industry's event leaves it. @returns the claim */
export async function acceptedProject(
  finance: Finance,
  parts: { householdId?: string; product?: string; stage?: number; quantity?: number; unit?: 'centiMu' | 'count'; document?: string } = {},
): Promise<string> {
  const { product = 'vegetables', stage = 1, quantity = 400, unit = 'centiMu', document = '瑞果验〔2015〕12号' } = parts;
  const id = randomUUID();
  await finance.look(
    `insert into claim (id, kind, natural_key, household_id, village_code, subject, due_on, document, state, state_since)
     select $1, 'project', $2, id, village_code, $4, '2015-11-20', $5, 'received', now() from directory_household where id = $3`,
    [
      ...[id, `project ${id}`, parts.householdId ?? (await household(finance))],
      ...[{ kind: 'project', projectId: randomUUID(), product, stage, quantity, unit }, document],
    ],
  );
  return id;
}
