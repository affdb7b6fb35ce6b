import { eventsPublished } from '../../test/published-events.js';
import { registerHousehold, syntheticId, type MadeHousehold } from '../../test/household.factory.js';
import { officer, startIdentification, type Caller, type Identification } from '../../test/service.js';

describe('corrections over HTTP', () => {
  let service: Identification;
  let maker: Caller;
  let checker: Caller;

  beforeAll(async () => {
    service = await startIdentification();
    maker = service.as(officer('360781102208', ['village-cadre']));
    checker = service.as(officer('360781102'));
  });
  afterAll(async () => service?.stop());

  const propose = (household: MadeHousehold, body: object, version = 1, by = maker) =>
    by.post(`/households/${household.id}/corrections`, { reason: '入户核实', validFrom: '2016-01-01', ...body }, version);
  const read = async (household: MadeHousehold) => (await checker.get(`/households/${household.id}`).expect(200)).body;

  async function approved(household: MadeHousehold, body: object, version = 1): Promise<Record<string, never>> {
    const proposal = await propose(household, body, version).expect(201);
    const { body: correction } = await checker.post(`/corrections/${proposal.body.id}/approve`).expect(200);
    return correction;
  }

  it('changes the cause after a second person approved it, and tells the others', async () => {
    const household = await registerHousehold(service);
    const proposal = await propose(household, { kind: 'cause', changes: { mainCause: '02', secondaryCauses: ['08'] } }).expect(201);
    expect(proposal.body).toMatchObject({
      status: 'proposed',
      shown: [
        { field: 'mainCause', before: '01', after: '02' },
        { field: 'secondaryCauses', before: [], after: ['08'] },
      ],
    });
    expect(await read(household)).toMatchObject({ mainCause: '01', version: 1, pendingCorrections: 1 });
    await checker.post(`/corrections/${proposal.body.id}/approve`, { reason: '属实' }).expect(200);
    expect(await read(household)).toMatchObject({ mainCause: '02', secondaryCauses: ['08'], version: 2, pendingCorrections: 0 });
    const events = await eventsPublished(service, household.id, 2);
    expect(events[1]).toMatchObject({
      type: 'identification.household.changed.v1',
      subject: 'jz.identification.household.changed.v1.360781.102.208',
      data: { version: 2, mainCause: '02', changedFields: ['mainCause', 'secondaryCauses'] },
    });
  });

  it('changes living conditions, bank account and villager group by two persons too, each kept in the timeline', async () => {
    const household = await registerHousehold(service);
    const { living } = await read(household);
    await propose(household, { kind: 'living', changes: { living } }).expect(422);
    const better = { ...living, houseSafety: '01', mainRoadMetres: 120, cultivatedCentiMu: 250 };
    await approved(household, { kind: 'living', changes: { living: better } });
    const account = '6230 5204 8001 2345 678';
    const proposal = await propose(household, { kind: 'bank', changes: { bankName: '瑞金农商银行', account } }, 2).expect(201);
    expect(JSON.stringify(proposal.body)).not.toContain('62305204');
    expect(proposal.body.shown).toContainEqual({ field: 'bankAccountMasked', before: null, after: '***************5678' });
    await checker.post(`/corrections/${proposal.body.id}/approve`).expect(200);
    await approved(household, { kind: 'group', changes: { groupName: '第九小组' } }, 3);
    expect(await read(household)).toMatchObject({
      living: better,
      bankName: '瑞金农商银行',
      bankAccountMasked: '***************5678',
      groupName: '第九小组',
      version: 4,
    });
    const { body: revealed } = await service
      .as(officer('360781', ['county-officer']))
      .post(`/households/${household.id}/reveal`, { field: 'bankAccount', purpose: '核对账号' })
      .expect(200);
    expect(revealed.value).toBe(account.replaceAll(' ', ''));
    const { body: timeline } = await checker.get(`/households/${household.id}/timeline`).expect(200);
    expect(timeline.items.map(({ change }: { change: string }) => change)).toEqual(['group', 'bank', 'living', 'registered']);
    const wrong = await propose(household, { kind: 'bank', changes: { bankName: '瑞金农商银行', account: '12' } }, 4);
    expect([wrong.status, wrong.body.problems?.[0]?.pointer ?? wrong.body.pointer]).toEqual([422, '/changes/account']);
    await propose(household, { kind: 'bank', changes: { bankName: '瑞金农商银行', account: null } }, 4).expect(400);
    await approved(household, { kind: 'bank', changes: { bankName: null, account: null } }, 4);
    expect(await read(household)).toMatchObject({ bankName: null, bankAccountMasked: null, version: 5 });
  });

  it('is never decided by its maker: refused by the code, and by the database', async () => {
    const household = await registerHousehold(service);
    const proposal = await propose(household, { kind: 'category', changes: { category: 'livingAllowance' } }, 1, checker).expect(201);
    const refusal = await checker.post(`/corrections/${proposal.body.id}/approve`);
    expect([refusal.status, refusal.body.code]).toEqual([403, 'correction.own-proposal']);
    await expect(
      service.look(`update correction set status = 'approved', decided_by = proposed_by, decided_at = proposed_at where id = $1`, [
        proposal.body.id,
      ]),
    ).rejects.toThrow(/correction_maker_is_not_checker/);
  });

  it('is withdrawn by its maker only, rejected with a reason, and decided once', async () => {
    const household = await registerHousehold(service);
    const body = { kind: 'category', changes: { category: 'livingAllowance' } };
    const first = (await propose(household, body).expect(201)).body.id;
    expect((await checker.post(`/corrections/${first}/withdraw`, { reason: '不需要' })).body.code).toBe('correction.not-your-proposal');
    expect((await maker.post(`/corrections/${first}/withdraw`, { reason: '填错了' })).body.status).toBe('withdrawn');
    expect((await checker.post(`/corrections/${first}/approve`)).body.code).toBe('correction.already-decided');
    const second = (await propose(household, body).expect(201)).body.id;
    await checker.post(`/corrections/${second}/reject`, {}).expect(400);
    expect((await checker.post(`/corrections/${second}/reject`, { reason: '证据不足' })).body).toMatchObject({
      status: 'rejected',
      decisionReason: '证据不足',
    });
    await expect(service.look(`update correction set reason = 'x' where id = $1`, [second])).rejects.toThrow(
      /decided correction does not change/,
    );
    expect((await read(household)).version).toBe(1);
  });

  it('of a household that changed since needs a confirmation of what it is now', async () => {
    const household = await registerHousehold(service);
    const proposal = await propose(household, { kind: 'category', changes: { category: 'livingAllowance' } }).expect(201);
    await checker.post(`/households/${household.id}/contact`, { address: '新址', reason: '搬家' }, 1).expect(200);
    const stale = await checker.post(`/corrections/${proposal.body.id}/approve`);
    expect([stale.status, stale.body.code]).toEqual([409, 'correction.household-changed']);
    expect(stale.body.next).toContain('第 2 版');
    await checker.post(`/corrections/${proposal.body.id}/approve`, { householdVersion: 2 }).expect(200);
    expect(await read(household)).toMatchObject({ category: 'livingAllowance', address: '新址', version: 3 });
  });

  it('corrects an identity: number, name of the head, mask; the plain number is nowhere in the table', async () => {
    const household = await registerHousehold(service);
    const [head] = household.members;
    const idNumber = syntheticId('1961-04-05', 'male');
    const proposal = await propose(household, { kind: 'identity', changes: { personId: head?.personId, name: '刘大川', idNumber } }).expect(
      201,
    );
    expect(JSON.stringify(proposal.body)).not.toContain(idNumber.slice(6));
    const [row] = await service.look('select * from correction where id = $1', [proposal.body.id]);
    expect(JSON.stringify(row)).not.toContain(idNumber);
    await checker.post(`/corrections/${proposal.body.id}/approve`).expect(200);
    const page = await read(household);
    expect(page).toMatchObject({ headName: '刘大川', members: [{ name: '刘大川', birthDate: '1961-04-05' }, {}] });
    expect((await checker.post('/households/search', { idNumber })).body.items).toMatchObject([{ id: household.id }]);
    const contradiction = await propose(
      household,
      { kind: 'identity', changes: { personId: head?.personId, idNumber, birthDate: '1970-01-01' } },
      2,
    );
    expect(contradiction.body.code).toBe('correction.identity-contradicts');
  });

  it('adds, removes and relates members, with a new head in one correction', async () => {
    const household = await registerHousehold(service);
    const [head, spouse] = household.members;
    const child = syntheticId('2015-11-20', 'female');
    const alone = await propose(household, { kind: 'members', changes: { remove: [{ personId: head?.personId, manner: '01' }] } });
    expect(alone.body.code).toBe('correction.members-head');
    await approved(household, {
      kind: 'members',
      changes: {
        remove: [{ personId: head?.personId, manner: '01' }],
        relation: [{ personId: spouse?.personId, relation: '01' }],
        add: [{ name: '刘小兰', idNumber: child, relation: '08', manner: '06', facts: { education: '06' } }],
      },
    });
    expect(await read(household)).toMatchObject({
      headName: '钟秀英',
      headPersonId: spouse?.personId,
      memberCount: 2,
      members: [
        { name: '钟秀英', relation: '01' },
        { name: '刘小兰', relation: '08', validFrom: '2016-01-01' },
      ],
    });
    const before = await checker.get(`/households/${household.id}?validOn=2015-12-31`).expect(200);
    expect(before.body.members.map(({ name }: { name: string }) => name)).toEqual(['刘大山', '钟秀英']);
  });

  it('refuses a member of another household: names it inside the area, says nothing about it outside', async () => {
    const household = await registerHousehold(service);
    const near = await registerHousehold(service, { villageCode: '360781102209' });
    const far = await registerHousehold(service, { villageCode: '360781204206' });
    const add = (idNumber: string, by: Caller) =>
      propose(household, { kind: 'members', changes: { add: [{ name: '某人', idNumber, relation: '21' }] } }, 1, by);
    const inside = await add(near.members[1]?.idNumber ?? '', checker);
    expect([inside.status, inside.body.code]).toEqual([409, 'correction.person-already-registered']);
    expect(inside.body.detail).toContain(near.number);
    const outside = await add(far.members[1]?.idNumber ?? '', checker);
    expect(outside.body.code).toBe('correction.person-already-registered');
    expect(JSON.stringify(outside.body)).not.toMatch(new RegExp(`${far.number}|360781204|钟秀英`));
    // a village cadre may not even know the neighbouring village's number
    expect(JSON.stringify((await add(near.members[1]?.idNumber ?? '', maker)).body)).not.toContain(near.number);
  });

  it('takes over a person who left another household, also beyond the area', async () => {
    const from = await registerHousehold(service, { villageCode: '360781204206' });
    const to = await registerHousehold(service);
    const moving = from.members[1];
    const farMaker = service.as(officer('360781204206', ['village-cadre']));
    const leaving = await propose(
      from,
      { kind: 'members', changes: { remove: [{ personId: moving?.personId, manner: '08' }] } },
      1,
      farMaker,
    ).expect(201);
    await service.as(officer('360781204')).post(`/corrections/${leaving.body.id}/approve`).expect(200);
    await approved(to, { kind: 'members', changes: { add: [{ name: '钟秀英', idNumber: moving?.idNumber, relation: '99' }] } });
    expect((await read(to)).members).toContainEqual(expect.objectContaining({ personId: moving?.personId, name: '钟秀英' }));
  });

  it('records a further revision of a year, and its net income by the policy', async () => {
    const household = await registerHousehold(service);
    await approved(household, {
      kind: 'income',
      changes: {
        year: 2015,
        wageFen: 900_000,
        businessFen: 200_000,
        propertyFen: 0,
        businessExpenseFen: 50_000,
        items: { pension: 132_000 },
      },
    });
    expect((await read(household)).incomes).toMatchObject([
      { year: 2015, revision: 2, transferFen: 132_000, netFen: 1_182_000, netPerPersonFen: 591_000 },
    ]);
    const rows = await service.look('select revision from household_income where household_id = $1 order by revision', [household.id]);
    expect(rows).toEqual([{ revision: 1 }, { revision: 2 }]);
  });

  it('lists what waits, page by page, with sealed cursors', async () => {
    const first = await checker.get('/corrections?status=approved&limit=2').expect(200);
    expect(first.body.items).toHaveLength(2);
    const second = await checker.get(`/corrections?status=approved&limit=2&cursor=${first.body.nextCursor}`).expect(200);
    expect(second.body.items[0].id).not.toBe(first.body.items[1].id);
    const stolen = await service.as(officer('360781102')).get(`/corrections?status=approved&limit=2&cursor=${first.body.nextCursor}`);
    expect(stolen.body.code).toBe('list.invalid-cursor');
  });
});
