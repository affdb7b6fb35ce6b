import { randomUUID } from 'node:crypto';
import type { Role } from '@jingzhun/auth';
import type { Principal } from '@jingzhun/auth';
import request from 'supertest';
import { REGISTER_COLUMNS } from '../src/register-import/reading/register-columns.js';
import type { RegisterKind } from '../src/screening/rules/register-kind.js';
import { BASE, officer, type Identification } from './service.js';

export type RegisterCells = Readonly<Record<string, string | number | null>>;

/** An extract as a CSV file with the template's titles; cells by key of the column. */
export function registerCsv(kind: RegisterKind, rows: readonly RegisterCells[]): Buffer {
  const columns = REGISTER_COLUMNS[kind];
  const lines = rows.map((row) => columns.map(({ key }) => row[key] ?? '').join(','));
  return Buffer.from(`\ufeff${[columns.map(({ title }) => title).join(','), ...lines].join('\r\n')}\r\n`);
}

/** Imports everything, the police's extracts too. */
export const registrar = (roles: Role[] = ['county-officer', 'verification-officer']): Principal => officer('360781', roles);

export interface Extract {
  kind: RegisterKind;
  rows?: readonly RegisterCells[];
  content?: Buffer;
  asOf?: string;
  name?: string;
  by?: Principal;
}

export async function uploadExtract(
  service: Identification,
  { kind, rows = [], content, asOf = '2016-06-01', name, by }: Extract,
): Promise<request.Response> {
  const query = new URLSearchParams({ kind, asOf, authority: '瑞金市有关部门', document: '函〔2016〕12号' });
  const token = await service.issuer.tokenFor(by ?? registrar(), { lifetimeSeconds: 600 });
  return request(service.app.getHttpServer())
    .post(`${BASE}/register-imports?${query.toString()}`)
    .set('Authorization', `Bearer ${token}`)
    .set('Accept-Language', 'zh-CN')
    .set('Idempotency-Key', randomUUID())
    .set('Content-Type', name?.endsWith('.xlsx') ? 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' : 'text/csv')
    .set('X-File-Name', encodeURIComponent(name ?? `${kind}.csv`))
    .send(content ?? registerCsv(kind, rows));
}

/** Uploads an extract and waits until it is matched and everybody has been judged anew. */
export async function importExtract(
  service: Identification,
  extract: Extract,
): Promise<{ id: string; state: string; counts: Record<string, number>; failure: { code: string } | null }> {
  const { body, status } = await uploadExtract(service, extract);
  if (status !== 202) throw new Error(`${status} ${JSON.stringify(body)}`);
  await settled(service);
  const { body: taken } = await service
    .as(extract.by ?? registrar())
    .get(`/register-imports/${body.id}`)
    .expect(200);
  return taken;
}

/** Until no job waits or works. */
export async function settled(service: Identification): Promise<void> {
  const deadline = Date.now() + 300_000;
  for (;;) {
    const [row] = await service.look<{ n: number }>(`select count(*)::int as n from job where state in ('queued', 'running')`);
    if (row?.n === 0) return;
    if (Date.now() > deadline) throw new Error('jobs do not end');
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
}
