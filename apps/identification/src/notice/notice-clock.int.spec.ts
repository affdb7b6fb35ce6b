import pg from 'pg';
import { principalLike } from '@jingzhun/auth/testing';
import { NoticeSweep } from '@jingzhun/notices';
import { ADVISORY_LOCKS } from '@jingzhun/persistence';
import { agreePolicyOverHttp } from '@jingzhun/policy/testing';
import { photo, postNotice, registerHost, travelTo } from '../../test/notice.factory.js';
import { officer, startIdentification, type Caller, type Identification } from '../../test/service.js';

const VILLAGE = '360781102208';

interface Task {
  noticeId: string;
  what: string;
  dueOn: string;
  daysLate: number;
  isReminded: boolean;
}

describe('the clock of notices', () => {
  let service: Identification;
  let cadre: Caller;
  let township: Caller;
  let county: Caller;

  beforeAll(async () => {
    service = await startIdentification(new Date('2016-06-15T02:00:00Z'));
    registerHost(service);
    cadre = service.as(officer(VILLAGE, ['village-cadre']));
    township = service.as(officer('360781102', ['township-officer']));
    county = service.as(officer('360781', ['county-officer']));
  });
  afterAll(async () => service?.stop());

  const sweep = () => service.app.get(NoticeSweep, { strict: false });
  const tasksOf = async (caller: Caller, id: string, query = ''): Promise<[string, string, number, boolean][]> => {
    const { body } = await caller.get(`/notice-tasks?limit=200${query}`).expect(200);
    return (body.items as Task[])
      .filter(({ noticeId }) => noticeId === id)
      .map(({ what, dueOn, daysLate, isReminded }) => [what, dueOn, daysLate, isReminded]);
  };
  const marksOf = (id: string) =>
    service.look<{ what: string; reminded: string | null; late: string | null }>(
      `select what, reminded_on::text as reminded, late_since::text as late from notice_task where notice_id = $1 order by due_on`,
      [id],
    );

  it('makes work lists that empty as the work is done', async () => {
    const { id } = await postNotice(service, cadre.principal);
    expect(await tasksOf(cadre, id)).toEqual([
      ['proof-first', '2016-06-16', 0, false],
      ['proof-last', '2016-06-22', 0, false],
      ['close', '2016-06-25', 0, false],
    ]);
    await cadre.post(`/notices/${id}/proofs`, { occasion: 'first', attachmentIds: [await photo(service, VILLAGE)] }).expect(200);
    expect((await tasksOf(cadre, id)).map(([what]) => what)).toEqual(['proof-last', 'close']);
    expect(await tasksOf(service.as(officer('360781103')), id)).toEqual([]);
  });

  it('a scheduler that was down for days catches up once, with the days things belong to', async () => {
    const { id } = await postNotice(service, cadre.principal);
    // nobody looks while the days pass
    const other = await connected();
    await other.query('select pg_advisory_lock($1)', [ADVISORY_LOCKS.noticeSweep]);
    travelTo(service, '2016-06-28T02:00:00Z');

    await settled();
    expect(await marksOf(id)).toEqual([
      { what: 'proof-first', reminded: null, late: null },
      { what: 'proof-last', reminded: null, late: null },
      { what: 'close', reminded: null, late: null },
    ]);
    await other.end();
    const swept = await sweep().sweep();
    expect(swept).toMatchObject({ day: '2016-06-28' });
    const marks = [
      { what: 'proof-first', reminded: '2016-06-16', late: '2016-06-17' },
      { what: 'proof-last', reminded: '2016-06-22', late: '2016-06-23' },
      { what: 'close', reminded: '2016-06-25', late: '2016-06-26' },
    ];
    expect(await marksOf(id)).toEqual(marks);
    // gone since midnight after the last day, not since somebody noticed
    expect(await service.look('select taken_down_at from notice where id = $1', [id])).toEqual([
      { taken_down_at: new Date('2016-06-22T16:00:00Z') },
    ]);
    expect(await sweep().sweep()).toBeUndefined();
    expect(await marksOf(id)).toEqual(marks);
    expect(await tasksOf(cadre, id)).toEqual([
      ['proof-first', '2016-06-16', 12, true],
      ['proof-last', '2016-06-22', 6, true],
      ['close', '2016-06-25', 3, true],
    ]);
  });

  it('the township and the county see what is late below them', async () => {
    const { body } = await township.get('/notice-tasks?when=late').expect(200);
    expect(body.counts.late).toBeGreaterThanOrEqual(3);
    expect(body.counts.today + body.counts.later).toBe(0);
    const { body: elsewhere } = await county.get('/notice-tasks?when=late&area=360781103').expect(200);
    expect(elsewhere).toMatchObject({ items: [], counts: { late: 0 } });
    const { body: here } = await county.get('/notice-tasks?when=late&area=360781102&limit=2').expect(200);
    expect(here.items).toHaveLength(2);
    const { body: next } = await county.get(`/notice-tasks?when=late&area=360781102&limit=200&cursor=${here.nextCursor}`).expect(200);
    expect(here.items.length + next.items.length).toBe(body.counts.late);
  });

  it('killed in the middle of a day, it leaves nothing and does it at the next look', async () => {
    const { id } = await postNotice(service, cadre.principal);
    const blocker = await connected();
    await blocker.query('begin');
    await blocker.query('select from notice_task where notice_id = $1 for update', [id]);
    travelTo(service, '2016-07-20T02:00:00Z');
    const patience = Date.now() + 60_000;
    let killed = 0;
    while (killed === 0 && Date.now() < patience)
      killed = (
        await service.look(
          `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%update notice_task%'`,
        )
      ).length;
    expect(killed).toBe(1);
    await settled();
    await blocker.end();
    expect((await marksOf(id)).every(({ reminded, late }) => reminded === null && late === null)).toBe(true);
    expect(await service.look(`select from notice_sweep where day = '2016-07-20'`)).toEqual([]);
    expect(await sweep().sweep()).toMatchObject({ day: '2016-07-20' });
    expect((await marksOf(id)).every(({ late }) => late !== null)).toBe(true);
  });

  it('takes what an officer works on at midnight after them: neither is refused for a deadlock', async () => {
    const { id } = await postNotice(service, cadre.principal);
    const [first, last] = await tasksOf(cadre, id);
    expect([first?.[0], last?.[0]]).toEqual(['proof-first', 'proof-last']);
    travelTo(service, `${first?.[1]}T10:00:00+08:00`);
    await settled();
    await sweep().sweep();
    expect((await marksOf(id)).map(({ reminded }) => reminded !== null)).toEqual([true, false, false]);
    const deadlocks = async () =>
      (await service.look<{ n: number }>('select deadlocks::int as n from pg_stat_database where datname = current_database()'))[0]?.n;
    const before = await deadlocks();
    const task = 'select from notice_task where notice_id = $1 and what = $2 for update';
    const command = await connected();
    await command.query('begin');
    await command.query('select from notice where id = $1 for update', [id]);
    await command.query(task, [id, 'proof-first']);
    travelTo(service, `${last?.[1]}T10:00:00+08:00`);
    const waiting = `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%notice%'`;
    const patience = Date.now() + 60_000;
    let waits = 0;
    while (waits === 0 && Date.now() < patience) waits = (await service.look(waiting)).length;
    expect(waits).toBe(1);
    await command.query(task, [id, 'proof-last']);
    await command.query('commit');
    await command.end();
    await settled();
    await sweep().sweep();
    expect((await marksOf(id)).map(({ reminded, late }) => [reminded !== null, late !== null])).toEqual([
      [true, true],
      [true, false],
      [false, false],
    ]);
    expect(await deadlocks()).toBe(before);
  });

  it('counts working days across a holiday with make-up days when the county says so', async () => {
    await agreePolicyOverHttp(county, service.as(principalLike()), {
      ...{
        code: 'notice.dayKind',
        region: '360781',
        validFrom: '2016-09-01',
        value: 'working',
        source: '县级通知',
        reason: '按工作日公示',
      },
    });
    travelTo(service, '2016-09-30T02:00:00Z');
    // 1-7 October are off, Saturday 8 and Sunday 9 are worked
    const notice = await postNotice(service, cadre.principal);
    expect(notice).toMatchObject({ dayKind: 'working', firstDay: '2016-10-08', lastDay: '2016-10-14' });
    travelTo(service, '2016-10-07T02:00:00Z');
    const { body } = await cadre.get(`/notices/${notice.id}`).expect(200);
    expect(body.checklist[2]).toMatchObject({ isDone: false, zh: '还差 7 个工作日公示期' });
  });

  it('counts across the end of a year', async () => {
    travelTo(service, '2016-12-28T02:00:00Z');
    const notice = await postNotice(service, cadre.principal);
    // 31 December to 2 January are off
    expect(notice).toMatchObject({ firstDay: '2016-12-29', lastDay: '2017-01-09' });
  });

  it('refuses working days of a year whose holidays nobody has entered, and says which file is needed', async () => {
    travelTo(service, '2026-12-30T02:00:00Z');
    const composed = await postNotice(service, cadre.principal, { post: false });
    const { body } = await cadre.post(`/notices/${composed.id}/post`).expect(409);
    expect(body).toMatchObject({ code: 'calendar.year-missing', next: expect.stringContaining('holidays-2027.json') });
    expect((await cadre.get(`/notices/${composed.id}`)).body.state).toBe('composed');
  });

  async function connected(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: service.database.superuserUrl });
    await client.connect();
    return client;
  }

  /** The sweep that a move of the clock has started is over. */
  async function settled(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    await service.app.get(NoticeSweep, { strict: false }).idle();
  }
});
