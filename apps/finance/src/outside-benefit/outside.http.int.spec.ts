import { readXlsx } from 'hucre';
import { textOfPdf } from '@jingzhun/print/testing';
import type { Caller } from '@jingzhun/service-shell/testing';
import { FUND, fundAndScheme, household, subsidyOffice, TOWNSHIP, type SubsidyOffice } from '../../test/subsidy.factory.js';
import { COUNTY, officer, startFinance, type Finance, binary } from '../../test/service.js';

const TITLES = '户编号,户主姓名,受益人姓名,补助种类,金额（元）,发放日期';

describe('benefits that other offices paid themselves', () => {
  let finance: Finance;
  let people: SubsidyOffice;
  let secondClerk: Caller;
  let householdId: string;
  let number: string;

  const declared = (parts: object = {}): string =>
    new URLSearchParams({
      ...{ kinds: 'dangerousHouse', office: '县住建局', document: '瑞建〔2016〕9号', from: '2016-01-01', to: '2016-03-31' },
      ...{ count: '1', sumFen: '1500000', ...parts },
    }).toString();
  const file = (yuan: number, of = number, on = '2016-03-10', kind = '危房改造'): string =>
    [TITLES, `${of},刘春华,,${kind},${yuan},${on}`, `合计,,,,${yuan},`].join('\r\n');
  const upload = (content: string, parts: object = {}, by = people.bureau) =>
    by.upload(`/outside-lists?${declared(parts)}`, content, 'text/csv');
  const step = (id: string, version: number, body: object, by = people.approver) => by.post(`/outside-lists/${id}/steps`, body, version);
  const timeline = async (of = householdId) => (await people.clerk.get(`/household-benefits/${of}`).expect(200)).body;
  const numberOf = async (id: string): Promise<string> =>
    (await finance.look<{ number: string }>('select number from directory_household where id = $1', [id]))[0]!.number;

  beforeAll(async () => {
    finance = await startFinance();
    people = subsidyOffice(finance);
    secondClerk = finance.as(officer(['county-officer'], COUNTY));
    await fundAndScheme(people);
    householdId = await household(finance);
    number = await numberOf(householdId);
  });
  afterAll(async () => finance?.stop());

  it('are told by a list as it was declared, wait for another person, and are nothing before', async () => {
    expect((await upload(file(15_000), { sumFen: '1400000', count: '2' }).expect(422)).body).toMatchObject({
      code: 'outside-list.totals-differ',
      problems: [
        { pointer: '/count', detail: '笔数：文件 1 笔，申报 2 笔。' },
        { pointer: '/sumFen', detail: '合计：文件 15,000.00 元，申报 14,000.00 元。' },
      ],
    });
    expect((await upload(file(15_000, number, '2016-04-01')).expect(422)).body.problems[0].code).toBe('outside-list.outside-period');
    expect((await upload(file(15_000, number, '2016-03-10', '低保金')).expect(422)).body.problems[0].code).toBe(
      'outside-list.kind-not-declared',
    );
    expect((await upload(file(15_000), { to: '2030-01-01' }).expect(422)).body.code).toBe('outside-list.day-not-yet');
    const { body } = await upload(file(15_000)).expect(201);
    expect(body).toMatchObject({
      number: 1,
      state: 'proposed',
      byKind: [{ kind: 'dangerousHouse', rows: 1, sumFen: 1_500_000 }],
      steps: [],
    });
    expect((await upload(file(15_000)).expect(201)).body.id).toBe(body.id);
    expect((await upload(file(15_000), { document: '别的文' }).expect(409)).body.code).toBe('outside-list.declared-otherwise');
    expect((await timeline()).items).toEqual([]);
    const both = finance.as({ ...people.bureau.principal, roles: ['county-officer', 'finance-approver'] });
    expect((await step(body.id, 1, { step: 'release' }, both).expect(409)).body.code).toBe('outside-list.not-yet');
    expect((await step(body.id, 1, { step: 'release' }, people.bureau).expect(403)).body.code).toBe('outside-list.not-your-office');
    expect((await step(body.id, 7, { step: 'release' })).status).toBe(412);
    const { body: released } = await step(body.id, 1, { step: 'release' }).expect(200);
    expect(released).toMatchObject({ state: 'released', version: 2, releasedByName: people.approver.principal.name });
  });

  it('come back with every wrong row named when they are refused, and as they are when they would be taken', async () => {
    const marked = async (content: string, parts: object = {}) => {
      const { body } = await people.bureau
        .upload(`/outside-lists/marked.xlsx?${declared(parts)}`, content, 'text/csv')
        .buffer()
        .parse(binary)
        .expect(200);
      return (await readXlsx(body as Buffer)).sheets[0]!.rows.map((cells) => String(cells[6] ?? ''));
    };
    const before = await finance.look('select id from outside_list');
    const two = [
      TITLES,
      `${number},刘春华,,危房改造,15000,2016-04-01`,
      `X-1,刘春华,,低保金,1,2016-03-10`,
      `${number},刘春华,,危房改造,15000,2016-03-10`,
      '合计,,,,30001,',
    ];
    const rows = await marked(two.join('\r\n'));
    expect(rows[0]).toBe('导入说明（系统填写）');
    expect(rows.slice(1, 3).every((why) => why !== '')).toBe(true);
    // told by the list before, which is named; the sums that differ stand below the last row
    expect(rows[3]).toContain('1');
    expect(rows.at(-1)).toMatch(/文件 3 笔，申报 1 笔/);
    const one = await household(finance);
    const fit = await marked(file(15_000, await numberOf(one)));
    expect(fit.slice(1)).toEqual(['', '']);
    expect((await marked([TITLES, `${number},刘春华,,危房改造,一万,2016-03-10`].join('\r\n')))[1]).not.toBe('');
    expect(await finance.look('select id from outside_list')).toEqual(before);
    expect((await people.cashier.upload(`/outside-lists/marked.xlsx?${declared()}`, two.join('\n'), 'text/csv')).status).toBe(403);
  });

  it('stand in the timeline and on the paper as told by that office, the source heard for its period and no longer', async () => {
    const benefits = await timeline();
    expect(benefits).toMatchObject({
      ...{ paidFen: 0, owedFen: 0, elsewhereFen: 1_500_000 },
      items: [
        {
          ...{ benefit: 'dangerousHouse', state: 'elsewhere', on: '2016-03-10', amountFen: 1_500_000, heardBy: ['list'] },
          toldBy: { office: '县住建局', document: '瑞建〔2016〕9号', listNumber: 1 },
        },
      ],
    });
    const sources = Object.fromEntries(benefits.sources.map(({ kind, ...rest }: { kind: string }) => [kind, rest]));
    expect(sources['dangerousHouse'].periods).toEqual([{ from: '2016-01-01', to: '2016-03-31' }]);
    expect([sources['livingAllowance'], sources['relocation'].heardAt]).toEqual([{ heardAt: null, periods: [] }, null]);
    const { body } = await people.clerk
      .get(`/household-benefits/${householdId}/statement?from=2016-01-01&to=2016-12-31`)
      .buffer()
      .parse(binary)
      .expect(200);
    const text = (await textOfPdf(body as Buffer)).join('').replaceAll(/\s/g, '');
    for (const words of ['非财政支付', '县住建局报来', '15,000.00', '他单位已发放', '已收到2016-01-01至2016-03-31的名单'])
      expect(text).toContain(words);
    expect(text).toMatch(/还没有收到过名单、本清单可能不全：低保金/);
  });

  it('block what finance is about to approve, and show what it approved before they were told', async () => {
    const relocation = async (of: string) => {
      const about = { kind: 'relocation', householdId: of, milestone: 'movedIn', source: 'cityPlatform', amountFen: 800_000 };
      return (await people.bureau.post('/claims', { ...about, dueOn: '2016-05-30', document: '验收单', fundCode: FUND }).expect(201)).body;
    };
    const approve = ({ id, version }: { id: string; version: number }) =>
      people.approver.post('/claims/steps', { step: 'approve', cases: [{ id, version }] });
    const preview = (subject: string, ids: string[]) => people.bureau.post('/benefit-overlaps/preview', { subject, ids }).expect(200);
    const claim = await relocation(householdId);
    expect((await approve(claim).expect(409)).body).toMatchObject({ code: 'benefit-overlap.blocked' });
    const { body } = await preview('claims', [claim.id]);
    expect(body.findings).toMatchObject([{ rule: 'overlap.relocationDangerousHouse', effect: 'block' }]);
    expect(body.findings[0].benefits.find(({ kind }: { kind: string }) => kind === 'dangerousHouse')).toMatchObject({
      ...{ amountFen: 1_500_000, on: '2016-03-10' },
      about: { zh: '危房改造补助 · 县住建局报来，第1号名单' },
    });
    const late = await household(finance);
    await approve(await relocation(late)).expect(200);
    const content = file(16_000, await numberOf(late), '2016-06-01');
    const { body: list } = await upload(content, { from: '2016-06-01', to: '2016-06-01', sumFen: '1600000' }).expect(201);
    expect((await preview('outsideList', [list.id])).body.findings).toMatchObject([
      { rule: 'overlap.relocationDangerousHouse', next: { zh: expect.stringContaining('追回') } },
    ]);
    await step(list.id, 1, { step: 'reject' }).expect(422);
    await step(list.id, 1, { step: 'reject', reason: '名单有误，退回住建局' }).expect(200);
    expect((await timeline(late)).items).toMatchObject([{ benefit: 'relocationSubsidy' }]);
  });

  it('are corrected by a later list that replaces the first, and both stay to be seen', async () => {
    expect((await upload(file(12_000), { sumFen: '1200000' }).expect(422)).body.problems[0]).toMatchObject({
      code: 'outside-list.told-before',
      detail: expect.stringContaining('第1号名单'),
    });
    expect((await upload(file(12_000), { sumFen: '1200000', supersedes: '1', office: '别的局' }).expect(422)).body.code).toBe(
      'outside-list.nothing-to-correct',
    );
    const { body } = await upload(file(12_000), { sumFen: '1200000', supersedes: '1' }).expect(201);
    expect(body).toMatchObject({ supersedes: { number: 1 }, changes: { same: 0, changed: 1, added: 0, gone: 0 } });
    expect((await people.bureau.get(`/outside-lists/${body.id}/lines`).expect(200)).body.items).toMatchObject([
      { row: 2, householdNumber: number, change: 'changed', amountFen: 1_200_000, beforeFen: 1_500_000 },
    ]);
    expect((await timeline()).elsewhereFen).toBe(1_500_000);
    await step(body.id, 1, { step: 'release' }).expect(200);
    const { items, elsewhereFen } = await timeline();
    expect(elsewhereFen).toBe(1_200_000);
    const told = items.filter(({ benefit }: { benefit: string }) => benefit === 'dangerousHouse');
    expect(told.map(({ state, amountFen }: { state: string; amountFen: number }) => `${state} ${amountFen}`).toSorted()).toEqual([
      'elsewhere 1200000',
      'replaced 1500000',
    ]);
    const { body: lists } = await people.bureau.get('/outside-lists?state=superseded').expect(200);
    expect(lists.items).toMatchObject([{ number: 1, supersededBy: { id: body.id } }]);
    expect((await upload(file(11_000), { sumFen: '1100000', supersedes: '1' }).expect(422)).body.code).toBe(
      'outside-list.nothing-to-correct',
    );
  });

  it('are withdrawn by two persons, and then block nothing', async () => {
    const [list] = (await people.bureau.get('/outside-lists?state=released').expect(200)).body.items;
    await step(list.id, list.version, { step: 'askWithdrawal' }, secondClerk).expect(422);
    const { body: asked } = await step(list.id, list.version, { step: 'askWithdrawal', reason: '住建局来函更正' }, secondClerk).expect(200);
    const same = finance.as({ ...secondClerk.principal, roles: ['county-officer', 'finance-approver'] });
    expect((await step(list.id, asked.version, { step: 'withdraw' }, same).expect(409)).body.code).toBe('outside-list.not-yet');
    expect((await timeline()).elsewhereFen).toBe(1_200_000);
    await step(list.id, asked.version, { step: 'withdraw' }).expect(200);
    const { elsewhereFen, items, sources } = await timeline();
    expect([elsewhereFen, items.some(({ state }: { state: string }) => state === 'retracted')]).toEqual([0, true]);
    expect(sources.find(({ kind }: { kind: string }) => kind === 'dangerousHouse')).toMatchObject({ heardAt: null });
  });

  it('are entered one by one too, for a person where it is one; a single one covers no period', async () => {
    const [person] = await finance.look<{ id: string }>('select person_id as id from directory_person where household_id = $1', [
      householdId,
    ]);
    const one = { kind: 'disabilityCare', householdId, personId: person!.id, amountFen: 60_000, on: '2016-05-20' };
    const paper = { office: '县残联', document: '瑞残〔2016〕3号' };
    const { body } = await people.bureau.post('/outside-lists/single', { ...one, ...paper }).expect(201);
    expect((await people.bureau.post('/outside-lists/single', { ...one, ...paper }).expect(409)).body.code).toBe(
      'outside-list.told-before',
    );
    const elsewhere = { ...one, personId: undefined, householdId: await household(finance), on: '2030-01-01' };
    expect((await people.bureau.post('/outside-lists/single', { ...elsewhere, ...paper }).expect(422)).body.code).toBe(
      'outside-list.day-not-yet',
    );
    await step(body.id, 1, { step: 'release' }).expect(200);
    const { items, sources } = await timeline();
    expect(items.find(({ benefit }: { benefit: string }) => benefit === 'disabilityCare')).toMatchObject({
      ...{ about: { zh: '刘春华' }, heardBy: ['hand'], state: 'elsewhere' },
    });
    expect(sources.find(({ kind }: { kind: string }) => kind === 'disabilityCare')).toMatchObject({ heardAt: null, periods: [] });
  });

  it('are seen in the own area only: another township reads the list and none of its rows', async () => {
    const [list] = (await people.bureau.get('/outside-lists?state=released').expect(200)).body.items;
    const near = finance.as(officer(['township-officer', 'county-officer'], TOWNSHIP));
    const far = finance.as(officer(['township-officer', 'county-officer'], '360781103'));
    const rows = async (by: Caller) => (await by.get(`/outside-lists/${list.id}/lines`).expect(200)).body.items.length;
    expect([await rows(near), await rows(far)]).toEqual([1, 0]);
    expect((await near.post(`/outside-lists/${list.id}/steps`, { step: 'askWithdrawal', reason: '有误' }, list.version)).status).toBe(403);
  });

  it('have a template with the kinds to choose from', async () => {
    const { body } = await people.bureau.get('/outside-lists/template.xlsx').buffer().parse(binary).expect(200);
    const { sheets } = await readXlsx(body as Buffer);
    expect(sheets.map(({ name }) => name)).toEqual(['他单位发放名单', '选项', '填写说明', '政策依据']);
    expect(sheets[0]!.rows[0]).toEqual(['*户编号', '*户主姓名', '受益人姓名', '*补助种类', '*金额（元）', '*发放日期']);
    expect(sheets[1]!.rows.map(([kind]) => kind).slice(0, 3)).toEqual(['补助种类', '危房改造补助', '低保金']);
    expect(sheets[3]!.rows[1]).toEqual(['危房改造补助', '住建部门', '建村〔2016〕251号', '凭记忆，一般，须核对']);
  });

  it('are kept under the code: never by one person, never changed, never other than declared', async () => {
    const attempt = async (sql: string): Promise<string> =>
      finance.look(sql).then(
        () => 'done',
        ({ code, constraint }: { code: string; constraint?: string }) => constraint ?? code,
      );
    const { body: open } = await upload(file(9_000, number, '2016-05-02'), {
      from: '2016-05-01',
      to: '2016-05-31',
      sumFen: '900000',
    }).expect(201);
    const released = (by: string): string =>
      `update outside_list set state = 'released', released_by = ${by}, released_by_name = '某', released_at = now(), version = version + 1 where id = '${open.id}'`;
    const asked = `update outside_list set state = 'withdrawing', withdrawal_asked_by = entered_by, withdrawal_asked_by_name = '某', version = version + 1 where id = '${open.id}'`;
    const withdrawn = `update outside_list set state = 'withdrawn', withdrawn_by = entered_by, withdrawn_by_name = '某', version = version + 1 where id = '${open.id}'`;
    expect(await attempt(released('entered_by'))).toBe('outside_list_enters_is_not_releases');
    expect(await attempt([released('gen_random_uuid()'), asked, withdrawn].join(';'))).toBe('outside_list_asks_is_not_withdraws');
    expect(await attempt(withdrawn)).toBe('JZ026');
    expect(await attempt(`update outside_list set document = '改', version = version + 1`)).toBe('JZ026');
    expect(await attempt(`update outside_list set state = 'proposed', version = version + 1 where state = 'withdrawn'`)).toBe('JZ026');
    expect(await attempt(`update outside_benefit set amount_fen = 1`)).toBe('JZ026');
    expect(await attempt(`update outside_benefit set standing = 'standing' where standing = 'ended'`)).toBe('JZ026');
    expect(await attempt('delete from outside_benefit')).toBe('JZ026');
    await expect(finance.look(`update outside_list_event set reason = '改'`)).rejects.toThrow(/append-only/);
    expect(
      await attempt(
        `insert into outside_list (id, origin, kinds, office, document, period_from, period_to, declared_count, declared_sum_fen, state, state_since, entered_at, entered_by, entered_by_name)
         select gen_random_uuid(), 'hand', kinds, office, document, period_from, period_to, 1, 1, 'proposed', state_since, entered_at, entered_by, entered_by_name from outside_list limit 1`,
      ),
    ).toBe('JZ026');
  });
});
