import { eventsPublished } from '../../test/published-events.js';
import { registerHousehold, type MadeHousehold } from '../../test/household.factory.js';
import { officer, startIdentification, type Caller, type Identification } from '../../test/service.js';

describe('households over HTTP', () => {
  let service: Identification;
  let caller: Caller;
  let county: Caller;
  let household: MadeHousehold;

  beforeAll(async () => {
    service = await startIdentification();
    caller = service.as(officer('360781102'));
    county = service.as(officer('360781', ['county-officer']));
    household = await registerHousehold(service, { phone: '19912345678', bankAccount: '6217000012345678901' });
  });
  afterAll(async () => service?.stop());

  it('shows the page with masked numbers and nothing plain', async () => {
    const { body, status, headers } = await caller.get(`/households/${household.id}`);
    expect({ status, etag: headers['etag'] }).toEqual({ status: 200, etag: '"1"' });
    expect(body).toMatchObject({
      headName: '刘大山',
      phoneMasked: '199****5678',
      bankAccountMasked: '***************8901',
      netIncomePerPersonFen: 400_000,
      members: [
        { name: '刘大山', relation: '01', isHead: true, age: 56, idNumberMasked: '360799************' },
        { name: '钟秀英', relation: '02', age: 52 },
      ],
      incomes: [{ year: 2015, revision: 1, wageFen: 800_000, netFen: 800_000 }],
      asOf: null,
    });
    const text = JSON.stringify(body);
    for (const secret of ['19912345678', '6217000012345678901', ...household.members.map(({ idNumber }) => idNumber)])
      expect(text).not.toContain(secret);
  });

  it('logs the reading of a page with actor and household', async () => {
    const { body: page } = await caller.get(`/households/${household.id}`).expect(200);
    const rows = await service.look('select account_id, detail from audit_log where action = $1 and object_id = $2 and account_id = $3', [
      'household.read',
      household.id,
      caller.principal.accountId,
    ]);
    expect(rows.length).toBeGreaterThan(0);
    const auditor = service.as(officer('360781', ['auditor']));
    const { body } = await auditor.get(`/audit?objectType=household&objectId=${household.id}`).expect(200);
    // the auditor reads the number the office knows it by
    expect(body.items[0]).toMatchObject({ objectId: household.id, objectNumber: page.number });
    expect(JSON.stringify(body)).not.toContain('刘大山');
  });

  it('reveals one number for a purpose, logged, to the county officer only', async () => {
    const [head] = household.members;
    const request = { field: 'idNumber', personId: head?.personId, purpose: '与公安户籍核对身份' };
    await caller.post(`/households/${household.id}/reveal`, request).expect(403);
    const { body } = await county.post(`/households/${household.id}/reveal`, request).expect(200);
    expect(body).toEqual({ value: head?.idNumber });
    expect((await county.post(`/households/${household.id}/reveal`, { field: 'phone', purpose: '电话回访' })).body).toEqual({
      value: '19912345678',
    });
    expect((await county.post(`/households/${household.id}/reveal`, { field: 'bankAccount', purpose: '核对账户' })).body).toEqual({
      value: '6217000012345678901',
    });
    const [logged] = await service.look<{ purpose: string }>(
      `select purpose from audit_log where action = 'household.reveal' and object_id = $1`,
      [head?.personId],
    );
    expect(logged?.purpose).toBe('与公安户籍核对身份');
  });

  describe('contact', () => {
    it('needs a version, and refuses a stale one, saying what to do', async () => {
      const made = await registerHousehold(service);
      const change = { phone: '19900009999', reason: '本人更换号码' };
      const without = await caller.post(`/households/${made.id}/contact`, change);
      expect(without.status).toBe(428);
      expect(without.body.next).toBeTruthy();
      const stale = await caller.post(`/households/${made.id}/contact`, change, 7);
      expect(stale.status).toBe(412);
      expect(stale.body.next).toContain('重新打开');
    });

    it('changes at once: version, history, event and digest in one transaction', async () => {
      const made = await registerHousehold(service, { phone: '19911110000' });
      const [before] = await service.look<{ digest: Buffer }>('select digest from household where id = $1', [made.id]);
      const { body, status, headers } = await caller.post(
        `/households/${made.id}/contact`,
        { phone: '199 2222 0000', address: '新村二号', reason: '搬到新屋', validFrom: '2016-06-01' },
        1,
      );
      expect(body).toMatchObject({ version: 2, phoneMasked: '199****0000', address: '新村二号' });
      expect({ status, etag: headers['etag'] }).toEqual({ status: 200, etag: '"2"' });
      const [after] = await service.look<{ digest: Buffer }>('select digest from household where id = $1', [made.id]);
      expect(after?.digest.equals(before?.digest ?? Buffer.alloc(0))).toBe(false);
      const { body: timeline } = await caller.get(`/households/${made.id}/timeline`).expect(200);
      expect(timeline.items.map(({ version, change }: { version: number; change: string }) => [version, change])).toEqual([
        [2, 'contact'],
        [1, 'registered'],
      ]);
      // the two phones have the same mask: the timeline still says that it changed
      expect(timeline.items[0].fields).toEqual([
        { field: 'address', before: '村头一号', after: '新村二号' },
        { field: 'phoneMasked', before: '199****0000', after: '199****0000' },
      ]);
      const events = await eventsPublished(service, made.id, 2);
      expect(events.map(({ type, data }) => [type, data['version'], data['changedFields']])).toEqual([
        ['identification.household.registered.v1', 1, undefined],
        ['identification.household.changed.v1', 2, []],
      ]);
    });

    it('refuses a date in the future or before the registration, a wrong phone, and no change', async () => {
      const made = await registerHousehold(service, { phone: '19933330000' });
      const send = (body: object) => caller.post(`/households/${made.id}/contact`, { reason: '更正', ...body }, 1);
      expect((await send({ address: '某处', validFrom: '2016-06-16' })).body.code).toBe('household.valid-from');
      expect((await send({ address: '某处', validFrom: '2014-11-30' })).body.code).toBe('household.valid-from');
      expect((await send({ phone: '123456' })).body.code).toBe('household.unusable-value');
      expect((await send({ phone: '19933330000' })).body.code).toBe('household.nothing-changed');
      expect((await caller.get(`/households/${made.id}`)).body.version).toBe(1);
    });
  });

  it('shows a household as it was and as it was known', async () => {
    const made = await registerHousehold(service);
    service.clock.advance(86_400_000);
    await caller.post(`/households/${made.id}/contact`, { address: '新址', reason: '搬家', validFrom: '2015-05-01' }, 1).expect(200);
    const address = async (query: string): Promise<unknown> => (await caller.get(`/households/${made.id}?${query}`)).body.address;
    expect(await address('validOn=2015-04-30')).toBe('村头一号');
    expect(await address('validOn=2015-05-01')).toBe('新址');
    expect(await address('validOn=2015-05-01&knownOn=2016-06-15')).toBe('村头一号');
    const early = await caller.get(`/households/${made.id}?validOn=2014-01-01`);
    expect([early.status, early.body.code]).toEqual([404, 'household.not-registered-then']);
  });

  describe('search', () => {
    it.each([
      ['name prefix', { name: '刘大' }],
      ['phone', { phone: '+86 199-1234-5678' }],
      ['account', { bankAccount: '6217 0000 1234 5678 901' }],
    ])('finds by %s', async (_, terms) => {
      const { body } = await caller.post('/households/search', terms).expect(200);
      expect(body.items.map(({ id }: { id: string }) => id)).toContain(household.id);
    });

    it('finds by ID number, and nothing when one of the terms does not fit', async () => {
      const idNumber = household.members[1]?.idNumber ?? '';
      const { body } = await caller.post('/households/search', { idNumber }).expect(200);
      expect(body.items).toMatchObject([{ id: household.id, matchedPerson: '钟秀英' }]);
      expect((await caller.post('/households/search', { idNumber, name: '刘' })).body.items).toEqual([]);
      expect((await caller.post('/households/search', { idNumber: '360799196001010017' })).body.code).toBe('household.unusable-value');
    });
  });
});
