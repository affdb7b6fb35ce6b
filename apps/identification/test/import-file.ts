import { randomUUID } from 'node:crypto';
import request from 'supertest';
import type { ImportResponse } from '../src/import/import.dto.js';
import { BASE, type Caller, type Identification } from './service.js';

/** Uploads a workbook and waits until it can be released. */
export async function previewed(service: Identification, by: Caller, content: Buffer): Promise<ImportResponse> {
  const { body, status } = await request(service.app.getHttpServer())
    .post(`${BASE}/imports`)
    .set('Authorization', `Bearer ${await service.issuer.tokenFor(by.principal)}`)
    .set('Idempotency-Key', randomUUID())
    .set('Content-Type', 'application/octet-stream')
    .set('X-File-Name', encodeURIComponent('建档立卡.xlsx'))
    .set('X-Source-Document', encodeURIComponent('瑞扶字〔2016〕8号'))
    .send(content);
  if (status !== 202) throw new Error(JSON.stringify(body));
  return inState(by, String(body.id), 'previewed');
}

export async function released(by: Caller, id: string): Promise<ImportResponse> {
  const { body, status } = await by.post(`/imports/${id}/release`);
  if (status !== 202) throw new Error(JSON.stringify(body));
  return inState(by, id, 'released');
}

async function inState(by: Caller, id: string, state: ImportResponse['state']): Promise<ImportResponse> {
  for (let i = 0; i < 600; i += 1) {
    const { body } = await by.get(`/imports/${id}`).expect(200);
    if (body.state === state) return body as ImportResponse;
    if (body.state === 'failed') throw new Error(JSON.stringify(body.failure));
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the batch does not move');
}
