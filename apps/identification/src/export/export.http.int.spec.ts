import request from 'supertest';
import { readXlsx } from 'hucre';
import type { Principal } from '@jingzhun/auth';
import { principalLike } from '@jingzhun/auth/testing';
import { draft, office } from '../../test/application.factory.js';
import { registerHousehold } from '../../test/household.factory.js';
import { BASE, officer, startIdentification, type Identification } from '../../test/service.js';
import { csvField } from './csv-text.js';

let service: Identification;
let idNumber: string;

beforeAll(async () => {
  service = await startIdentification();
  const made = await registerHousehold(service, {
    number: '=1+1',
    members: [{ name: '刘大山', birthDate: '1960-03-02', facts: { education: '02', health: ['02', '04'] } }],
  });
  idNumber = made.members[0]?.idNumber ?? '';
  await registerHousehold(service, { villageCode: '360781204206', number: 'R1' });
});
afterAll(() => service.stop());

async function download(who: Principal, body: object): Promise<request.Response> {
  return request(service.app.getHttpServer())
    .post(`${BASE}/exports`)
    .set('Authorization', `Bearer ${await service.issuer.tokenFor(who)}`)
    .send(body)
    .buffer(true)
    .parse((response, done) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => done(null, Buffer.concat(chunks)));
    });
}
const text = (response: request.Response): string => (response.body as Buffer).toString('utf8');

it('gives the rows of the own area only, as text that no spreadsheet takes for a formula', async () => {
  const county = text(await download(principalLike(), { list: 'households', format: 'csv', reason: '年度核对' }));
  expect(county.startsWith('\ufeff行政区划代码,')).toBe(true);
  expect(county).toContain(`"'=1+1"`);
  expect(county).toContain('R1');
  const township = text(
    await download(officer('360781102'), { list: 'households', format: 'csv', reason: '年度核对', filters: { area: '360781' } }),
  );
  expect(township).not.toContain('R1');
});

it('writes strings as strings into a workbook, in the columns asked for', async () => {
  const { body } = await download(principalLike(), {
    list: 'members',
    format: 'xlsx',
    reason: '核对成员',
    columns: ['number', 'name', 'health', 'idNumber'],
  });
  const { sheets } = await readXlsx(body as Buffer);
  expect(sheets[0]?.rows[0]).toEqual(['户编号', '姓名', '健康状况', '证件号码']);
  expect(sheets[0]?.rows[1]).toEqual(['=1+1', '刘大山', '长期慢性病、残疾', `${idNumber.slice(0, 6)}************`]);
});

it('exports every list an office works with, in the words of its pages', async () => {
  const { villageCode } = await draft(office(service));
  for (const [list, title] of [
    ['corrections', '更正类别'],
    ['findings', '疑点'],
    ['notices', '公示种类'],
    ['objections', '回执编号'],
    ['duplicates', '原户编号'],
  ])
    expect(text(await download(principalLike(), { list, format: 'csv', reason: '年度核对' }))).toContain(title);
  const cases = text(await download(principalLike(), { list: 'cases', format: 'csv', reason: '年度核对' }));
  expect(cases).toMatch(new RegExp(`${villageCode},.*,申请纳入,.*,草稿,`));
  expect(text(await download(officer('360781204'), { list: 'cases', format: 'csv', reason: '年度核对' }))).not.toContain('申请纳入');
});

it('shows plain ID numbers to those who may, with a purpose, and records every export', async () => {
  const asked = { list: 'members', format: 'csv', reason: '医保核对', revealIdNumbers: { purpose: '与医保局比对' } };
  expect(text(await download(officer('360781'), asked))).toContain('export.reveal-not-permitted');
  expect(text(await download(principalLike(), asked))).toContain(idNumber);
  const entries = await service.look<{ purpose: string; detail: { plainIdNumbers: boolean } }>(
    `select purpose, detail from audit_log where action = 'household.export'`,
  );
  expect(entries.some(({ purpose, detail }) => purpose === '医保核对；与医保局比对' && detail.plainIdNumbers)).toBe(true);
  expect(JSON.stringify(entries)).not.toContain(idNumber);
});

it('has corrections and findings too', async () => {
  for (const list of ['corrections', 'findings'])
    expect((await download(principalLike(), { list, format: 'csv', reason: '检查' })).status).toBe(200);
});

it('refuses columns that the list does not have, and a request without a reason', async () => {
  expect(text(await download(principalLike(), { list: 'findings', format: 'csv', reason: '检查', columns: ['bankAccount'] }))).toContain(
    'export.unknown-columns',
  );
  expect((await download(principalLike(), { list: 'findings', format: 'csv' })).status).toBe(400);
});

it.each(['=1', '+1', '-1', '@x', '\tx', '\rx', '＝1'])('takes %j apart', (value) => {
  expect(csvField(value).replace(/^"/, '').startsWith("'")).toBe(true);
});
