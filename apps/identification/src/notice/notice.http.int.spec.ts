import { randomUUID } from 'node:crypto';
import { eventsPublished } from '../../test/published-events.js';
import { photo, postNotice, proveAndWait, registerHost, travelTo, type RecordingHost } from '../../test/notice.factory.js';
import { officer, startIdentification, type Caller, type Identification } from '../../test/service.js';

const VILLAGE = '360781102208';

describe('a notice through HTTP', () => {
  let service: Identification;
  let host: RecordingHost;
  let cadre: Caller;
  let township: Caller;
  let day = new Date('2016-06-15T02:00:00Z');

  beforeAll(async () => {
    service = await startIdentification(day);
    host = registerHost(service);
    cadre = service.as(officer(VILLAGE, ['village-cadre']));
    township = service.as(officer('360781102', ['township-officer']));
  });
  afterAll(async () => service?.stop());
  // each test begins in a month of its own: the clock only runs forward
  beforeEach(() => {
    day = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 15, 2));
    travelTo(service, day.toISOString());
  });

  it('says before anything is pressed what closing needs', async () => {
    const { id } = await postNotice(service, cadre.principal);
    const { body } = await cadre.get(`/notices/${id}`).expect(200);
    expect(body).toMatchObject({
      state: 'posted',
      isPublic: true,
      placeNames: ['瑞金市', '壬田镇', '凤岗村民委员会'],
      days: 7,
      dayKind: 'calendar',
    });
    expect(body.text.facts).toContainEqual({ label: { zh: '户主姓名', en: 'head of household' }, value: { zh: '杨春华', en: '杨春华' } });
    expect(body.checklist.map(({ isDone, zh }: { isDone: boolean; zh: string }) => [isDone, zh])).toEqual([
      [false, '缺首日张贴照片'],
      [false, `末日张贴照片 ${body.lastDay} 起上传`],
      [false, '还差 7 天公示期'],
      [true, '没有未答复的异议'],
    ]);
    const refused = await cadre.post(`/notices/${id}/close`).expect(409);
    expect(refused.body).toMatchObject({
      code: 'notice.not-closable',
      detail: `缺首日张贴照片；末日张贴照片 ${body.lastDay} 起上传；还差 7 天公示期。`,
    });
    expect(refused.body.problems.map(({ code }: { code: string }) => code)).toEqual(['proof-first', 'proof-last', 'days-left']);
  });

  it('goes from posting to closing, tells its host and the other departments', async () => {
    const notice = await postNotice(service, cadre.principal);
    await proveAndWait(service, cadre, notice);
    const { body } = await cadre.post(`/notices/${notice.id}/close`).expect(200);
    expect(body).toMatchObject({ state: 'closed', isPublic: false, closed: { by: cadre.principal.name } });
    expect(body.checklist.every(({ isDone }: { isDone: boolean }) => isDone)).toBe(true);
    expect(host.toldOf(notice)).toEqual(['posted', 'closed']);
    const events = await eventsPublished(service, notice.id, 2);
    expect(events.map(({ type }) => type)).toEqual(['identification.notice.posted.v1', 'identification.notice.closed.v1']);
    expect(events[1]?.data).toMatchObject({ kind: 'group', lastDay: notice.lastDay, objectionsUpheld: 0, objectionsDismissed: 0 });
    expect(JSON.stringify(events)).not.toContain('杨春华');
  });

  it('is not closed one second before its last day is over, and is one second later', async () => {
    const notice = await postNotice(service, cadre.principal);
    await proveAndWaitUntil(notice, '23:59:59');
    const { body } = await cadre.post(`/notices/${notice.id}/close`).expect(409);
    expect(body.detail).toBe('还差 1 天公示期。');
    service.clock.advance(1000);
    await cadre.post(`/notices/${notice.id}/close`).expect(200);
  });

  it('is closed once when two officers press at the same time', async () => {
    const notice = await postNotice(service, cadre.principal);
    await proveAndWait(service, cadre, notice);
    const both = await Promise.all([cadre.post(`/notices/${notice.id}/close`), township.post(`/notices/${notice.id}/close`)]);
    expect(both.map(({ status, body }) => [status, body.code]).sort()).toEqual([
      [200, undefined],
      [409, 'notice.other-state'],
    ]);
    expect(host.toldOf(notice)).toEqual(['posted', 'closed']);
    expect(await service.look(`select from audit_log where action = 'notice.close' and object_id = $1`, [notice.id])).toHaveLength(1);
  });

  it('is not closed when its host cannot go on: nothing is written', async () => {
    const notice = await postNotice(service, cadre.principal);
    await proveAndWait(service, cadre, notice);
    host.whenClosed = () => Promise.reject(new Error('the case is somewhere else'));
    await cadre.post(`/notices/${notice.id}/close`).expect(500);
    host.whenClosed = async () => undefined;
    const [row] = await service.look(
      'select state, closed_at, (select count(*)::int from outbox where ordering_key = $2) as waiting from notice where id = $1',
      [notice.id, notice.id],
    );
    expect(row).toMatchObject({ state: 'posted', closed_at: null });
    await cadre.post(`/notices/${notice.id}/close`).expect(200);
    expect((await eventsPublished(service, notice.id, 2)).map(({ type }) => type)).toEqual([
      'identification.notice.posted.v1',
      'identification.notice.closed.v1',
    ]);
  });

  it('takes a photo of its day and no other', async () => {
    const notice = await postNotice(service, cadre.principal);
    const prove = async (occasion: string): Promise<string> => {
      const { status, body } = await cadre.post(`/notices/${notice.id}/proofs`, {
        occasion,
        attachmentIds: [await photo(service, VILLAGE)],
      });
      return `${status} ${body.code ?? ''}`.trim();
    };
    expect(await prove('last')).toBe('422 notice.proof-other-day');
    service.clock.advance(86_400_000);
    expect(await prove('first')).toBe('200');
    service.clock.advance(86_400_000);
    expect(await prove('first')).toBe('422 notice.proof-other-day');
    travelTo(service, `${notice.lastDay}T12:00:00+08:00`);
    expect(await prove('last')).toBe('200');
    const unknown = await cadre.post(`/notices/${notice.id}/proofs`, { occasion: 'last', attachmentIds: [randomUUID()] });
    expect(unknown.body.code).toBe('evidence.attachment-not-found');
  });

  it('counts a retracted photo as none', async () => {
    const notice = await postNotice(service, cadre.principal);
    await proveAndWait(service, cadre, notice);
    await service.look(
      `update attachment set retracted_at = $2, retracted_by = $3, retracted_by_name = '李四', retraction_reason = '传错' where object_id = $1`,
      [notice.id, service.clock.now(), randomUUID()],
    );
    const { body } = await cadre.post(`/notices/${notice.id}/close`).expect(409);
    expect(body.detail).toMatch(/^首日张贴照片已错过.*须撤下重贴；缺末日张贴照片。$/);
  });

  it('is taken down for a reason, and proves nothing then', async () => {
    const notice = await postNotice(service, cadre.principal);
    await cadre.post(`/notices/${notice.id}/take-down`, { reason: '错' }).expect(400);
    const { body } = await cadre.post(`/notices/${notice.id}/take-down`, { reason: '张贴内容有误' }).expect(200);
    expect(body).toMatchObject({ state: 'withdrawn', isPublic: false, withdrawn: { reason: '张贴内容有误' } });
    travelTo(service, `${notice.lastDay}T23:59:59+08:00`);
    service.clock.advance(60_000);
    expect((await cadre.post(`/notices/${notice.id}/close`).expect(409)).body.code).toBe('notice.other-state');
    expect(host.toldOf(notice)).toEqual(['posted', 'withdrawn']);
    expect((await eventsPublished(service, notice.id, 2)).at(-1)?.type).toBe('identification.notice.withdrawn.v1');
    expect(
      (await cadre.get(`/notice-tasks?area=${VILLAGE}`)).body.items.filter((task: { noticeId: string }) => task.noticeId === notice.id),
    ).toEqual([]);
  });

  it('of another village is not there', async () => {
    const notice = await postNotice(service, cadre.principal);
    const stranger = service.as(officer('360781102209', ['village-cadre']));
    for (const answer of [
      await stranger.get(`/notices/${notice.id}`),
      await stranger.post(`/notices/${notice.id}/close`),
      await stranger.post(`/notices/${notice.id}/take-down`, { reason: '不是我的公示' }),
      await stranger.post(`/notices/${notice.id}/proofs`, { occasion: 'first', attachmentIds: [randomUUID()] }),
    ])
      expect([answer.status, answer.body.code]).toEqual([404, 'notice.not-found']);
    expect((await stranger.get('/notices')).body.items).toEqual([]);
  });

  it('is listed page by page, by area and state', async () => {
    const elsewhere = await postNotice(service, township.principal, { place: '360781102209' });
    const { body: first } = await township.get('/notices?limit=3').expect(200);
    expect(first.items[0].id).toBe(elsewhere.id);
    const { body: second } = await township.get(`/notices?limit=200&cursor=${first.nextCursor}`).expect(200);
    const ids = [...first.items, ...second.items].map(({ id }: { id: string }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const { body: closed } = await township.get(`/notices?state=closed&area=${VILLAGE}`).expect(200);
    expect(new Set(closed.items.map(({ state, place }: { state: string; place: string }) => `${state} ${place}`))).toEqual(
      new Set([`closed ${VILLAGE}`]),
    );
  });

  async function proveAndWaitUntil(notice: Awaited<ReturnType<typeof postNotice>>, time: string): Promise<void> {
    await cadre.post(`/notices/${notice.id}/proofs`, { occasion: 'first', attachmentIds: [await photo(service, VILLAGE)] }).expect(200);
    travelTo(service, `${notice.lastDay}T08:00:00+08:00`);
    await cadre.post(`/notices/${notice.id}/proofs`, { occasion: 'last', attachmentIds: [await photo(service, VILLAGE)] }).expect(200);
    travelTo(service, `${notice.lastDay}T${time}+08:00`);
  }
});
