import { randomUUID } from 'node:crypto';
import { LoanListChangedV1 } from '@jingzhun/events/finance/loan-list-changed.v1';
import type { ReceivedEvent } from '@jingzhun/messaging';
import { systemSession } from '@jingzhun/persistence';
import { officerOf, startCalledService, type CalledService } from '@jingzhun/service-shell/testing';
import { AppModule } from '../app.module.js';
import { definition } from '../mikro-orm.config.js';
import { KeepJointLists } from './keep-joint-lists.consumer.js';

const TOWNSHIP = '360781102';
const VILLAGE = '360781102208';

describe('joint lists of finance', () => {
  let industry: CalledService;
  const household = randomUUID();
  const lines = [1, 2].map(() => ({
    lineId: randomUUID(),
    projectId: randomUUID(),
    householdId: household,
    purpose: 'planting',
    isEligible: true,
  }));
  const listId = randomUUID();
  const told = (version: number, states: readonly string[], area = TOWNSHIP, id = listId): ReceivedEvent =>
    ({
      ...{ id: randomUUID(), type: LoanListChangedV1.type, definition: LoanListChangedV1, division: area.padEnd(12, '0') },
      data: {
        ...{ listId: id, number: 3, version, bankCode: 'rcb', area, asOf: '2016-05-20', confirmedOn: '2016-05-21' },
        lines: states.map((state, i) => ({
          ...lines[i],
          ...(id === listId ? {} : { lineId: randomUUID(), householdId: randomUUID() }),
          state,
        })),
      },
    }) as unknown as ReceivedEvent;
  const hear = (...events: ReceivedEvent[]) =>
    industry.db.transaction(systemSession('consumer'), (em) => industry.app.get(KeepJointLists, { strict: false }).handle(events, em));
  const as = (area: string) => industry.as(officerOf('industry', area, ['county-officer']));
  const read = async (area: string, id = listId) => (await as(area).get(`/joint-lists/${id}`)).body;

  beforeAll(async () => {
    industry = await startCalledService(definition, AppModule, {});
    await industry.look(
      `insert into directory_household (id, version, number, village_code, status, category, secondary_causes, head_name, member_count, registered_on, registered_elsewhere)
       values ($1, 1, 'H1', $2, 'registered', 'general', '{}', '赖金生', 3, '2014-12-31', true)`,
      [household, VILLAGE],
    );
  });
  afterAll(() => industry?.stop());

  it('are kept whole, whatever comes late or twice', async () => {
    const [first, second] = [told(2, ['listed', 'listed']), told(3, ['listed', 'withdrawn'])];
    await hear(first, first);
    await hear(second);
    await hear(first);
    expect((await as('360781').get('/joint-lists').expect(200)).body.items).toMatchObject([
      { id: listId, number: 3, bankCode: 'rcb', area: TOWNSHIP, listed: 1, withdrawn: 1 },
    ]);
    expect((await read('360781')).lines).toMatchObject([
      { householdNumber: 'H1', headName: '赖金生', villageCode: VILLAGE, purpose: 'planting', state: 'listed' },
      { state: 'withdrawn' },
    ]);
  });

  it('are those of the own area; reading their households is recorded', async () => {
    const other = randomUUID();
    await hear(told(1, ['listed'], '360781103', other));
    expect((await as(TOWNSHIP).get('/joint-lists').expect(200)).body.items.map(({ id }: { id: string }) => id)).toEqual([listId]);
    expect([(await read(TOWNSHIP, other)).code, (await read(TOWNSHIP)).id]).toEqual(['joint-list.not-found', listId]);
    const logged = await industry.look(`select from audit_log where action = 'loan-list.read' and object_id = $1`, [listId]);
    expect(logged.length).toBeGreaterThan(0);
  });

  it('show a township and a village their own lines of the county’s list, by the village that was told or by the register', async () => {
    const county = randomUUID();
    const whole = told(1, ['listed', 'listed'], '360781', county);
    const [first, second] = (whole.data as { lines: Record<string, unknown>[] }).lines as [
      Record<string, unknown>,
      Record<string, unknown>,
    ];
    // the first is not in the copy of the register, of the second nobody said the village
    Object.assign(first, { villageCode: '360781103201' });
    Object.assign(second, { householdId: household });
    await hear(whole);
    const idsOf = async (area: string): Promise<[string, ...unknown[]]> => {
      const { lines: seen, listed, code } = await read(area, county);
      return [code ?? listed, ...(seen ?? []).map(({ id }: { id: string }) => id)];
    };
    expect(await idsOf('360781')).toEqual([2, first['lineId'], second['lineId']]);
    expect(await idsOf('360781103')).toEqual([1, first['lineId']]);
    expect(await idsOf(VILLAGE)).toEqual([1, second['lineId']]);
    expect(await idsOf('360781104')).toEqual(['joint-list.not-found']);
    expect((await as('360781104').get('/joint-lists').expect(200)).body.items).toEqual([]);
    expect((await as('360781103').get('/joint-lists').expect(200)).body.items.map(({ id }: { id: string }) => id)).toContain(county);
  });
});
