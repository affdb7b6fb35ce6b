import { randomUUID } from 'node:crypto';
import { registerHousehold, syntheticId, type MadeHousehold } from '../../test/household.factory.js';
import { importExtract, registerCsv, registrar, settled, uploadExtract } from '../../test/registers.js';
import { officer, startIdentification, type Caller, type Identification } from '../../test/service.js';
import { RULE_CODES } from '../screening/rule-code.js';
import { REGISTER_KINDS } from '../screening/rules/register-kind.js';

describe('registers of other authorities', () => {
  let service: Identification;
  let county: Caller;
  let household: MadeHousehold;
  let head: MadeHousehold['members'][number];
  beforeAll(async () => {
    service = await startIdentification();
    county = service.as(registrar());
  });
  beforeEach(async () => {
    household = await registerHousehold(service, { villageCode: '360781102208' });
    head = household.members[0] as typeof head;
  });
  afterAll(async () => service?.stop());

  const latestBits = async (id: string): Promise<Record<string, string>> => {
    const [row] = await service.look<{ veto: number; strict: number; unknown: number }>(
      'select veto, strict, unknown from screening where subject_id = $1 order by sequence desc limit 1',
      [id],
    );
    return Object.fromEntries(
      RULE_CODES.map((rule, i) => [
        rule,
        row && row.veto & (1 << i) ? 'veto' : row && row.strict & (1 << i) ? 'strict' : row && row.unknown & (1 << i) ? 'unknown' : 'pass',
      ]),
    );
  };

  it('keeps the fact of a known person, counts the others and keeps nothing of them, and judges everybody anew', async () => {
    const stranger = syntheticId('1980-01-01', 'male');
    const taken = await importExtract(service, {
      kind: 'vehicle',
      rows: [
        { name: head.name, idNumber: head.idNumber, class: '小型轿车', from: '2013-05-02' },
        { name: '别人', idNumber: stranger, class: '小型轿车', from: '2013-05-02' },
        { name: '某人', idNumber: '36079919800101', class: '小型轿车' },
      ],
    });
    expect([taken.state, taken.counts]).toEqual(['taken', { rows: 3, matched: 1, unsure: 0, unmatched: 1, refused: 1, other: 0 }]);
    expect(await service.look('select class, valid_from::text, row from register_entry where import_id = $1', [taken.id])).toEqual([
      { class: 'car', valid_from: '2013-05-02', row: 2 },
    ]);
    expect(await latestBits(household.id)).toMatchObject({ V1: 'unknown', V2: 'veto', V3: 'unknown' });
    const { body } = await county.get(`/register-imports/${taken.id}/refusals`).expect(200);
    expect(body.items).toEqual([
      expect.objectContaining({ row: 4, columnTitle: '证件号码', code: 'id-number.length', valueMasked: expect.stringMatching(/\*/) }),
    ]);
  });

  it('leaves no plain number anywhere: not in a table, not in a file', async () => {
    const canary = syntheticId('1981-03-04', 'male');
    await importExtract(service, {
      kind: 'firm',
      rows: [
        { name: '金丝雀', idNumber: canary, class: '股东' },
        { name: head.name, idNumber: head.idNumber, class: '股东' },
      ],
    });
    const tables = await service.look<{ name: string }>(
      `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname in ('public', 'pgboss') and c.relkind in ('r', 'p')`,
    );
    expect(tables.length).toBeGreaterThan(30);
    for (const { name } of tables) {
      const found = await service.look(`select from ${name} t where t::text like any ($1) limit 1`, [
        [`%${canary}%`, `%${head.idNumber}%`, '%金丝雀%'],
      ]);
      expect([name, found]).toEqual([name, []]);
    }
    const { readdirSync } = await import('node:fs');
    const folder = `${process.env['JINGZHUN_DATA']}/identification/register-imports`;
    expect(readdirSync(folder).filter((file) => file.endsWith('.sealed') || file.endsWith('.part'))).toEqual([]);
  });

  it('a later extract replaces the earlier one; an older day does not; a withdrawn one lets the earlier count again', async () => {
    const has = (from: string) => [{ name: head.name, idNumber: head.idNumber, class: '小型客车', from }];
    await importExtract(service, { kind: 'vehicle', asOf: '2016-06-02', rows: has('2013-05-02') });
    expect((await latestBits(household.id))['V2']).toBe('veto');
    const sold = await importExtract(service, {
      kind: 'vehicle',
      asOf: '2016-06-10',
      rows: [{ ...has('2013-05-02')[0], to: '2016-06-08' }],
    });
    expect((await latestBits(household.id))['V2']).toBe('pass');
    await importExtract(service, { kind: 'vehicle', asOf: '2016-05-01', rows: has('2013-05-02') });
    expect((await latestBits(household.id))['V2']).toBe('pass');
    await county.post(`/register-imports/${sold.id}/withdraw`, { reason: '提取口径有误' }).expect(200);
    await settled(service);
    expect((await latestBits(household.id))['V2']).toBe('veto');
    expect(await service.look('select from register_entry where import_id = $1', [sold.id])).toEqual([]);
    expect((await county.post(`/register-imports/${sold.id}/withdraw`, { reason: '再次撤回' })).body.code).toBe(
      'register-import.not-taken',
    );
  });

  it('who came after the extract is not covered by it, until it is imported again', async () => {
    await importExtract(service, { kind: 'realEstate', asOf: '2016-06-12' });
    const late = await registerHousehold(service, { villageCode: '360781102208' });
    await importExtract(service, { kind: 'payroll', asOf: '2016-06-12' });
    expect(await latestBits(late.id)).toMatchObject({ V1: 'unknown', R2: 'pass' });
    expect(await latestBits(household.id)).toMatchObject({ V1: 'pass', R2: 'pass' });
    await importExtract(service, { kind: 'realEstate', asOf: '2016-06-12' });
    expect(await latestBits(late.id)).toMatchObject({ V1: 'pass', R2: 'pass' });
  });

  it('every register has a template whose own titles it reads, and says which extract is in use', async () => {
    for (const kind of REGISTER_KINDS) {
      const { body } = await county
        .get(`/register-imports/template.xlsx?kind=${kind}`)
        .buffer(true)
        .parse((res, done) => {
          const chunks: Buffer[] = [];
          res.on('data', (chunk: Buffer) => chunks.push(chunk));
          res.on('end', () => done(null, Buffer.concat(chunks)));
        })
        .expect(200);
      const taken = await importExtract(service, { kind, content: body as Buffer, name: `${kind}.xlsx`, asOf: '2016-06-14' });
      expect([kind, taken.state, taken.counts['rows']]).toEqual([kind, 'taken', 0]);
      const csv = (await county.get(`/register-imports/template.csv?kind=${kind}`).expect(200)).text;
      expect(csv.replace('*', '')).toBe(registerCsv(kind, []).toString());
    }
    const { body } = await service
      .as(officer('360781102208', ['village-cadre']))
      .get('/registers')
      .expect(200);
    expect(body.items.map(({ kind, state }: { kind: string; state: string }) => [kind, state])).toEqual(
      REGISTER_KINDS.map((kind) => [kind, 'fresh']),
    );
  }, 120_000);

  it('refuses what cannot be: another file, another register, a day to come, an account below the county, the police without the confirming role', async () => {
    const code = async (extract: Parameters<typeof uploadExtract>[1]): Promise<[number, string]> => {
      const { status, body } = await uploadExtract(service, extract);
      return [status, body.code];
    };
    expect(await code({ kind: 'vehicle', content: Buffer.from('%PDF-1.7'), name: 'x.pdf' })).toEqual([422, 'import.not-a-workbook']);
    expect(await code({ kind: 'vehicle', asOf: '2016-06-16' })).toEqual([422, 'register-import.as-of-in-future']);
    expect(await code({ kind: 'vehicle', by: officer('360781102', ['county-officer']) })).toEqual([403, 'register-import.county-only']);
    expect(await code({ kind: 'vehicle', by: officer('360781', ['township-officer']) })).toEqual([403, 'auth.not-permitted']);
    expect(await code({ kind: 'police', by: officer('360781', ['county-officer']) })).toEqual([403, 'register-import.confirmers-only']);
    for (const kind of REGISTER_KINDS.filter((one) => one !== 'police'))
      expect([kind, ...(await code({ kind, by: officer('360781', ['verification-officer']) }))]).toEqual([
        kind,
        403,
        'register-import.sensitive-only',
      ]);
    const wrong = await importExtract(service, {
      kind: 'hukou',
      content: registerCsv('vehicle', [{ name: '某人', idNumber: syntheticId('1980-01-01', 'male'), class: '轿车' }]),
    });
    expect([wrong.state, wrong.failure?.code]).toEqual(['failed', 'import.titles-missing']);
    const noTitles = await importExtract(service, { kind: 'hukou', content: Buffer.from('一,二\r\n三,四\r\n') });
    expect([noTitles.state, noTitles.failure?.code]).toEqual(['failed', 'import.register-sheet-missing']);
  });

  it('shows to whoever imports the extracts of his own registers only, also their templates, rows and withdrawal', async () => {
    const [countyOnly, verifier] = [officer('360781', ['county-officer']), officer('360781', ['verification-officer'])];
    const police = await importExtract(service, { kind: 'police', by: verifier });
    const vehicles = await importExtract(service, { kind: 'vehicle', by: countyOnly });
    expect([police.state, vehicles.state]).toEqual(['taken', 'taken']);
    for (const [by, mine, theirs, code] of [
      [countyOnly, vehicles, police, 'register-import.confirmers-only'],
      [verifier, police, vehicles, 'register-import.sensitive-only'],
    ] as const) {
      const caller = service.as(by);
      const [own, other] = mine === police ? ['police', 'vehicle'] : ['vehicle', 'police'];
      const { body } = await caller.get('/register-imports?limit=500').expect(200);
      expect(body.items.some(({ id }: { id: string }) => id === mine.id)).toBe(true);
      expect(body.items.filter(({ kind }: { kind: string }) => (kind === 'police') !== (own === 'police'))).toEqual([]);
      expect((await caller.get(`/register-imports?kind=${other}`).expect(200)).body.items).toEqual([]);
      await caller.get(`/register-imports/${mine.id}/refusals`).expect(200);
      for (const path of [`/register-imports/${theirs.id}`, `/register-imports/${theirs.id}/refusals`])
        expect((await caller.get(path)).body.code).toBe('register-import.not-found');
      await caller.get(`/register-imports/template.csv?kind=${own}`).expect(200);
      for (const format of ['csv', 'xlsx'])
        expect((await caller.get(`/register-imports/template.${format}?kind=${other}`)).body.code).toBe(code);
      const { body: refused } = await caller.post(`/register-imports/${theirs.id}/withdraw`, { reason: '不归我管' });
      expect([refused.status, refused.code, refused.next.length > 5]).toEqual([403, code, true]);
    }
    expect((await service.as(verifier).post('/screening-runs', {})).body.code).toBe('auth.not-permitted');
  });

  describe('matches that are unsure', () => {
    // later than every extract above
    const TODAY = '2016-06-15';
    const township = (): Caller => service.as(officer('360781102', ['township-officer']));
    const open = async (
      importId: string,
    ): Promise<{ id: string; reason: string; given: { name: string }; known: { name: string }; fact: unknown }[]> =>
      (await township().get('/register-matches').expect(200)).body.items.filter((one: { importId: string }) => one.importId === importId);

    it('an old number, another name, or no number wait for a decision; until then the rule is unknown; same makes it count', async () => {
      const old = `${head.idNumber.slice(0, 6)}${head.idNumber.slice(8, 17)}`;
      const second = household.members[1] as typeof head;
      const taken = await importExtract(service, {
        kind: 'vehicle',
        asOf: TODAY,
        rows: [
          { name: head.name, idNumber: old, class: '小型轿车' },
          { name: '钟秀映', idNumber: second.idNumber, class: '农用三轮车' },
        ],
      });
      expect(taken.counts).toMatchObject({ rows: 2, matched: 0, unsure: 2, unmatched: 0 });
      expect(await latestBits(household.id)).toMatchObject({ V2: 'unknown' });
      const found = await open(taken.id);
      expect(found.map(({ reason }) => reason).sort()).toEqual(['name-differs', 'old-number']);
      const [car, tricycle] = ['old-number', 'name-differs'].map((reason) => found.find((one) => one.reason === reason)?.id);
      const { body } = await township()
        .post(`/register-matches/${car}/decide`, { decision: 'same', reason: '与派出所核对一致' })
        .expect(200);
      expect([body.status, body.decidedBy !== null]).toEqual(['same', true]);
      expect(await latestBits(household.id)).toMatchObject({ V2: 'veto' });
      await township().post(`/register-matches/${tricycle}/decide`, { decision: 'different', reason: '同号异人，系录入错误' }).expect(200);
      expect(await service.look('select class, valid_from from register_match where id = $1', [tricycle])).toEqual([
        { class: null, valid_from: null },
      ]);
      expect((await township().post(`/register-matches/${car}/decide`, { decision: 'different', reason: '反悔' })).body.code).toBe(
        'register-match.already-decided',
      );
    });

    it('without a number every namesake of the village and year is asked about; one is it, the others are not', async () => {
      const members = [{ name: '赖同名', birthDate: '1975-04-04', sex: 'male' as const, relation: '01' }];
      const [one, two] = [await registerHousehold(service, { members }), await registerHousehold(service, { members })];
      await registerHousehold(service, { members, villageCode: '360781102209' });
      const taken = await importExtract(service, {
        kind: 'firm',
        asOf: TODAY,
        rows: [{ name: '赖同名', villageCode: '360781102208', birthYear: 1975, class: '法定代表人' }],
      });
      expect(taken.counts).toMatchObject({ rows: 1, matched: 0, unsure: 1 });
      const found = await open(taken.id);
      expect(found).toHaveLength(2);
      const first = found.find((match) => (match as unknown as { subject: { id: string } }).subject.id === one.id);
      await township().post(`/register-matches/${first?.id}/decide`, { decision: 'same', reason: '本人承认' }).expect(200);
      expect(await open(taken.id)).toEqual([]);
      expect([(await latestBits(one.id))['V3'], (await latestBits(two.id))['V3']]).toEqual(['veto', 'unknown']);
      await settled(service);
      // the same row in the next extract is not asked about again
      const again = await importExtract(service, {
        kind: 'firm',
        asOf: TODAY,
        rows: [{ name: '赖同名', villageCode: '360781102208', birthYear: 1975, class: '法定代表人' }],
      });
      expect([again.counts['matched'], again.counts['unsure']]).toEqual([1, 0]);
      expect([(await latestBits(one.id))['V3'], (await latestBits(two.id))['V3']]).toEqual(['veto', 'pass']);
    });

    it('nobody of another village or township sees or decides it, and police matches are for the confirming role only', async () => {
      const old = `${head.idNumber.slice(0, 6)}${head.idNumber.slice(8, 17)}`;
      const taken = await importExtract(service, {
        kind: 'police',
        asOf: TODAY,
        rows: [{ name: head.name, idNumber: old, class: '赌博', from: '2015-05-05' }],
      });
      expect(await open(taken.id)).toEqual([]);
      const [row] = await service.look<{ id: string }>('select id from register_match where import_id = $1', [taken.id]);
      const township102 = await township().get(`/register-matches/${row?.id}`);
      expect([township102.status, township102.body.code]).toEqual([404, 'register-match.not-found']);
      const confirmer = service.as(officer('360781102', ['verification-officer']));
      expect((await confirmer.get(`/register-matches/${row?.id}`).expect(200)).body.fact.class.zh).toBe('赌博');
      const elsewhere = service.as(officer('360781204', ['verification-officer']));
      expect((await elsewhere.post(`/register-matches/${row?.id}/decide`, { decision: 'same', reason: '越权' })).body.code).toBe(
        'register-match.not-found',
      );
      expect((await township().post(`/register-matches/${randomUUID()}/decide`, { decision: 'same', reason: '不存在' })).status).toBe(404);
    });
  });
});
