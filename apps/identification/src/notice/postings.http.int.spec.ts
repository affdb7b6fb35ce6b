import { randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { textOfPdf } from '@jingzhun/print/testing';
import { advanced, office, read, submitted, took } from '../../test/application.factory.js';
import { decideObjection, objected, photo, postNotice, registerHost, travelTo, type RecordingHost } from '../../test/notice.factory.js';
import { BASE, officer, startIdentification, type Caller, type Identification } from '../../test/service.js';

const VILLAGE = '360781102208';
const HEADS = ['杨春华', '刘水生', '钟有福', '赖石头'];

describe('notices posted together', () => {
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
  const nextMonth = (): void => {
    day = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 15, 2));
    travelTo(service, day.toISOString());
  };
  beforeEach(nextMonth);

  const composed = async (heads: readonly string[] = HEADS): Promise<string[]> => {
    const ids: string[] = [];
    for (const head of heads) ids.push((await postNotice(service, cadre.principal, { head, post: false })).id);
    return ids;
  };
  const gathered = async (noticeIds: readonly string[]) => (await cadre.post('/notice-postings', { noticeIds }).expect(201)).body;
  const proven = async (id: string, occasion: 'first' | 'last') =>
    cadre.post(`/notice-postings/${id}/proofs`, { occasion, attachmentIds: [await photo(service, VILLAGE)] });
  const code = ({ status, body }: { status: number; body: { code?: string } }): string => `${status} ${body.code ?? ''}`.trim();
  const lineStates = (body: { lines: { state: string; left: string | null }[] }) => body.lines.map(({ state, left }) => left ?? state);

  it('are one paper, one photo a day and one closing; what left in between is seen and proves nothing', async () => {
    const ids = await composed();
    const sheet = await gathered(ids);
    expect(sheet).toMatchObject({ notices: 4, hanging: 4, left: 0, withoutFirst: 4, withoutLast: 4, closable: 0, groupName: '第三小组' });
    expect(sheet.lines.map(({ about }: { about: { zh: string } }) => about.zh)).toEqual(HEADS);
    expect(sheet.lines[0].details.zh).toMatch(/^4 人 · 拟纳入建档立卡/);
    expect(ids.map((id) => host.toldOf({ id }))).toEqual(ids.map(() => ['posted']));
    const { body: tasks } = await cadre.get(`/notice-tasks?area=${VILLAGE}&what=proof-first`).expect(200);
    expect(tasks.items.filter(({ postingId }: { postingId: string }) => postingId === sheet.id)).toMatchObject([
      { notices: 4, about: null },
    ]);
    expect(code(await proven(sheet.id, 'last'))).toBe('422 notice.proof-other-day');
    expect((await proven(sheet.id, 'first')).body).toMatchObject({ withoutFirst: 0, proofs: [{ occasion: 'first', notices: 4 }] });
    await cadre.post(`/notices/${ids[1]}/take-down`, { reason: '申请已撤回' }).expect(200);
    const { id: objection } = await objected(service, ids[2] as string, { text: '该户有小汽车，请核实。' });
    const { body: alone } = await township.get(`/notice-tasks?area=${VILLAGE}&what=answer-objection`).expect(200);
    const toAnswer = alone.items.find(({ objectionId }: { objectionId: string }) => objectionId === objection);
    expect(toAnswer.about.zh).toBe(HEADS[2]);
    travelTo(service, `${sheet.lastDay}T08:00:00+08:00`);
    const { body: after } = await proven(sheet.id, 'last');
    expect(after).toMatchObject({ hanging: 3, left: 1, openObjections: 1, withoutLast: 0 });
    expect(after.proofs.map(({ notices }: { notices: number }) => notices)).toEqual([4, 3]);
    expect(code(await cadre.post(`/notice-postings/${sheet.id}/close`))).toBe('409 notice.not-closable');
    travelTo(service, `${sheet.lastDay}T23:59:59+08:00`);
    service.clock.advance(9 * 3_600_000);
    const { body: closed } = await cadre.post(`/notice-postings/${sheet.id}/close`).expect(200);
    expect(lineStates(closed)).toEqual(['closed', 'withdrawn', 'posted', 'closed']);
    expect(closed).toMatchObject({ closed: 2, hanging: 1, closable: 0, missing: [{ code: 'open-objections' }] });
    const investigator = service.as(officer('360781102', ['township-officer']));
    const finding = { outcome: 'dismissed', effect: null, answer: 'facts-not-confirmed', findings: '经入户核实，与事实不符。' };
    expect((await decideObjection(service, investigator, objection, finding)).status).toBe(200);
    expect(lineStates((await cadre.post(`/notice-postings/${sheet.id}/close`).expect(200)).body)).toEqual([
      ...['closed', 'withdrawn', 'closed', 'closed'],
    ]);
    expect(code(await cadre.post(`/notice-postings/${sheet.id}/close`))).toBe('409 notice.nothing-hangs');
    expect(ids.map((id) => host.toldOf({ id }).at(-1))).toEqual(['closed', 'withdrawn', 'closed', 'closed']);
    const trail = await service.look<{ action: string; times: number }>(
      'select action, count(*)::int as times from audit_log where object_id = $1 group by action',
      [sheet.id],
    );
    expect(new Map(trail.map(({ action, times }) => [action, times]))).toEqual(
      new Map([
        ['notice.post-together', 1],
        ['notice.prove-together', 2],
        ['notice.close-together', 2],
      ]),
    );
  });

  const printed = async (id: string): Promise<string> => {
    const token = await service.issuer.tokenFor(cadre.principal, { lifetimeSeconds: 600 });
    const answer = await fetch(`${await service.app.getUrl()}${BASE}/notice-postings/${id}/pdf`, {
      headers: { 'X-Jingzhun-Origin': 'https://jz.example.cn', Authorization: `Bearer ${token}` },
    });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    return (await textOfPdf(Buffer.from(await answer.arrayBuffer()))).join(' ').replaceAll(' ', '');
  };

  it('a case with an objection to an earlier notice stays, and the others are closed', async () => {
    const people = office(service);
    const cases: string[] = [];
    for (let i = 0; i < 2; i += 1) {
      const { id } = await submitted(service, people);
      await advanced(service, people, id, 'assemblyPassed');
      cases.push(id);
    }
    const noticeIds: string[] = [];
    for (const id of cases) noticeIds.push((await took(service, people.clerk, id, 'postVillageNotice')).notice?.id as string);
    const sheet = await gathered(noticeIds);
    // on paper, late: the group notice is closed already
    await service.look(
      `insert into objection (id, notice_id, place_code, investigator, due_on, submission_id, receipt_number, secret_digest)
       select $1, id, place_code, 'township', '2099-01-01', $2, $3, $4 from notice where subject_id = $5 and kind = 'group'`,
      [randomUUID(), randomUUID(), `TEST-${randomUUID()}`, randomBytes(32), cases[0]],
    );
    expect((await proven(sheet.id, 'first')).status).toBe(200);
    travelTo(service, `${sheet.lastDay}T08:00:00+08:00`);
    expect((await proven(sheet.id, 'last')).status).toBe(200);
    service.clock.advance(86_400_000);
    const { body: before } = await cadre.get(`/notice-postings/${sheet.id}`).expect(200);
    expect(before).toMatchObject({ closable: 1, openObjections: 1, missing: [{ code: 'open-objections' }] });
    expect(before.lines.map(({ openObjections }: { openObjections: number }) => openObjections)).toEqual([1, 0]);
    const { body: listed } = await cadre.get(`/notice-postings?subjectId=${cases[1]}`).expect(200);
    expect(listed.items).toMatchObject([{ id: sheet.id, openObjections: 1 }]);
    expect(lineStates((await cadre.post(`/notice-postings/${sheet.id}/close`).expect(200)).body)).toEqual(['posted', 'closed']);
    const states = await Promise.all(cases.map(async (id) => (await read(people.clerk, id)).state));
    expect(states).toEqual(['villageNoticePosted', 'villageNoticeClosed']);
  });

  it('whose first photo was missed come down and hang again in one press, with their cases; nothing does when the case refuses', async () => {
    const people = office(service);
    const cases: string[] = [];
    for (let i = 0; i < 2; i += 1) {
      const { id } = await submitted(service, people);
      await advanced(service, people, id, 'groupAppraised');
      cases.push(id);
    }
    const versions = async () => Promise.all(cases.map(async (id) => ({ id, version: (await read(people.clerk, id)).version })));
    await people.clerk.post('/applications/steps', { step: 'postGroupNotice', cases: await versions() }).expect(200);
    const { body: list } = await cadre.get(`/notice-postings?subjectId=${cases[0]}`).expect(200);
    const old = list.items[0].id as string;
    const stages = async (id: string) =>
      Object.fromEntries(
        (await cadre.get(`/notice-postings/${id}`).expect(200)).body.missing.map((one: { code: string; stage: string }) => [
          one.code,
          one.stage,
        ]),
      );
    expect(await stages(old)).toEqual({ 'proof-first': 'open', 'proof-last': 'later', 'days-left': null });
    service.clock.advance(2 * 86_400_000);
    expect(await stages(old)).toMatchObject({ 'proof-first': 'missed' });
    const { body: tasks } = await cadre.get(`/notice-tasks?area=${VILLAGE}&what=proof-first`).expect(200);
    expect(tasks.items.find(({ postingId }: { postingId: string }) => postingId === old).title.zh).toMatch(/已错过.*撤下重贴/);
    const needed = (await read(people.clerk, cases[0] as string)).next.flatMap(({ checklist }) => checklist);
    expect(needed.find(({ code: need }: { code: string }) => need === 'notice-first-proof')?.zh).toMatch(/已错过.*撤下重贴/);

    const again = (by: Caller, reason = '首日漏拍照片，重新张贴') => by.post(`/notice-postings/${old}/post-again`, { reason });
    expect((await again(cadre, '错')).status).toBe(400);
    expect((await again(service.as(officer('360781', ['auditor'])))).status).toBe(403);
    // who may not take the step of the case does not take it by way of its notice, and what was taken down before hangs on
    expect(code(await again(service.as(officer('360781', ['village-cadre']))))).toMatch(/^403 application/);
    const { body: unchanged } = await cadre.get(`/notice-postings/${old}`).expect(200);
    expect([unchanged.hanging, unchanged.postedAgainAs]).toEqual([2, null]);

    const { body: posted } = await again(cadre).expect(200);
    expect(posted.noticeIds).toHaveLength(2);
    const { body: before } = await cadre.get(`/notice-postings/${old}`).expect(200);
    expect([lineStates(before), before.postedAgainAs]).toEqual([['withdrawn', 'withdrawn'], posted.postingId]);
    const { body: sheet } = await cadre.get(`/notice-postings/${posted.postingId}`).expect(200);
    expect(sheet).toMatchObject({ notices: 2, hanging: 2, lastDay: posted.lastDay, postedAgainAs: null, postedOn: service.clock.today() });
    expect(await stages(sheet.id)).toMatchObject({ 'proof-first': 'open', 'proof-last': 'later' });
    for (const id of cases) {
      const { body: events } = await people.clerk.get(`/applications/${id}/events`).expect(200);
      expect(events.items[0]).toMatchObject({ step: 'postGroupNotice', from: 'groupNoticePosted', to: 'groupNoticePosted' });
    }
    expect(code(await again(cadre))).toBe('409 notice.nothing-hangs');
    expect((await proven(sheet.id, 'first')).status).toBe(200);
    travelTo(service, `${sheet.lastDay}T08:00:00+08:00`);
    expect((await proven(sheet.id, 'last')).status).toBe(200);
    service.clock.advance(86_400_000);
    expect(lineStates((await cadre.post(`/notice-postings/${sheet.id}/close`).expect(200)).body)).toEqual(['closed', 'closed']);
    expect(await Promise.all(cases.map(async (id) => (await read(people.clerk, id)).state))).toEqual([
      ...['groupNoticeClosed', 'groupNoticeClosed'],
    ]);
  });

  it('of a sheet one notice hangs again alone; an objection to the old one still waits', async () => {
    const people = office(service);
    const { id } = await submitted(service, people);
    await advanced(service, people, id, 'groupAppraised');
    const noticeId = (await took(service, people.clerk, id, 'postGroupNotice')).notice?.id as string;
    await objected(service, noticeId, { text: '该户有小汽车，请核实。' });
    const reason = '公示内容有误，更正后重新张贴';
    const { body: posted } = await cadre.post(`/notices/${noticeId}/post-again`, { reason }).expect(200);
    expect(posted).toMatchObject({ postingId: null, noticeIds: [expect.not.stringContaining(noticeId)] });
    expect((await cadre.get(`/notices/${noticeId}`)).body).toMatchObject({ state: 'withdrawn', openObjections: 1, withdrawn: { reason } });
    expect((await cadre.get(`/notices/${posted.noticeIds[0]}`)).body).toMatchObject({ state: 'posted', lastDay: posted.lastDay });
    expect(code(await cadre.post(`/notices/${noticeId}/post-again`, { reason }))).toBe('409 notice.other-state');
  });

  it('a line with an upheld objection leaves the sheet', async () => {
    const ids = await composed(HEADS.slice(0, 2));
    const sheet = await gathered(ids);
    const { id: objection } = await objected(service, ids[0] as string, { text: '该户有小汽车，请核实。' });
    const finding = { outcome: 'upheld', effect: { kind: 'reject' }, answer: 'facts-confirmed', findings: '经现场核实，情况属实。' };
    expect((await decideObjection(service, township, objection, finding)).status).toBe(200);
    const { body } = await proven(sheet.id, 'first');
    expect(lineStates(body)).toEqual(['objection-upheld', 'posted']);
    expect(body.proofs).toMatchObject([{ notices: 1 }]);
    // nobody took it down
    const text = await printed(sheet.id);
    expect(text).toContain('异议成立');
    expect(text).not.toContain('已撤下');
  });

  it('were posted one by one on one day, and are gathered afterwards; a notice is on one sheet', async () => {
    const first = await postNotice(service, cadre.principal);
    const [second] = await composed(['刘水生']);
    const sheet = await gathered([first.id, second as string]);
    expect(sheet).toMatchObject({ notices: 2, postedOn: first.postedOn, lastDay: first.lastDay });
    expect((await cadre.get(`/notices/${first.id}`)).body.postingId).toBe(sheet.id);
    const gather = async (...noticeIds: string[]) => code(await cadre.post('/notice-postings', { noticeIds }));
    const third = await postNotice(service, cadre.principal);
    expect(await gather(first.id, third.id)).toBe('409 notice.on-another-sheet');
    const announced = await postNotice(service, cadre.principal, { kind: 'announcement' });
    expect(await gather(third.id, announced.id)).toBe('422 notice.not-one-sheet');
    service.clock.advance(86_400_000);
    expect(await gather(third.id, (await postNotice(service, cadre.principal)).id)).toBe('422 notice.not-one-sheet');
    await cadre.post(`/notices/${third.id}/take-down`, { reason: '张贴内容有误' }).expect(200);
    expect(await gather(third.id, (await postNotice(service, cadre.principal)).id)).toBe('409 notice.other-state');
    expect(await gather(third.id, randomUUID())).toBe('404 notice.not-found');
  });

  it('one of them may be proved and closed alone', async () => {
    const ids = await composed(HEADS.slice(0, 2));
    const sheet = await gathered(ids);
    await proven(sheet.id, 'first');
    travelTo(service, `${sheet.lastDay}T08:00:00+08:00`);
    await cadre.post(`/notices/${ids[0]}/proofs`, { occasion: 'last', attachmentIds: [await photo(service, VILLAGE)] }).expect(200);
    service.clock.advance(86_400_000);
    const { body } = await cadre.post(`/notices/${ids[0]}/close`).expect(200);
    expect(body.proofs.map(({ ofSheet }: { ofSheet: boolean }) => ofSheet)).toEqual([true, false]);
    expect((await cadre.post(`/notices/${ids[1]}/close`)).body.detail).toBe('缺末日张贴照片。');
  });

  it('a photo of the sheet that was retracted proves none of them', async () => {
    const ids = await composed(HEADS.slice(0, 2));
    const sheet = await gathered(ids);
    await proven(sheet.id, 'first');
    await service.look(
      `update attachment set retracted_at = $2, retracted_by = $3, retracted_by_name = '李四', retraction_reason = '传错' where object_id = $1`,
      [sheet.id, service.clock.now(), randomUUID()],
    );
    const { body } = await cadre.get(`/notice-postings/${sheet.id}`).expect(200);
    expect(body).toMatchObject({ withoutFirst: 2, proofs: [{ isRetracted: true }] });
    expect((await cadre.get(`/notices/${ids[0]}`)).body.checklist[0]).toMatchObject({ code: 'proof-first', isDone: false });
  });

  it('of another village are not there, and nobody without the permission writes', async () => {
    const sheet = await gathered(await composed(HEADS.slice(0, 2)));
    const stranger = service.as(officer('360781102209', ['village-cadre']));
    for (const answer of [
      await stranger.get(`/notice-postings/${sheet.id}`),
      await stranger.get(`/notice-postings/${sheet.id}/pdf`),
      await stranger.post(`/notice-postings/${sheet.id}/close`),
      await stranger.post(`/notice-postings/${sheet.id}/proofs`, { occasion: 'first', attachmentIds: [randomUUID()] }),
    ])
      expect(code(answer)).toBe('404 notice.posting-not-found');
    expect((await stranger.get('/notice-postings')).body.items).toEqual([]);
    const { body } = await township.get(`/notice-postings?area=${VILLAGE}&hanging=yes&limit=1`).expect(200);
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual([sheet.id]);
    const reader = service.as(officer('360781', ['auditor']));
    expect((await reader.post(`/notice-postings/${sheet.id}/close`)).status).toBe(403);
  });

  it('the database keeps sheets whole: one place and day, all lines at once, photos of their day and of their lines', async () => {
    const [a, b] = (await composed(HEADS.slice(0, 2))) as [string, string];
    const sheet = await gathered([a, b]);
    const other = await postNotice(service, cadre.principal);
    const line = 'insert into notice_posting_line (posting_id, notice_id, place_code, position) values ($1, $2, $3, 9)';
    await expect(service.look(line, [sheet.id, other.id, VILLAGE])).rejects.toThrow('with all its lines');
    const proof = (occasion: string, posting: string | null, notice: string, takenOn: string) =>
      service.look(
        `insert into notice_proof (id, notice_id, posting_id, place_code, occasion, attachment_id, sha256, taken_on, recorded_at, recorded_by, recorded_by_name)
         values (gen_random_uuid(), $1, $2, '${VILLAGE}', $3, gen_random_uuid(), repeat('a', 64), $4, now(), gen_random_uuid(), '李四')`,
        [notice, posting, occasion, takenOn],
      );
    await expect(proof('first', sheet.id, other.id, sheet.firstDay)).rejects.toThrow('notice_proof_of_a_line');
    await expect(proof('last', sheet.id, a, sheet.firstDay)).rejects.toThrow('another day');
    await expect(proof('first', null, a, sheet.lastDay)).rejects.toThrow('another day');
    await expect(service.look('delete from notice_posting_line where notice_id = $1', [a])).rejects.toThrow('append-only');
    await cadre.post(`/notices/${b}/take-down`, { reason: '张贴内容有误' }).expect(200);
    await expect(proof('first', sheet.id, b, sheet.firstDay)).rejects.toThrow('hangs');
  });

  it('the paper holds every line, the village board as a code, and no name that was taken down', async () => {
    const ids = await composed();
    const sheet = await gathered(ids);
    await cadre.post(`/notices/${ids[1]}/take-down`, { reason: '申请已撤回' }).expect(200);
    const text = await printed(sheet.id);
    for (const words of ['村民小组评议结果公示', '公示名单（共4份）', '杨春华4人', '钟有福', '赖石头', '已撤下', '第三小组'])
      expect(text).toContain(words);
    expect(text).toContain(`https://jz.example.cn/public/places/${VILLAGE}`);
    expect(text).not.toContain('刘水生');
  });

  it('whatever is taken down and whenever a photo is taken: closed is what hung to the end with both', async () => {
    const some = fc.uniqueArray(fc.nat(3), { maxLength: 2 });
    const history = fc.record({ before: some, between: some, after: some, alone: some, first: fc.boolean(), last: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(history, async ({ before, between, after, alone, first, last }) => {
        nextMonth();
        const ids = await composed();
        const sheet = await gathered(ids);
        const model = ids.map(() => ({ up: true, first: false, last: false }));
        const takeDown = async (lines: number[]): Promise<void> => {
          for (const i of lines.filter((one) => model[one]?.up)) {
            await cadre.post(`/notices/${ids[i]}/take-down`, { reason: '申请已撤回' }).expect(200);
            Object.assign(model[i] as object, { up: false });
          }
        };
        const photographed = async (occasion: 'first' | 'last'): Promise<void> => {
          const up = model.filter((line) => line.up);
          expect((await proven(sheet.id, occasion)).status).toBe(up.length > 0 ? 200 : 409);
          for (const line of up) line[occasion] = true;
        };
        await takeDown(before);
        if (first) await photographed('first');
        await takeDown(between);
        travelTo(service, `${sheet.lastDay}T08:00:00+08:00`);
        for (const i of alone.filter((one) => model[one]?.up)) {
          const attachmentIds = [await photo(service, VILLAGE)];
          await cadre.post(`/notices/${ids[i]}/proofs`, { occasion: 'last', attachmentIds }).expect(200);
          Object.assign(model[i] as object, { last: true });
        }
        if (last) await photographed('last');
        await takeDown(after);
        service.clock.advance(86_400_000);
        await cadre.post(`/notice-postings/${sheet.id}/close`);
        const { body } = await cadre.get(`/notice-postings/${sheet.id}`).expect(200);
        expect(lineStates(body)).toEqual(model.map((line) => (!line.up ? 'withdrawn' : line.first && line.last ? 'closed' : 'posted')));
        const [rows] = await service.look<{ count: number }>(
          'select count(*)::int as count from notice_proof where posting_id = $1 and occasion = $2',
          [sheet.id, 'first'],
        );
        expect(rows?.count).toBe(model.filter((line) => line.first).length);
      }),
      { seed: 137, numRuns: process.env['DEEP'] ? 60 : 5 },
    );
  });
});
