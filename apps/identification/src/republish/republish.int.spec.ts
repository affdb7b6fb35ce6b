import { HouseholdChangedV1 } from '@jingzhun/events/identification/household-changed.v1';
import { HouseholdRegisteredV1 } from '@jingzhun/events/identification/household-registered.v1';
import { DivisionChangedV1 } from '@jingzhun/events/identification/division-changed.v1';
import { registerHousehold } from '../../test/household.factory.js';
import { officer, startIdentification, type Identification } from '../../test/service.js';

interface Row {
  id: string;
  type: string;
  ordering_key: string;
  occurred_at: Date;
  data: { version: number };
}

describe('publishing the register again', () => {
  let service: Identification;
  beforeAll(async () => {
    // no broker: what is published stays in the outbox and can be looked at
    service = await startIdentification(undefined, undefined, { JINGZHUN_NATS_URL: 'nats://127.0.0.1:9' });
  });
  afterAll(async () => service?.stop());

  const outbox = (): Promise<Row[]> => service.look<Row>('select id, type, ordering_key, occurred_at, data from outbox order by seq');

  it('says every division and household once more: new ids, same versions, the time of the record', async () => {
    const first = await registerHousehold(service, { villageCode: '360781102208' });
    const second = await registerHousehold(service, { villageCode: '360781102209' });
    service.clock.advance(86_400_000);
    await service.as(officer('360781102')).post(`/households/${second.id}/contact`, { address: '新址', reason: '搬家' }, 1).expect(200);
    const before = await outbox();
    service.clock.advance(86_400_000);

    const admin = service.as(officer('360781', ['system-admin']));
    const { body } = await admin.post('/operations/republish', { reason: '消息服务器丢失文件' }).expect(202);
    let view = { state: '', result: {} as { households?: number; divisions?: number } };
    for (const deadline = Date.now() + 60_000; view.state !== 'done' && Date.now() < deadline;) {
      ({ body: view } = await admin.get(`/operations/republish/${body.jobId}`).expect(200));
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const again = (await outbox()).slice(before.length);
    const divisions = before.filter(({ type }) => type === DivisionChangedV1.type);
    expect(view).toMatchObject({ state: 'done', result: { households: 2, divisions: divisions.length } });
    const said = (rows: Row[]): string[] => rows.map(({ ordering_key, data }) => `${ordering_key} ${data.version}`).sort();
    expect(said(again.filter(({ type }) => type === DivisionChangedV1.type))).toEqual(said(divisions));

    const households = again.filter(({ type }) => type !== DivisionChangedV1.type);
    const newest = new Map(before.filter(({ type }) => type !== DivisionChangedV1.type).map((row) => [row.ordering_key, row]));
    expect(households.map(({ ordering_key }) => ordering_key).sort()).toEqual([first.id, second.id].sort());
    for (const row of households) {
      const known = newest.get(row.ordering_key);
      expect([row.type, row.data, row.occurred_at]).toEqual([known?.type, known?.data, known?.occurred_at]);
      expect(row.id).not.toBe(known?.id);
    }
    expect(households.map(({ type }) => type).sort()).toEqual([HouseholdChangedV1.type, HouseholdRegisteredV1.type]);
    expect(await service.look(`select purpose from audit_log where action = 'register.republish'`)).toEqual([
      { purpose: '消息服务器丢失文件' },
    ]);
  });
});
