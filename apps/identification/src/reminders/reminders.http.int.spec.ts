import { randomUUID } from 'node:crypto';
import { ReminderRounds } from '@jingzhun/reminders';
import { sessionOf } from '@jingzhun/persistence';
import { advanced, heldMeeting, office, submitted, took, VILLAGE, type Office } from '../../test/application.factory.js';
import { withFakeScreening } from '../../test/fake-screening.js';
import { officer, startIdentification, type Caller, type Identification } from '../../test/service.js';

const DAY = 86_400_000;

interface Shown {
  id: string;
  stage: string;
  step: { zh: string };
  subject: { kind: string; id: string };
  placeNames: string[];
  daysLeft: number;
  isRead: boolean;
}

interface Page {
  items: Shown[];
  counts: Record<string, number>;
  nextCursor: string | null;
}

describe('reminders of deadlines', () => {
  const { module } = withFakeScreening();
  let service: Identification;
  let rounds: ReminderRounds;
  let people: Office;
  let id: string;

  beforeAll(async () => {
    service = await startIdentification(new Date('2016-06-15T02:00:00Z'), module);
    rounds = service.app.get(ReminderRounds, { strict: false });
    people = office(service);
    // the first step is due in 15 days
    ({ id } = await submitted(service, people));
  });
  afterAll(async () => service?.stop());

  const after = async (days: number): Promise<void> => {
    service.clock.advance(days * DAY);
    await rounds.idle();
  };
  const list = async (by: Caller): Promise<{ items: Shown[]; counts: Record<string, number> }> =>
    (await by.get('/reminders').expect(200)).body;
  const stagesFor = async (by: Caller, of = id): Promise<string[]> =>
    (await list(by)).items.filter(({ subject }) => subject.id === of).map(({ stage, daysLeft }) => `${stage} ${daysLeft}`);
  const everywhere = async (of = id): Promise<string[][]> => [
    await stagesFor(people.clerk, of),
    await stagesFor(people.township, of),
    await stagesFor(people.county, of),
  ];

  it('are given before the day to who must act, in the own village, and to nobody else', async () => {
    await after(11);
    expect(await everywhere()).toEqual([[], [], []]);
    await after(1);
    expect(await everywhere()).toEqual([['soon 3'], [], []]);
    const [one] = (await list(people.clerk)).items;
    expect(one).toMatchObject({
      step: { zh: '村民小组评议' },
      subject: { kind: 'application', id },
      placeNames: expect.arrayContaining(['壬田镇']),
    });
    expect((await list(service.as(officer('360781102209', ['village-cadre'])))).items).toEqual([]);
    await service
      .as(officer('360781', ['system-admin']))
      .get('/reminders')
      .expect(403);
    // the same day again says nothing twice
    expect(await rounds.goThrough()).toBeUndefined();
  });

  it('are read and dismissed by each person alone', async () => {
    const [one] = (await list(people.clerk)).items;
    expect((await list(people.clerk)).counts).toEqual({ all: 1, unread: 1, late: 0 });
    await people.clerk.post('/reminders/read', { ids: [one?.id, randomUUID()] }).expect(204);
    expect((await list(people.clerk)).counts).toEqual({ all: 1, unread: 0, late: 0 });
    await people.clerk.post(`/reminders/${one?.id}/dismiss`).expect(204);
    expect((await list(people.clerk)).items).toEqual([]);
    expect((await list(people.otherClerk)).items.map(({ isRead }) => isRead)).toEqual([false]);
    const another = await people.township.post(`/reminders/${one?.id}/dismiss`);
    expect([another.status, another.body.code]).toEqual([404, 'reminder.not-found']);
    const written = await service.look<{ action: string }>(`select action from audit_log where action like 'reminder.%' order by action`);
    expect(written.map(({ action }) => action)).toEqual(['reminder.dismiss', 'reminder.read']);
  });

  it('come back when it is late, and go up to the township and the county', async () => {
    await after(4);
    expect(await everywhere()).toEqual([['late -1'], [], []]);
    await after(4);
    expect(await everywhere()).toEqual([['late -5'], ['township -5'], []]);
    await after(5);
    expect(await everywhere()).toEqual([['late -10'], ['township -10'], ['county -10']]);
    expect((await list(people.county)).counts).toEqual({ all: 1, unread: 1, late: 1 });
    expect((await list(service.as(officer('360781204')))).items).toEqual([]);
    // what waits above is not there for the village, whatever it asks
    const seen = await service.db.connection(sessionOf(people.clerk.principal), async (client) => {
      const { rows } = await client.query<{ level: string }>('select distinct level from reminder');
      return rows.map(({ level }) => level);
    });
    expect(seen).toEqual(['village']);
  });

  it('come again when the step was impossible for a night', async () => {
    // what a round does when it finds the deadline closed
    await service.look(`update reminder set ended_at = now() where subject_id = '${id}' and stage <> 'soon'`);
    expect(await everywhere()).toEqual([[], [], []]);
    await after(1);
    expect(await everywhere()).toEqual([['late -11'], ['township -11'], ['county -11']]);
  });

  it('are gone as soon as it is done, and stay written down without anybody named', async () => {
    await heldMeeting(service, people, id, 'group');
    await took(service, people.clerk, id, 'appraise');
    expect((await everywhere()).flat().filter((one) => one.endsWith('-11'))).toEqual([]);
    await after(1);
    const rows = await service.look<{ stage: string; ended: boolean }>(
      `select stage, ended_at is not null as ended from reminder where subject_id = $1 and step = 'appraise' order by due_on, stage`,
      [id],
    );
    expect(rows).toEqual(['county', 'late', 'soon', 'township'].map((stage) => ({ stage, ended: true })));
    const [head] = await service.look<{ name: string }>('select head_name as name from application where id = $1', [id]);
    expect(await service.look('select from reminder r where r::text like $1', [`%${head?.name}%`])).toEqual([]);
  });

  it('say after weeks without a round what is true by then, once', async () => {
    const { id: next } = await submitted(service, people);
    await after(40);
    expect(await everywhere(next)).toEqual([['late -25'], ['township -25'], ['county -25']]);
    const kept = await service.look('select stage from reminder where subject_id = $1 order by stage', [next]);
    expect(kept).toEqual(['county', 'late', 'township'].map((stage) => ({ stage })));
    const days = await service.look<{ n: number }>('select count(*)::int as n from reminder_round');
    expect(days[0]?.n).toBe(9);
    expect(await service.look(`select from reminder where place_code <> $1`, [VILLAGE])).toEqual([]);
  });

  it('are not for who made the case where another person must decide, and for the colleague', async () => {
    const maker = service.as(officer('360781102'));
    const { id: own } = await submitted(service, { ...people, clerk: maker });
    await advanced(service, people, own, 'villageNoticeClosed');
    const [row] = await service.look<{ days: number }>('select due_on - $2::date as days from application where id = $1', [
      own,
      service.clock.today(),
    ]);
    await after(row!.days);
    expect([await stagesFor(maker, own), await stagesFor(people.township, own)]).toEqual([[], ['soon 0']]);
    const hidden = await service.look<{ id: string }>('select id from reminder where subject_id = $1 and ended_at is null', [own]);
    expect((await maker.post(`/reminders/${hidden[0]?.id}/dismiss`)).body.code).toBe('reminder.not-found');
    await after(1);
    expect([await stagesFor(maker, own), await stagesFor(people.township, own)]).toEqual([[], ['late -1']]);
    // above nobody decides, all hear of it
    await after(9);
    expect(await stagesFor(people.county, own)).toEqual(['county -10']);
  });

  it('come by pages, the most urgent first, and again for what came in today when an administrator asks', async () => {
    const made: string[] = [await submitted(service, people), await submitted(service, people), await submitted(service, people)].map(
      (one) => one.id,
    );
    await after(12);
    // as after a backup of before was restored
    await service.look('delete from reminder where subject_id = any ($1)', [made]);
    const mine = async (): Promise<string[]> => (await list(people.clerk)).items.map(({ subject }) => subject.id);
    expect((await mine()).filter((one) => made.includes(one))).toEqual([]);
    const admin = service.as(officer('360781', ['system-admin']));
    expect((await admin.post('/reminder-rounds').expect(200)).body).toMatchObject({ day: service.clock.today(), raised: 3 });
    expect((await admin.post('/reminder-rounds').expect(200)).body).toMatchObject({ raised: 0 });
    await people.township.post('/reminder-rounds').expect(403);
    const whole = await mine();
    expect(whole).toEqual(expect.arrayContaining(made));
    const paged: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body }: { body: Page } = await people.clerk.get(`/reminders?limit=2${cursor && `&cursor=${cursor}`}`).expect(200);
      expect(body.counts.all).toBe(whole.length);
      paged.push(...body.items.map(({ subject }) => subject.id));
      cursor = body.nextCursor;
    }
    expect(paged).toEqual(whole);
    const { body } = await people.clerk.get('/reminders?limit=1').expect(200);
    expect((await people.clerk.get(`/reminders?cursor=${String(body.nextCursor).slice(4)}`)).body.code).toBe('list.invalid-cursor');
  });
});
