import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { principalLike } from '@jingzhun/auth/testing';
import { BASE, startIdentification, type Identification } from '../../test/service.js';
import { registerFile, workbookOf } from '../../test/workbooks/register-file.js';
import { ImportFiles } from './import-files.js';

let service: Identification;
beforeAll(async () => {
  service = await startIdentification();
});
afterAll(() => service.stop());

const maker = principalLike();

async function upload(): Promise<string> {
  const { body } = await request(service.app.getHttpServer())
    .post(`${BASE}/imports`)
    .set('Authorization', `Bearer ${await service.issuer.tokenFor(maker)}`)
    .set('Idempotency-Key', randomUUID())
    .set('Content-Type', 'application/octet-stream')
    .set('X-File-Name', 'city.xlsx')
    .send(await workbookOf(registerFile(2)));
  return String(body.id);
}

async function until(id: string, state: string): Promise<{ failure: { code: string; next: string } | null }> {
  for (let i = 0; i < 200; i += 1) {
    const { body } = await service.as(maker).get(`/imports/${id}`);
    if (body.state === state) return body as never;
    // the queue's pauses between attempts are not what is tested
    await service.look(`update pgboss.job set start_after = created_on where name = 'import.check' and state = 'retry'`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the batch does not become ${state}`);
}

it('goes on after a disturbance that passes, and says what to do when it does not pass', async () => {
  const files = service.app.get(ImportFiles);
  const open = files.open.bind(files);
  const uploaded = new Set<string>();
  let disturbances = 1;
  files.open = (id) => {
    // the first look is the upload's own
    const look = !uploaded.has(id);
    uploaded.add(id);
    return look || disturbances-- <= 0 ? open(id) : Promise.reject(new Error('the disk is away'));
  };
  expect(await until(await upload(), 'previewed')).toMatchObject({ failure: null });

  disturbances = 100;
  const id = await upload();
  const { failure } = await until(id, 'failed');
  expect(failure?.code).toBe('import.unexpected');
  expect(failure?.next).toContain('重新上传');
  expect(disturbances).toBe(94);
  expect(await service.look('select count(*)::int as n from import_household where batch_id = $1', [id])).toEqual([{ n: 0 }]);
});
