import { eventsPublished } from '@jingzhun/messaging/testing';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import request from 'supertest';
import { principalLike } from '@jingzhun/auth/testing';
import { startIdentification, type Identification } from './service.js';
import { registerFile, workbookOf } from './workbooks/register-file.js';

const COUNTY = '520199';
const VILLAGE = '520199100201';

/** A county nobody has heard of, from a folder that no release knows: another county starts without code. */
describe('another county, loaded from files', () => {
  let folder: string;
  let service: Identification;
  const before = process.env['JINGZHUN_COUNTY_PACK'];
  const maker = principalLike({ name: '上传人', area: COUNTY });
  const checker = principalLike({ name: '放行人', area: COUNTY });

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'county-'));
    const parts = {
      county: { name: 'qingxi', extends: 'ruijin', county: { code: COUNTY, zh: '青溪县', en: 'Qingxi' } },
      divisions: {
        source: '青溪县民政局 2016',
        validFrom: '2010-01-01',
        rows: [
          { code: '520199000000', name: '青溪县', kind: 'county' },
          { code: '520199100000', name: '石桥镇', kind: 'town' },
          { code: VILLAGE, name: '石桥村村民委员会', kind: 'village' },
          { code: '520199101000', name: '白沙乡', kind: 'township' },
          { code: '520199101201', name: '白沙村村民委员会', kind: 'village' },
        ],
      },
      parameters: [
        {
          ...{ key: 'import.maxRows', value: 3, unit: 'rows', effectiveFrom: '2010-01-01', effectiveTo: null },
          ...{ source: '青溪县扶贫办', certainty: 'L', noteZh: '一个工作表最多行数' },
        },
      ],
    };
    for (const [part, content] of Object.entries(parts)) writeFileSync(path.join(folder, `${part}.json`), JSON.stringify(content));
    process.env['JINGZHUN_COUNTY_PACK'] = folder;
    service = await startIdentification();
  });
  afterAll(async () => {
    await service?.stop();
    if (before === undefined) delete process.env['JINGZHUN_COUNTY_PACK'];
    else process.env['JINGZHUN_COUNTY_PACK'] = before;
    rmSync(folder, { recursive: true, force: true });
  });

  async function imported(content: Buffer): Promise<{ id: string; state: string; counts: object; failure: { code: string } | null }> {
    const { body } = await request(service.app.getHttpServer())
      .post('/api/identification/v1/imports')
      .set('Authorization', `Bearer ${await service.issuer.tokenFor(maker)}`)
      .set('Idempotency-Key', randomUUID())
      .set('Content-Type', 'application/octet-stream')
      .set('X-File-Name', 'register.xlsx')
      .send(content)
      .expect(202);
    return until(String(body.id), ['previewed', 'failed']);
  }

  async function until(id: string, states: string[]) {
    for (let i = 0; i < 200; i += 1) {
      const { body } = await service.as(maker).get(`/imports/${id}`);
      if (states.includes(body.state)) return body as never;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('the batch does not move');
  }

  it('has its own divisions and nothing of Ruijin', async () => {
    const { body } = await service.as(maker).get('/divisions').expect(200);
    expect(body.items.map(({ name }: { name: string }) => name).sort()).toEqual(
      ['石桥镇', '石桥村村民委员会', '白沙乡', '白沙村村民委员会', '青溪县'].sort(),
    );
    expect(await service.look(`select count(*)::int as n from division where code like '360781%'`)).toEqual([{ n: 0 }]);
    const told = await eventsPublished(service, `${COUNTY}000000`, 1);
    expect(told.map(({ subject }) => subject.split('.')[5])).toEqual([COUNTY]);
  });

  it('takes over a register, by code and by path, and an officer of a township sees his own', async () => {
    const byCode = await imported(await workbookOf(registerFile(1, { villageCode: VILLAGE })));
    expect(byCode).toMatchObject({ state: 'previewed', counts: { householdsNew: 1, householdsRefused: 0 } });
    const file = registerFile(1);
    Object.assign(file.households[0] ?? {}, { 县: '青溪县', 乡: '白沙乡', 村: '白沙村' });
    const titles = ['县', '乡', '村', '户编号', '户主姓名', '户主证件号码', '贫困户属性', '识别时间', '识别标准', '主要致贫原因'];
    const byPath = await imported(await workbookOf(file, { householdTitles: titles }));
    for (const { id } of [byCode, byPath]) {
      await service.as(checker).post(`/imports/${id}/release`).expect(202);
      await until(id, ['released']);
    }
    const of = async (area: string): Promise<string[]> => {
      const { body } = await service
        .as(principalLike({ area, roles: ['township-officer'] }))
        .get('/households')
        .expect(200);
      return body.items.map(({ villageCode }: { villageCode: string }) => villageCode);
    };
    expect((await of(COUNTY)).sort()).toEqual([VILLAGE, '520199101201']);
    expect(await of('520199101')).toEqual(['520199101201']);
    const { body: figures } = await service
      .as(principalLike({ area: COUNTY, roles: ['county-officer'] }))
      .get('/figures/overview')
      .expect(200);
    expect(figures).toMatchObject({ households: 2 });
  });

  it('refuses a village of another county, and goes by its own limits', async () => {
    const foreign = await imported(await workbookOf(registerFile(1, { villageCode: '360781102208' })));
    expect(foreign).toMatchObject({ counts: { householdsNew: 0, householdsRefused: 1 } });
    const { failure } = await imported(await workbookOf(registerFile(4, { villageCode: VILLAGE })));
    expect(failure?.code).toBe('import.too-many-rows');
  });
});
