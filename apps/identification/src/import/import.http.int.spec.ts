import { randomUUID } from 'node:crypto';
import { readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import request from 'supertest';
import { readXlsx } from 'hucre';
import type { Principal } from '@jingzhun/auth';
import { principalLike } from '@jingzhun/auth/testing';
import { startIdentification, type Identification } from '../../test/service.js';
import { addHousehold, registerFile, workbookOf, xlsxOf, tables } from '../../test/workbooks/register-file.js';
import type { ImportResponse } from './import.dto.js';
import { ImportRetention } from './import-retention.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const BASE = '/api/identification/v1';

let service: Identification;
let maker: Principal;
let checker: Principal;

beforeAll(async () => {
  service = await startIdentification();
  maker = principalLike({ name: '上传人' });
  checker = principalLike({ name: '放行人' });
});
afterAll(() => service.stop());

const as = async (who: Principal): Promise<string> => `Bearer ${await service.issuer.tokenFor(who)}`;
const http = (): request.Agent => request(service.app.getHttpServer());

async function upload(content: Buffer, parts: { by?: Principal; name?: string; type?: string } = {}): Promise<request.Response> {
  return http()
    .post(`${BASE}/imports`)
    .set('Authorization', await as(parts.by ?? maker))
    .set('Idempotency-Key', randomUUID())
    .set('Content-Type', parts.type ?? XLSX)
    .set('X-File-Name', encodeURIComponent(parts.name ?? '建档立卡.xlsx'))
    .set('X-Source-Document', encodeURIComponent('瑞扶字〔2015〕3号'))
    .send(content);
}

async function get<T>(address: string, who = maker): Promise<T> {
  const { body, status } = await http()
    .get(`${BASE}${address}`)
    .set('Authorization', await as(who));
  if (status !== 200) throw new Error(`${address} → ${status} ${JSON.stringify(body)}`);
  return body as T;
}

async function until(id: string, ...states: string[]): Promise<ImportResponse> {
  for (let i = 0; i < 300; i += 1) {
    const batch = await get<ImportResponse>(`/imports/${id}`);
    if (states.includes(batch.state)) return batch;
    if (batch.state === 'failed') throw new Error(JSON.stringify(batch.failure));
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the batch does not move');
}

async function check(content: Buffer, parts: Parameters<typeof upload>[1] = {}): Promise<ImportResponse> {
  const { body, status } = await upload(content, parts);
  if (status !== 202) throw new Error(JSON.stringify(body));
  return until((body as ImportResponse).id, 'previewed', 'failed');
}

const command = async (address: string, who: Principal, body: object = {}): Promise<request.Response> =>
  http()
    .post(`${BASE}${address}`)
    .set('Authorization', await as(who))
    .set('Idempotency-Key', randomUUID())
    .send(body);

async function release(id: string): Promise<ImportResponse> {
  const { status, body } = await command(`/imports/${id}/release`, checker);
  if (status !== 202) throw new Error(JSON.stringify(body));
  return until(id, 'released');
}

const cellsOf = async (
  id: string,
): Promise<{ sheet: string; row: number; columnTitle: string; code: string; reason: string; next: string; valueMasked: string | null }[]> =>
  (await get<{ items: never[] }>(`/imports/${id}/refusals?limit=500`)).items;

async function count(sql: string): Promise<number> {
  return service.look<Record<string, unknown>>(sql).then((rows) => Number((rows[0] as { n: number }).n));
}

describe('taking over registrations', () => {
  it('previews, waits for a second person, then registers with history, income and events', async () => {
    const file = registerFile(3);
    const batch = await check(await workbookOf(file));
    expect(batch.counts).toMatchObject({ householdsNew: 3, householdsUnchanged: 0, householdsRefused: 0, membersRead: 6, duplicates: 0 });
    expect(await count(`select count(*) as n from household`)).toBe(0);

    const own = await command(`/imports/${batch.id}/release`, maker);
    expect([own.status, own.body.code]).toEqual([403, 'import.own-upload']);

    await release(batch.id);
    const rows = await service.look<
      Record<string, unknown>
    >(`select h.number, h.registered_elsewhere, h.source_document, h.registered_on::text, h.member_count, h.phone_masked, h.living, i.net_per_person_fen
      from household h join household_income i on i.household_id = h.id order by h.number`);
    expect(rows).toHaveLength(3);
    expect(rows[0]).toMatchObject({
      registered_elsewhere: true,
      source_document: '瑞扶字〔2015〕3号',
      registered_on: '2014-12-01',
      member_count: 2,
    });
    expect(rows[0]).toMatchObject({
      living: { cultivatedCentiMu: 350, mainRoadMetres: 800, housingCentiSquareMetre: 8025, safeWater: true, houseSafety: '01' },
    });
    expect(await count(`select count(*) as n from member where valid_to is null`)).toBe(6);
    expect(await count(`select count(*) as n from household_history where change = 'imported' and version = 1`)).toBe(3);
    expect(await count(`select count(*) as n from import_household`)).toBe(0);
  });

  it('changes nothing when the same file, or the same rows in another order, come again', async () => {
    const file = registerFile(4);
    await release((await check(await workbookOf(file))).id);
    const before = await service.look<Record<string, unknown>>(
      `select (select count(*) from household_history) as history, (select max(seq) from outbox) as seq, (select sum(version) from household) as versions`,
    );
    const again = await check(await workbookOf({ households: file.households.toReversed(), members: file.members.toReversed() }));
    expect(again.counts).toMatchObject({ householdsNew: 0, householdsUnchanged: 4, householdsRefused: 0 });
    await release(again.id);
    expect(
      await service.look<Record<string, unknown>>(
        `select (select count(*) from household_history) as history, (select max(seq) from outbox) as seq, (select sum(version) from household) as versions`,
      ),
    ).toEqual(before);
  });

  it('refuses a whole household for one bad cell of a member, and leaves the others', async () => {
    const file = registerFile(3);
    const bad = file.members[3];
    if (!bad) throw new Error('no such row');
    bad['证件号码'] = 3.60781196001011e17;
    bad['民族'] = '火星族';
    const batch = await check(await workbookOf(file));
    expect(batch.counts).toMatchObject({ householdsNew: 2, householdsRefused: 1 });
    const cells = await cellsOf(batch.id);
    expect(cells.map(({ sheet, row, columnTitle, code }) => [sheet, row, columnTitle, code])).toEqual([
      ['家庭成员', 5, '证件号码', 'cell.digits-lost'],
      ['家庭成员', 5, '民族', 'cell.not-in-list'],
    ]);
    expect(cells.every(({ reason, next }) => reason.length > 0 && next.length > 0)).toBe(true);
  });

  it('keeps no plain ID number in any table', async () => {
    const file = registerFile(2);
    file.members[1]!['姓名'] = '7';
    const batch = await check(await workbookOf(file));
    const numbers = [...file.members.map((row) => String(row['证件号码'])), ...file.households.map((row) => String(row['银行卡号']))];
    const stored = JSON.stringify(
      await service.look<Record<string, unknown>>(`select
      (select json_agg(i) from import_household i where batch_id = '${batch.id}') as households,
      (select json_agg(i) from import_member i where batch_id = '${batch.id}') as members,
      (select json_agg(i) from import_refusal i where batch_id = '${batch.id}') as refusals`),
    );
    expect(stored.length).toBeGreaterThan(1000);
    for (const number of numbers) expect(stored).not.toContain(number);
  });
});

describe('the village of a row', () => {
  const byPath = (township: string | null): Promise<Buffer> => {
    const file = registerFile(1);
    const titles = ['县', '乡', '村', '户编号', '户主姓名', '户主证件号码', '贫困户属性', '识别时间', '识别标准', '主要致贫原因'];
    Object.assign(file.households[0] as object, { 县: '瑞金市', 乡: township, 村: '沿岗村' });
    return workbookOf(file, { householdTitles: titles });
  };

  it('is found by its full path where there is no code', async () => {
    const batch = await check(await byPath('日东乡'));
    expect(batch.counts).toMatchObject({ householdsNew: 1 });
    await release(batch.id);
    expect(await count(`select count(*) as n from household where village_code = '360781204206'`)).toBe(1);
  });

  it('is never found by its name alone', async () => {
    const batch = await check(await byPath(null));
    expect(batch.counts).toMatchObject({ householdsNew: 0, householdsRefused: 1 });
    expect((await cellsOf(batch.id)).map(({ columnTitle, code }) => [columnTitle, code])).toEqual([['乡', 'village.path-incomplete']]);
  });

  it('is refused when it lies in another county, or outside the area of the account', async () => {
    const elsewhere = await check(await workbookOf(registerFile(2, { villageCode: '360702101201' })));
    expect((await cellsOf(elsewhere.id)).map(({ code }) => code)).toEqual(['village.unknown-code', 'village.unknown-code']);
    const township = principalLike({ roles: ['township-officer'], area: '360781204' });
    const { body } = await upload(await workbookOf(registerFile(1)), { by: township });
    const batch = await until((body as ImportResponse).id, 'previewed');
    expect((await cellsOf(batch.id)).map(({ code }) => code)).toEqual(['village.outside-your-area']);
  });
});

describe('a person in two households', () => {
  it('goes to the queue, leaves the rest alone, and enters when the move is decided', async () => {
    const first = registerFile(1);
    addHousehold(first);
    await release((await check(await workbookOf(first))).id);
    const second = registerFile(2, { villageCode: '360781204206', prefix: 'K' });
    const mover = first.members[1];
    if (!mover) throw new Error('no such row');
    second.members.push({ ...mover, 户编号: second.households[0]?.['户编号'] ?? null, 与户主关系: '其他' });
    second.households[0]!['家庭人口数'] = 3;
    const batch = await check(await workbookOf(second));
    expect(batch.counts).toMatchObject({ householdsNew: 1, householdsDuplicate: 1, duplicates: 1 });
    const open = await get<{ items: { id: string; importId: string }[] }>('/duplicates', checker);
    const found = open.items.find(({ importId }) => importId === batch.id);
    if (!found) throw new Error('no case');
    expect((await command(`/duplicates/${found.id}/decide`, checker, { decision: 'move', reason: '已分户' })).body.code).toBe(
      'duplicate.batch-not-released',
    );
    await release(batch.id);
    expect((await command(`/duplicates/${found.id}/decide`, maker, { decision: 'move', reason: '已分户' })).body.code).toBe(
      'duplicate.own-upload',
    );
    const decided = await command(`/duplicates/${found.id}/decide`, checker, { decision: 'move', reason: '已分户' });
    expect([decided.status, decided.body.decision]).toEqual([200, 'move']);
    const households = await service.look<Record<string, unknown>>(
      `select number, member_count, version from household where number in ('${String(first.households[0]?.['户编号'])}', '${String(second.households[0]?.['户编号'])}') order by number`,
    );
    expect(households).toMatchObject([
      { member_count: 1, version: 2 },
      { member_count: 3, version: 1 },
    ]);
  });

  it('of one file: the lower number goes on, the other waits; keeping leaves it out', async () => {
    const file = registerFile(2);
    const [a, b] = file.households.map((row) => String(row['户编号'])).sort();
    const shared = file.members.find((row) => row['户编号'] === a && row['与户主关系'] === '配偶');
    file.members.push({ ...shared, 户编号: b ?? null, 与户主关系: '其他' });
    file.households.find((row) => row['户编号'] === b)!['家庭人口数'] = 3;
    const batch = await check(await workbookOf(file));
    expect(batch.counts).toMatchObject({ householdsNew: 1, householdsDuplicate: 1, duplicates: 1 });
    await release(batch.id);
    const { items } = await get<{ items: { id: string; importId: string }[] }>('/duplicates', checker);
    const found = items.find(({ importId }) => importId === batch.id);
    expect(
      (await command(`/duplicates/${found?.id}/decide`, checker, { decision: 'keep-registered', reason: '原户登记正确' })).status,
    ).toBe(200);
    expect(await count(`select count(*) as n from household where number = '${b}'`)).toBe(0);
    expect(await count(`select count(*) as n from import_household where batch_id = '${batch.id}'`)).toBe(0);
  });
});

describe('the register is not overwritten', () => {
  it('refuses a registered household whose rows differ and says where to correct it', async () => {
    const file = registerFile(1);
    await release((await check(await workbookOf(file))).id);
    file.members[1]!['文化程度'] = '初中';
    const batch = await check(await workbookOf(file));
    expect(batch.counts).toMatchObject({ householdsNew: 0, householdsUnchanged: 0, householdsChanged: 1, householdsRefused: 1 });
    const [cell] = await cellsOf(batch.id);
    expect(cell).toMatchObject({ code: 'household.registered-differently', columnTitle: '户编号' });
    expect(cell?.next).toContain('更正');
  });
});

describe('the marked workbook', () => {
  it('is the same workbook with reasons, and can be uploaded again', async () => {
    const file = registerFile(2);
    file.members[0]!['与户主关系'] = '邻居';
    const sheets = [...tables(file), { name: '备注', rows: [['随手记'], ['x']] }];
    const batch = await check(await xlsxOf(sheets));
    const { body, status } = await http()
      .get(`${BASE}/imports/${batch.id}/workbook`)
      .set('Authorization', await as(checker))
      .buffer(true)
      .parse((response, done) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => done(null, Buffer.concat(chunks)));
      });
    expect(status).toBe(200);
    const marked = await readXlsx(body as Buffer);
    expect(marked.sheets.map(({ name }) => name)).toEqual(['贫困户', '家庭成员', '备注', '导入结果']);
    for (const [at, { rows }] of sheets.entries()) {
      const got = marked.sheets[at]?.rows ?? [];
      for (const [row, cells] of rows.entries()) {
        for (const [column, cell] of cells.entries()) expect(got[row]?.[column] ?? null).toEqual(cell);
      }
    }
    const reason = marked.sheets[1]?.rows[1]?.at(-1);
    expect(String(reason)).toContain('与户主关系');
    const again = await check(body as Buffer);
    expect(again.counts).toMatchObject({ householdsNew: 1, householdsRefused: 1 });
  });

  it('is for the one who uploaded and those who may release; other areas do not know the batch', async () => {
    const batch = await check(await workbookOf(registerFile(1)));
    const neighbour = principalLike({ roles: ['township-officer'], area: '360781204' });
    const colleague = principalLike({ roles: ['township-officer'], area: '360781' });
    const answer = async (who: Principal): Promise<[number, string]> => {
      const { status, body } = await http()
        .get(`${BASE}/imports/${batch.id}/workbook`)
        .set('Authorization', await as(who));
      return [status, body.code];
    };
    expect(await answer(neighbour)).toEqual([404, 'import.not-found']);
    expect(await answer(colleague)).toEqual([403, 'import.workbook-not-for-you']);
  });

  it('lies encrypted and goes when its days are over', async () => {
    const content = await workbookOf(registerFile(1));
    const batch = await check(content);
    const folder = path.join(service.folder, 'data', 'identification', 'imports');
    const files = readdirSync(folder).filter((file) => file.startsWith(batch.id));
    expect(files).toEqual([`${batch.id}.sealed`]);
  });
});

