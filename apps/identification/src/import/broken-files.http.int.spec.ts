import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import request from 'supertest';
import { principalLike } from '@jingzhun/auth/testing';
import { agreePolicyOverHttp } from '@jingzhun/policy/testing';
import { BASE, startIdentification, type Identification } from '../../test/service.js';
import { REFUSED_AT_THE_DOOR, REFUSED_WHILE_READING } from '../../test/workbooks/broken.js';
import { registerFile, tables, workbookOf } from '../../test/workbooks/register-file.js';
import { entriesOf, zipOf } from '../../test/workbooks/zip-of.js';
import type { ImportResponse } from './import.dto.js';

let service: Identification;
let token: string;
const maker = principalLike();

beforeAll(async () => {
  service = await startIdentification();
  token = `Bearer ${await service.issuer.tokenFor(maker, { lifetimeSeconds: 900 })}`;
});
afterAll(() => service.stop());

const upload = (content: Buffer, name = '建档立卡.xlsx', language = 'zh-CN'): request.Test =>
  request(service.app.getHttpServer())
    .post(`${BASE}/imports`)
    .set('Authorization', token)
    .set('Idempotency-Key', randomUUID())
    .set('Accept-Language', language)
    .set('Content-Type', 'application/octet-stream')
    .set('X-File-Name', encodeURIComponent(name))
    .send(content);

async function outcome(content: Buffer, name?: string): Promise<ImportResponse> {
  const { body, status } = await upload(content, name);
  if (status !== 202) throw new Error(JSON.stringify(body));
  for (let i = 0; i < 400; i += 1) {
    const { body: batch } = await service.as(maker).get(`/imports/${body.id}`);
    if (['previewed', 'failed'].includes(batch.state)) return batch as ImportResponse;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the batch does not move');
}

const folder = (): string[] =>
  readdirSync(path.join(service.folder, 'data', 'identification', 'imports')).filter((file) => file !== 'scratch');
const cells = async (id: string): Promise<{ sheet: string; row: number; column: string; code: string }[]> =>
  (await service.as(maker).get(`/imports/${id}/refusals?limit=500`)).body.items;

describe('what is refused at the door', () => {
  it.each(REFUSED_AT_THE_DOOR)('$what', async ({ code, content, name }) => {
    const bytes = await content();
    const before = folder();
    const { status, body, headers } = await upload(bytes, name);
    expect([status, body.code]).toEqual([422, code]);
    expect(headers['content-type']).toContain('application/problem+json');
    expect(body.next.length).toBeGreaterThan(5);
    expect((await upload(bytes, name, 'en')).body.next).toMatch(/^[A-Z]/);
    expect(folder()).toEqual(before);
  });

  it('an upload without a name, or of another type', async () => {
    const nameless = await request(service.app.getHttpServer())
      .post(`${BASE}/imports`)
      .set('Authorization', token)
      .set('Idempotency-Key', randomUUID())
      .set('Content-Type', 'application/zip')
      .send(Buffer.from('x'));
    expect(nameless.body.code).toBe('import.file-name-needed');
    const picture = await request(service.app.getHttpServer())
      .post(`${BASE}/imports`)
      .set('Authorization', token)
      .set('Idempotency-Key', randomUUID())
      .set('Content-Type', 'image/png')
      .set('X-File-Name', 'a')
      .send(Buffer.from('x'));
    expect(picture.status).toBe(415);
  });
});

describe('what is found out while reading', () => {
  it.each(REFUSED_WHILE_READING)('$what', async ({ code, content }) => {
    const batch = await outcome(await content());
    expect([batch.state, batch.failure?.code]).toEqual(['failed', code]);
    expect(batch.failure?.next.length).toBeGreaterThan(5);
    const [left] = await service.look<{ n: number }>('select count(*)::int as n from import_household where batch_id = $1', [batch.id]);
    expect(left?.n).toBe(0);
  });

  it('formulas, cell by cell, also where their result looks right', async () => {
    const zip = entriesOf(await workbookOf(registerFile(2)));
    const spoiled = zip.map((entry) =>
      entry.name.endsWith('sheet1.xml')
        ? {
            ...entry,
            content: String(entry.content).replace(
              /<c r="([A-Z]+)2"( s="\d")? t="inlineStr"><is><t xml:space="preserve">第一组<\/t><\/is><\/c>/,
              '<c r="$12" t="str"><f>CONCATENATE("第一","组")</f><v>第一组</v></c>',
            ),
          }
        : entry,
    );
    const batch = await outcome(zipOf(spoiled));
    expect(batch.counts).toMatchObject({ householdsNew: 1, householdsRefused: 1 });
    expect((await cells(batch.id)).map(({ row, code }) => [row, code])).toEqual([[2, 'cell.formula']]);
  });
});

describe('CSV', () => {
  const csv = (file: ReturnType<typeof registerFile>, encode: (text: string) => Buffer): Buffer =>
    zipOf(
      tables(file).map(({ name, rows }) => ({
        name: `${name}.csv`,
        content: encode(rows.map((cells) => cells.map((cell) => `"${String(cell ?? '').replaceAll('"', '""')}"`).join(',')).join('\r\n')),
      })),
    );

  it('is read as two files in one zip', async () => {
    const batch = await outcome(
      csv(registerFile(3), (text) => Buffer.from(`\ufeff${text}`)),
      '建档立卡.zip',
    );
    expect([batch.kind, batch.counts]).toMatchObject(['csv-zip', { householdsNew: 3, householdsRefused: 0, membersRead: 6 }]);
  });

  it('alone lacks the members and says how to send them', async () => {
    const [households] = tables(registerFile(1));
    const batch = await outcome(Buffer.from((households?.rows ?? []).map((row) => row.join(',')).join('\n')), '户.csv');
    expect(batch.failure).toMatchObject({ code: 'import.sheets-missing', next: expect.stringContaining('zip') });
  });
});

describe("the county's policy says how large an upload may be", () => {
  const record = (code: string, value: number): Promise<void> =>
    agreePolicyOverHttp(service.as(maker), service.as(principalLike()), {
      ...{ code, value, region: '360781', validFrom: '2016-06-01' },
      ...{ source: '瑞扶字〔2016〕9号', reason: '按设备情况调整' },
    });

  it('in rows and in bytes; what was let in before stays readable', async () => {
    const content = await workbookOf(registerFile(3));
    const before = await outcome(content);
    expect(before.state).toBe('previewed');
    await record('import.maxRows', 4);
    expect((await outcome(content)).failure).toMatchObject({ code: 'import.too-many-rows', detail: expect.stringContaining('4') });
    await record('import.maxBytes', 1024 * 1024);
    const { body, status } = await upload(Buffer.alloc(1024 * 1024 + 1, 65));
    expect([status, body.code, body.detail]).toEqual([413, 'import.file-too-large', expect.stringContaining('1 MB')]);
    await service.as(maker).get(`/imports/${before.id}/workbook`).expect(200);
  });
});
