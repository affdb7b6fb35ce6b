import { randomUUID } from 'node:crypto';
import { registerHousehold, syntheticId, type MadeHousehold } from '../../../test/household.factory.js';
import { officer, startIdentification, type Caller, type Identification } from '../../../test/service.js';
import { foundReport, openRound, reportOf, send, takeList, VILLAGE, type Taken } from '../../../test/survey.js';

describe('reports of a survey over HTTP', () => {
  let service: Identification;
  let manager: Caller;
  let one: Caller;
  let two: Caller;
  let round: string;

  beforeAll(async () => {
    service = await startIdentification();
    manager = service.as(officer('360781102'));
    one = service.as(officer(VILLAGE, ['village-cadre']));
    two = service.as(officer(VILLAGE, ['village-cadre']));
  });
  afterAll(async () => service?.stop());
  // every test has a round and households of its own
  beforeEach(async () => {
    await service.look(`update household set status = 'exited'`);
  });

  async function surveyed(households = 1): Promise<{ made: MadeHousehold[]; units: Taken[] }> {
    const made = [];
    for (let i = 0; i < households; i += 1) made.push(await registerHousehold(service));
    round = await openRound(service, manager);
    const units = await takeList(one, round);
    return { made, units: made.map(({ id }) => units.find(({ householdId }) => householdId === id) as Taken) };
  }
  const unitOf = async (id: string) => (await manager.get(`/survey-units/${id}`).expect(200)).body;

  it('hands out the list of the village with everything known but the numbers', async () => {
    const { made, units } = await surveyed();
    const [head] = made[0]?.members ?? [];
    expect(units[0]).toMatchObject({
      state: 'due',
      version: 0,
      registerVersion: 1,
      answers: {
        mainCause: '01',
        address: '村头一号',
        'income.wageFen': 800_000,
        'living.mainRoadMetres': 800,
        [`members.${head?.personId}.name`]: '刘大山',
      },
      masked: { [`members.${head?.personId}.idNumber`]: `360799${'*'.repeat(12)}` },
    });
    const { text } = await one.get(`/survey-rounds/${round}/workload?village=${VILLAGE}`);
    expect(text).not.toMatch(/\d{17}[\dX]|1990000\d{4}/);
    const neighbour = service.as(officer('360781102209', ['village-cadre']));
    expect((await neighbour.get(`/survey-rounds/${round}/workload?village=${VILLAGE}`)).body.items).toEqual([]);
    const [logged] = await service.look<{ action: string }>(`select action from audit_log where action = 'survey.download' limit 1`);
    expect(logged).toBeTruthy();
  });

  it('takes a report once, however often and in whatever order it is sent', async () => {
    const { units } = await surveyed(3);
    const reports = units.map((unit, i) => reportOf(unit, { address: `新址${i}` }));
    expect((await send(one, round, reports)).map(({ outcome, version }) => [outcome, version])).toEqual([
      ['applied', 1],
      ['applied', 1],
      ['applied', 1],
    ]);
    const again = await send(one, round, [...reports].reverse());
    expect(again.map(({ id, outcome, earlier, version }) => [id, outcome, earlier, version])).toEqual(
      [...reports].reverse().map(({ id }) => [id, 'duplicate', 'applied', 1]),
    );
    const counted = await service.look(
      `select (select count(*)::int from survey_submission where round_id = $1) as reports,
         (select count(*)::int from survey_answers a join survey_unit u on u.id = a.unit_id where u.round_id = $1) as answers`,
      [round],
    );
    expect(counted).toEqual([{ reports: 3, answers: 3 }]);
    expect(await unitOf(units[0]?.id ?? '')).toMatchObject({
      state: 'visited',
      version: 1,
      answers: { address: '新址0', mainCause: '01' },
    });
  });

  it('sent at the same moment over two connections is taken once', async () => {
    const { units } = await surveyed();
    const report = reportOf(units[0] as Taken, { address: '新址' });
    const answers = (await Promise.all([1, 2, 3, 4].map(() => send(one, round, [report])))).flat();
    expect(answers.map(({ outcome }) => outcome).sort()).toEqual(['applied', 'duplicate', 'duplicate', 'duplicate']);
    const found = foundReport([{ name: '新户主', idNumber: syntheticId('1980-01-01', 'male'), relation: '01' }]);
    const again = (await Promise.all([1, 2, 3].map(() => send(one, round, [found])))).flat();
    expect(again.map(({ outcome }) => outcome).sort()).toEqual(['applied', 'duplicate', 'duplicate']);
  });

  it('is not replaced by another one under the same id', async () => {
    const { units } = await surveyed();
    const report = reportOf(units[0] as Taken, { address: '新址' });
    await send(one, round, [report]);
    for (const [who, changes] of [
      [one, { address: '别处' }],
      [two, { address: '新址' }],
    ] as const)
      expect(await send(who, round, [{ ...report, changes }])).toMatchObject([{ outcome: 'rejected', code: 'survey.report-id-reused' }]);
  });

  it('of two phones about different things become one answer, in either order', async () => {
    const { units } = await surveyed(2);
    const a = { address: '新址', 'income.wageFen': 900_000 };
    const b = { 'living.safeWater': false, need: '修路' };
    for (const [unit, [first, second]] of [
      [units[0] as Taken, [a, b]],
      [units[1] as Taken, [b, a]],
    ] as const) {
      expect(await send(one, round, [reportOf(unit, first)])).toMatchObject([{ outcome: 'applied', version: 1 }]);
      expect(await send(two, round, [reportOf(unit, second)])).toMatchObject([{ outcome: 'applied', version: 2 }]);
      expect((await unitOf(unit.id)).answers).toMatchObject({ ...a, ...b, mainCause: '01' });
    }
  });

  it('of two phones that contradict each other are both kept, until another person decides field by field', async () => {
    const { units } = await surveyed();
    const unit = units[0] as Taken;
    await send(one, round, [reportOf(unit, { address: '甲址', mainCause: '02' })]);
    const [waiting] = await send(two, round, [reportOf(unit, { address: '乙址', mainCause: '02', need: '通水' })]);
    expect(waiting).toMatchObject({ outcome: 'conflict', code: 'survey.conflict-fields' });
    expect(waiting?.next).toContain('不用重填');
    expect(await unitOf(unit.id)).toMatchObject({ version: 1, answers: { address: '甲址' }, openConflicts: 1 });

    const [row] = (await manager.get(`/survey-conflicts?roundId=${round}`).expect(200)).body.items;
    const { body: conflict } = await manager.get(`/survey-conflicts/${row.id}`).expect(200);
    expect(conflict).toMatchObject({
      kind: 'fields',
      version: 1,
      reportedBy: { id: two.principal.accountId },
      currentBy: { id: one.principal.accountId },
      contested: [{ path: 'address', base: '村头一号', current: '甲址', submitted: '乙址' }],
      others: 2,
    });
    const decide = (by: Caller, choices: object, version = 1) =>
      by.post(`/survey-conflicts/${row.id}/decide`, { decision: 'choose', choices, reason: '电话核实' }, version);
    expect((await decide(manager, {})).body.code).toBe('survey.choices-incomplete');
    expect((await decide(manager, { address: 'submitted' }, 2)).status).toBe(412);
    expect((await decide(one, { address: 'current' })).status).toBe(403);
    const surveyorOfTownship = service.as({ ...one.principal, roles: ['township-officer'], area: '360781102' as never });
    expect((await decide(surveyorOfTownship, { address: 'current' })).body.code).toBe('survey.own-report');
    await decide(manager, { address: 'submitted' }).expect(200);
    expect(await unitOf(unit.id)).toMatchObject({
      version: 2,
      answers: { address: '乙址', mainCause: '02', need: '通水' },
      openConflicts: 0,
    });
    expect((await manager.get(`/survey-conflicts/${row.id}`)).body).toMatchObject({
      state: 'decided',
      decidedBy: { id: manager.principal.accountId, name: manager.principal.name },
      reason: '电话核实',
    });
    expect((await decide(manager, { address: 'current' }, 2)).body.code).toBe('survey.conflict-settled');
  });

  it('is compared with the register it was filled in from, not with the one of today', async () => {
    const { made, units } = await surveyed();
    await manager.post(`/households/${made[0]?.id}/contact`, { address: '镇上', reason: '搬家' }, 1).expect(200);
    const unit = units[0] as Taken;
    expect(await send(one, round, [reportOf(unit, { need: '修路' })])).toMatchObject([{ outcome: 'applied' }]);
    expect((await unitOf(unit.id)).answers).toMatchObject({ address: '镇上', need: '修路' });
    expect(await send(two, round, [reportOf(unit, { address: '村尾' })])).toMatchObject([{ outcome: 'conflict' }]);
  });

  it('of one phone again, before it has taken the list anew, goes on from its own answers', async () => {
    const { units } = await surveyed(3);
    const [inOrder, outOfOrder, contested] = units as [Taken, Taken, Taken];
    const chain = (unit: Taken) => {
      const first = reportOf(unit, { address: '一' });
      const second = reportOf(unit, { address: '二', need: '水' }, { follows: [first.id] });
      const third = reportOf(unit, { address: '三', need: '水' }, { follows: [first.id, second.id] });
      return [first, second, third] as const;
    };
    for (const report of chain(inOrder)) expect((await send(one, round, [report]))[0]?.outcome).toBe('applied');
    expect((await unitOf(inOrder.id)).answers).toMatchObject({ address: '三', need: '水' });
    const [first, second, third] = chain(outOfOrder);
    for (const report of [first, third, second]) expect((await send(one, round, [report]))[0]?.outcome).toBe('applied');
    expect(await unitOf(outOfOrder.id)).toMatchObject({ answers: { address: '三', need: '水' }, openConflicts: 0 });

    await send(two, round, [reportOf(contested, { address: '别人' })]);
    const mine = reportOf(contested, { address: '一' });
    expect((await send(one, round, [mine]))[0]?.outcome).toBe('conflict');
    const corrected = reportOf(contested, { address: '别人', need: '水' }, { follows: [mine.id] });
    expect((await send(one, round, [corrected]))[0]?.outcome).toBe('applied');
    expect(await unitOf(contested.id)).toMatchObject({ answers: { address: '别人', need: '水' }, openConflicts: 0 });
    expect(await send(one, round, [mine])).toMatchObject([{ outcome: 'duplicate', earlier: 'superseded' }]);
  });

  it('answers each item: a bad one does not hold up the others, and says what to change', async () => {
    const { units } = await surveyed(2);
    const [good, other] = units as [Taken, Taken];
    const [member] = Object.keys(other.masked).filter((path) => path.endsWith('idNumber'));
    const answers = await send(one, round, [
      reportOf(good, { address: '新址' }),
      reportOf(other, { [member ?? '']: '360799196003020011', 'income.wageFen': -1, nonsense: 'x' }),
      reportOf({ id: randomUUID(), version: 0, registerVersion: 1 }, {}),
      { id: randomUUID(), unitId: other.id, strange: true },
      reportOf(other, { need: '水' }, { baseVersion: 7 }),
      reportOf(other, {}, { outcome: 'away' }),
    ]);
    expect(answers.map(({ outcome, code }) => [outcome, code])).toEqual([
      ['applied', undefined],
      ['rejected', 'survey.answers-do-not-fit'],
      ['rejected', 'survey.unit-not-here'],
      ['rejected', 'survey.report-unreadable'],
      ['rejected', 'survey.base-unknown'],
      ['applied', undefined],
    ]);
    expect(answers[1]?.problems?.map(({ pointer }) => pointer)).toEqual([
      `/changes/${member}`,
      '/changes/income.wageFen',
      '/changes/nonsense',
    ]);
    expect(JSON.stringify(answers)).not.toContain('360799196003020011');
    expect(await unitOf(other.id)).toMatchObject({ state: 'away', version: 0 });
  });

  it('finds a household nobody knew, and says when it stands elsewhere already', async () => {
    await surveyed();
    const idNumber = syntheticId('1975-02-03', 'male');
    const found = foundReport([{ name: '谢新户', idNumber, relation: '01' }]);
    expect(await send(one, round, [found])).toMatchObject([{ outcome: 'applied', version: 1 }]);
    const unit = await unitOf(found['unitId'] as string);
    expect(unit).toMatchObject({ householdId: null, headName: '谢新户', groupName: '第二组', state: 'visited' });
    expect(JSON.stringify(unit)).not.toContain(idNumber);

    const again = foundReport([{ name: '谢新户', idNumber, relation: '01' }], {}, '360781102209');
    const neighbour = service.as(officer('360781102209', ['village-cadre']));
    const [double] = await send(neighbour, round, [again]);
    expect(double).toMatchObject({ outcome: 'conflict', code: 'survey.conflict-double' });
    expect(JSON.stringify(double)).not.toMatch(/谢新户|360781102208/);
    const [row] = (await manager.get(`/survey-conflicts?roundId=${round}`)).body.items;
    // who is responsible for both villages sees both households, who is responsible for one learns nothing of the other
    expect((await manager.get(`/survey-conflicts/${row.id}`)).body.other).toMatchObject({ headName: '谢新户', beyondArea: false });
    const ofVillage = service.as(officer('360781102209'));
    const { other } = (await ofVillage.get(`/survey-conflicts/${row.id}`)).body;
    expect(other).toEqual({ unitId: null, householdId: null, headName: null, villageCode: null, beyondArea: true });
    const same = foundReport([{ name: '谢新户', idNumber, relation: '01' }]);
    expect((await send(two, round, [same]))[0]?.outcome).toBe('conflict');
    const near = (await manager.get(`/survey-conflicts?roundId=${round}`)).body.items.find(
      ({ unitId }: { unitId: string }) => unitId === same['unitId'],
    );
    const { body: detail } = await manager.get(`/survey-conflicts/${near.id}`);
    expect(detail).toMatchObject({ kind: 'double', other: { unitId: found['unitId'], headName: '谢新户' } });
    await manager.post(`/survey-conflicts/${near.id}/decide`, { decision: 'same', reason: '两人都去了同一户' }, 1).expect(200);
    expect(await unitOf(same['unitId'] as string)).toMatchObject({ state: 'folded', foldedInto: found['unitId'] });
  });

  it('knows a registered person by the number, also under another name', async () => {
    const { made, units } = await surveyed(2);
    const [, spouse] = made[1]?.members ?? [];
    const child = randomUUID();
    const joining = (idNumber: string) => ({
      [`members.${child}.name`]: '某人',
      [`members.${child}.idNumber`]: idNumber,
      [`members.${child}.relation`]: '99',
    });
    const own = made[0]?.members[1]?.idNumber ?? '';
    expect(await send(one, round, [reportOf(units[0] as Taken, joining(own))])).toMatchObject([
      { outcome: 'rejected', problems: [{ code: 'same-number' }] },
    ]);
    expect(await send(one, round, [reportOf(units[0] as Taken, joining(spouse?.idNumber ?? ''))])).toMatchObject([
      { outcome: 'conflict', code: 'survey.conflict-double' },
    ]);
  });

  it('that comes after the end is kept whole until somebody decides', async () => {
    const { units } = await surveyed(2);
    const [taken, refused] = units as [Taken, Taken];
    await manager.post(`/survey-rounds/${round}/close`, { reason: '到期' }, 2).expect(200);
    const reports = [reportOf(taken, { address: '迟到' }), reportOf(refused, { address: '不用' })];
    expect((await send(one, round, reports)).map(({ outcome, code }) => [outcome, code])).toEqual([
      ['conflict', 'survey.conflict-late'],
      ['conflict', 'survey.conflict-late'],
    ]);
    const { items } = (await manager.get(`/survey-conflicts?roundId=${round}`)).body;
    const of = (unit: Taken) => items.find(({ unitId }: { unitId: string }) => unitId === unit.id).id;
    await manager.post(`/survey-conflicts/${of(taken)}/decide`, { decision: 'accept', reason: '当天已入户' }, 0).expect(200);
    await manager.post(`/survey-conflicts/${of(refused)}/decide`, { decision: 'refuse', reason: '另有核实' }, 0).expect(200);
    expect(await unitOf(taken.id)).toMatchObject({ version: 1, answers: { address: '迟到' } });
    expect(await unitOf(refused.id)).toMatchObject({ version: 0, state: 'due' });
    expect(await send(one, round, reports)).toMatchObject([
      { outcome: 'duplicate', earlier: 'applied' },
      { outcome: 'duplicate', earlier: 'refused' },
    ]);
  });

  it('lies sealed in the database, and cannot be changed there', async () => {
    const { units } = await surveyed();
    const idNumber = syntheticId('1991-01-01', 'female');
    const unit = units[0] as Taken;
    const path = Object.keys(unit.masked).find((key) => key.endsWith('idNumber')) ?? '';
    await send(one, round, [reportOf(unit, { [path]: idNumber, phone: '13900001111', need: '特别的需求' })]);
    for (const table of [
      'survey_submission',
      'survey_answers',
      'survey_unit',
      'survey_person',
      'survey_conflict',
      'idempotent_request',
      'audit_log',
    ]) {
      const [row] = await service.look<{ text: string }>(`select coalesce(string_agg(t::text, ' '), '') as text from ${table} t`);
      for (const secret of [idNumber, '13900001111', '特别的需求']) expect([table, row?.text.includes(secret)]).toEqual([table, false]);
    }
    await expect(service.look(`update survey_submission set outcome = 'away'`)).rejects.toThrow(/stay as they are/);
    await expect(service.look('delete from survey_answers')).rejects.toThrow(/stay as they are/);
    const page = await unitOf(unit.id);
    expect(page.masked).toMatchObject({ [path]: `360799${'*'.repeat(12)}`, phone: '139****1111' });
    expect(page.answers[path]).toBeUndefined();
  });
});