describe('what is kept and for how long', () => {
  it('deletes uploads after the days of the policy; the results stay', async () => {
    const batch = await check(await workbookOf(registerFile(1)));
    service.clock.advance(400 * 86_400_000);
    expect(await service.app.get(ImportRetention).deleteOldFiles()).toBeGreaterThan(0);
    const folder = path.join(service.folder, 'data', 'identification', 'imports');
    expect(readdirSync(folder).filter((file) => file.endsWith('.sealed'))).toEqual([]);
    const { status, body } = await http()
      .get(`${BASE}/imports/${batch.id}/workbook`)
      .set('Authorization', await as(maker));
    expect([status, body.code]).toEqual([410, 'import.workbook-gone']);
    // nobody decided in all these days: what waited is forgotten too
    expect(await get<ImportResponse>(`/imports/${batch.id}`)).toMatchObject({
      state: 'discarded',
      decidedBy: null,
      workbookAvailable: false,
    });
    expect(await count(`select count(*) as n from import_household where batch_id = '${batch.id}'`)).toBe(0);
    expect(await count(`select count(*) as n from audit_log where action = 'import.discard' and object_id = '${batch.id}'`)).toBe(1);
  });

  it('forgets what a process left that ended before its file had a batch, or while it discarded one', async () => {
    const folder = path.join(service.folder, 'data', 'identification', 'imports');
    const [orphan, young] = [randomUUID(), randomUUID()].map((id) => path.join(folder, `${id}.sealed`)) as [string, string];
    for (const file of [orphan, young]) writeFileSync(file, 'as if sealed');
    const before = new Date(Date.now() - 2 * 3_600_000);
    utimesSync(orphan, before, before);
    const batch = await check(await workbookOf(registerFile(1)));
    await service.look(`update import_batch set state = 'discarded' where id = '${batch.id}'`);
    expect(await service.app.get(ImportRetention).deleteOldFiles()).toBe(1);
    const left = readdirSync(folder);
    expect([orphan, young].map((file) => left.includes(path.basename(file)))).toEqual([false, true]);
    expect(left).toContain(`${batch.id}.sealed`);
    expect(await count(`select count(*) as n from import_household where batch_id = '${batch.id}'`)).toBe(0);
    rmSync(young);
  });

  it('forgets what waited when a batch is discarded', async () => {
    const batch = await check(await workbookOf(registerFile(2)));
    const discarded = await command(`/imports/${batch.id}/discard`, maker, { reason: '文件选错了' });
    expect([discarded.status, discarded.body.state]).toEqual([200, 'discarded']);
    expect(await count(`select count(*) as n from import_household where batch_id = '${batch.id}'`)).toBe(0);
    expect((await command(`/imports/${batch.id}/release`, checker)).body.code).toBe('import.wrong-state');
  });
});

