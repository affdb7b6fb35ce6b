import { randomUUID } from 'node:crypto';
import { systemSession } from '@jingzhun/persistence';
import { KeepOfficers } from '../../officer-directory/keep-officers.consumer.js';
import { registerHousehold } from '../../../test/household.factory.js';
import { officer, startIdentification, type Caller, type Identification } from '../../../test/service.js';
import { foundReport, knownOfficer, openRound, reportOf, send, takeList, VILLAGE, type Taken } from '../../../test/survey.js';

const TOWNSHIP = '360781102';

describe('who decides a conflict of a survey', () => {
  let service: Identification;
  let opener: Caller;
  let named: Caller;
  let substitute: Caller;
  let colleague: Caller;
  let one: Caller;
  let two: Caller;

  beforeAll(async () => {
    service = await startIdentification();
    [opener, named, substitute, colleague] = [1, 2, 3, 4].map(() => service.as(officer(TOWNSHIP))) as [Caller, Caller, Caller, Caller];
    [one, two] = [1, 2].map(() => service.as(officer(VILLAGE, ['village-cadre']))) as [Caller, Caller];
  });
  afterAll(async () => service?.stop());
  beforeEach(async () => {
    await service.look(`update household set status = 'exited'`);
    await Promise.all([opener, named, substitute, colleague].map((by) => enabled(by)));
  });

  const idOf = ({ principal }: Caller): string => principal.accountId;
  const enabled = (by: Caller, parts: { roles?: string[]; enabled?: boolean } = {}, area = TOWNSHIP): Promise<string> =>
    knownOfficer(service, idOf(by), area, parts);
  const opened = (): Promise<string> =>
    openRound(service, opener, { villages: [VILLAGE], deciders: { named: idOf(named), substitute: idOf(substitute) } });
  const roundOf = async (id: string, by = opener) => (await by.get(`/survey-rounds/${id}`).expect(200)).body;
  const listed = async (by: Caller, round: string, query = 'mine=true'): Promise<Record<string, unknown>[]> =>
    (await by.get(`/survey-conflicts?roundId=${round}&${query}`).expect(200)).body.items;
  const decide = (by: Caller, id: string) =>
    by.post(`/survey-conflicts/${id}/decide`, { decision: 'choose', choices: { address: 'submitted' }, reason: '电话核实' }, 1);
  const name = async (by: Caller, round: string, capacity: string, accountId: string) =>
    by.post(`/survey-rounds/${round}/deciders`, { capacity, accountId, reason: '原经办人调离' }, (await roundOf(round)).version);
  const contradicted = async (round: string, first = one): Promise<string> => {
    const [unit] = (await takeList(one, round)).filter(({ version }) => version === 0) as [Taken];
    await send(first, round, [reportOf(unit, { address: '村头' })]);
    await send(two, round, [reportOf(unit, { address: '村尾' })]);
    const open = await listed(opener, round, 'state=open');
    return open.find(({ unitId }) => unitId === unit.id)?.['id'] as string;
  };

  it('is the named person and nobody else; another is told which post it is, without a name', async () => {
    await registerHousehold(service);
    const round = await opened();
    const id = await contradicted(round);
    const lists = await Promise.all([named, substitute, opener, colleague].map(async (by) => (await listed(by, round)).length));
    expect(lists).toEqual([1, 0, 0, 0]);
    expect((await listed(named, round))[0]).toMatchObject({ decider: { kind: 'person', capacity: 'named', isMe: true }, late: false });
    for (const by of [substitute, opener, colleague]) {
      const { status, body } = await decide(by, id);
      expect([status, body.code]).toEqual([403, 'survey.another-decides']);
      expect(body.detail).toBe('本轮调查的冲突由指定的壬田镇乡镇经办人决定。');
      expect(JSON.stringify(body)).not.toContain(named.principal.name);
      expect(JSON.stringify(body)).not.toContain(idOf(named));
    }
    expect(await roundOf(round)).toMatchObject({ decides: 'named', naming: { canAct: true, isMine: true } });
    expect((await decide(named, id)).status).toBe(200);
    expect(await listed(named, round)).toEqual([]);
  });

  it('is the substitute when the named person was disabled, moved away or reported himself; with neither, nobody, and the office sees it', async () => {
    await registerHousehold(service);
    await registerHousehold(service);
    const round = await opened();
    const id = await contradicted(round);
    const gone: { roles?: string[]; enabled?: boolean }[] = [{ enabled: false }, { roles: ['village-cadre'] }, {}];
    for (const parts of gone) {
      await enabled(named, parts, Object.keys(parts).length ? TOWNSHIP : '360781204');
      expect(await roundOf(round)).toMatchObject({ decides: 'substitute' });
      expect([(await listed(named, round)).length, (await listed(substitute, round)).length]).toEqual([0, 1]);
    }
    await enabled(substitute, { enabled: false });
    expect(await roundOf(round, colleague)).toMatchObject({ decides: 'nobody', naming: { by: { id: idOf(opener) }, isMine: false } });
    expect((await listed(opener, round, 'state=open'))[0]).toMatchObject({ decider: { kind: 'nobody' } });
    expect((await decide(colleague, id)).body.code).toBe('survey.nobody-decides');
    await enabled(named);
    await enabled(substitute);
    const own = await contradicted(round, named);
    expect([(await listed(named, round)).map((row) => row['id']), (await listed(substitute, round)).map((row) => row['id'])]).toEqual([
      [id],
      [own],
    ]);
    expect((await decide(named, own)).body.code).toBe('survey.own-report');
    expect((await decide(substitute, own)).status).toBe(200);
  });

  it('is nobody who reported the other household, also where only the register names it', async () => {
    const { id: householdId, members } = await registerHousehold(service);
    const round = await opened();
    const unit = (await takeList(one, round)).find((taken) => taken.householdId === householdId) as Taken;
    const { idNumber } = members[0] as { idNumber: string };
    const [answer] = await send(one, round, [foundReport([{ name: '谢新户', idNumber, relation: '01' }])]);
    expect(answer).toMatchObject({ outcome: 'conflict', code: 'survey.conflict-double' });
    const [{ id } = {}] = (await listed(named, round)) as { id?: string }[];
    await send(named, round, [reportOf(unit, { address: '村头' })]);
    expect([(await listed(named, round)).length, (await listed(substitute, round)).length]).toEqual([0, 1]);
    const same = (by: Caller) => by.post(`/survey-conflicts/${id}/decide`, { decision: 'same', reason: '两人都去了同一户' }, 1);
    expect((await same(named)).body.code).toBe('survey.own-report');
    const byHand = service.look(
      `update survey_conflict set state = 'decided', decided_by = $2, decided_by_name = '某人', decided_at = now(), reason = '同一户', decision = '{}' where id = $1`,
      [id, idOf(named)],
    );
    await expect(byHand).rejects.toMatchObject({ code: 'JZ073' });
    expect((await same(substitute)).status).toBe(200);
  });

  it('is changed by who opened the round, with a reason; what was before is kept, and others change it only when he has left', async () => {
    const round = await opened();
    expect((await name(colleague, round, 'named', idOf(colleague))).body.code).toBe('survey.not-the-opener');
    expect((await name(opener, round, 'named', idOf(substitute))).body.code).toBe('survey.decider-twice');
    for (const unfit of [randomUUID(), idOf(one), await knownOfficer(service, randomUUID(), VILLAGE)]) {
      const { status, body } = await name(opener, round, 'named', unfit);
      expect([status, body.code, body.problems[0].pointer]).toEqual([422, 'survey.decider-unfit', '/accountId']);
    }
    expect((await name(opener, round, 'named', idOf(colleague))).status).toBe(200);
    await enabled(opener, { enabled: false });
    expect(await roundOf(round, colleague)).toMatchObject({ naming: { canAct: false, isMine: true } });
    expect((await name(colleague, round, 'substitute', idOf(named))).status).toBe(200);
    const { deciders } = await roundOf(round);
    expect(deciders.map(({ capacity, accountId, current, reason }: never) => [capacity, accountId, current, reason])).toEqual([
      ['named', idOf(colleague), true, '原经办人调离'],
      ['named', idOf(named), false, null],
      ['substitute', idOf(named), true, '原经办人调离'],
      ['substitute', idOf(substitute), false, null],
    ]);
    const written = await service.look(`select from audit_log where action = 'survey.name-decider' and object_id = $1`, [round]);
    expect(written).toHaveLength(4);
    await expect(service.look('delete from survey_round_decider')).rejects.toThrow(/append-only/);
    const { body } = await opener.post('/survey-rounds', {
      ...{ name: '摸底', area: TOWNSHIP, startsOn: '2016-06-01', endsOn: '2016-06-30', incomeYear: 2015 },
      deciders: { named: idOf(named), substitute: idOf(named) },
    });
    expect(body.problems[0].pointer).toBe('/deciders/substitute');
  });

  it('is anybody of the office who did not report, in a round that names nobody, until its opener names one', async () => {
    await registerHousehold(service);
    // as whoever uses the released route plans one
    const round = await openRound(service, opener, { villages: [VILLAGE], deciders: undefined });
    const id = await contradicted(round);
    expect(await roundOf(round)).toMatchObject({ decides: 'anyone', deciders: [] });
    expect([(await listed(colleague, round)).length, (await listed(opener, round)).length]).toEqual([1, 1]);
    await name(opener, round, 'named', idOf(named));
    expect((await decide(colleague, id)).body.code).toBe('survey.another-decides');
    expect((await decide(named, id)).status).toBe(200);
  });

  it('knows accounts of the own department by what the gateway tells, the newest whatever comes last', async () => {
    const accountId = randomUUID();
    const told = (version: number, parts: object = {}) =>
      ({
        data: { accountId, version, department: 'identification', roles: ['township-officer'], area: TOWNSHIP, enabled: true, ...parts },
      }) as never;
    const elsewhere = randomUUID();
    await service.db.transaction(systemSession('consumer'), (em) =>
      service.app
        .get(KeepOfficers, { strict: false })
        .handle(
          [
            ...[told(1), told(3, { enabled: false }), told(2, { area: '360781204' })],
            told(1, { accountId: elsewhere, department: 'finance' }),
          ],
          em,
        ),
    );
    expect(
      await service.look('select version, enabled, area from officer_account where account_id = any ($1)', [[accountId, elsewhere]]),
    ).toEqual([{ version: 3, enabled: false, area: TOWNSHIP }]);
  });

  it('is late after the days of the policy, for the whole office to see', async () => {
    await registerHousehold(service);
    const round = await opened();
    const id = await contradicted(round);
    service.clock.advance(5 * 86_400_000);
    expect(await listed(colleague, round, 'late=true')).toEqual([]);
    service.clock.advance(86_400_000);
    expect(await listed(colleague, round, 'late=true')).toMatchObject([
      { id, daysWaiting: 6, late: true, decider: { kind: 'person', role: 'township-officer', area: TOWNSHIP, isMe: false } },
    ]);
  });

  it('is kept by the database as well', async () => {
    await registerHousehold(service);
    const round = await opened();
    const id = await contradicted(round);
    const decided = (by: string) =>
      service.look(
        `update survey_conflict set state = 'decided', decided_by = $2, decided_by_name = '某某', decided_at = now(), decision = '{}', reason = '核实' where id = $1`,
        [id, by],
      );
    await expect(decided(idOf(two))).rejects.toMatchObject({ code: 'JZ073' });
    await expect(decided(idOf(colleague))).rejects.toMatchObject({ code: 'JZ073' });
    const again = service.look(
      `insert into survey_round_decider select round_id, 'substitute', position + 9, area_from, area_to, account_id, post_role, post_area, named_by, named_by_name, named_at, 'x'
       from survey_round_decider where round_id = $1 and capacity = 'named'`,
      [round],
    );
    await expect(again).rejects.toMatchObject({ code: 'JZ074' });
  });
});