it('tells live how far it is, until it is done', async () => {
  const { body } = await upload(await workbookOf(registerFile(200)));
  const { text, headers } = await http()
    .get(`${BASE}/imports/${String(body.id)}/live`)
    .set('Authorization', await as(maker));
  expect(headers['content-type']).toContain('text/event-stream');
  expect(text).toMatch(/event: progress\ndata: \{.*"state":"previewed".*\n\nevent: done/);
});

it('offers a template that it accepts itself', async () => {
  const { body } = await http()
    .get(`${BASE}/imports/template.xlsx`)
    .set('Authorization', await as(maker))
    .buffer(true)
    .parse((response, done) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => done(null, Buffer.concat(chunks)));
    });
  const { sheets } = await readXlsx(body as Buffer);
  expect(sheets.map(({ name }) => name)).toEqual(['贫困户', '家庭成员', '选项']);
  expect(sheets[0]?.dataValidations?.length).toBeGreaterThan(10);
  expect((await check(body as Buffer)).counts).toMatchObject({ householdsNew: 0, householdsRefused: 0, rows: 0 });
});

it('cannot be released by its maker, whatever the program says', async () => {
  const batch = await check(await workbookOf(registerFile(1)));
  await expect(
    service.look(
      `update import_batch set state = 'releasing', decided_by = uploaded_by, decided_by_name = 'x', decided_at = uploaded_at where id = '${batch.id}'`,
    ),
  ).rejects.toThrow('import_batch_released_by_another');
});
