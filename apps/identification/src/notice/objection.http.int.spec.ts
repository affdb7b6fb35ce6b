import { randomUUID } from 'node:crypto';
import type { ExecutionContext } from '@nestjs/common';
import { StatusLimit } from '@jingzhun/notices/testing';
import { NoticeSweep } from '@jingzhun/notices';
import { Vault } from '@jingzhun/vault';
import request from 'supertest';
import { signingProof } from '@jingzhun/evidence/testing';
import { sessionOf } from '@jingzhun/persistence';
import { eventsPublished } from '../../test/published-events.js';
import { decideObjection, photo, postNotice, proveAndWait, registerHost, travelTo, type RecordingHost } from '../../test/notice.factory.js';
import { BASE, officer, startIdentification, type Caller, type Identification } from '../../test/service.js';

const VILLAGE = '360781102208';
const SAID = '该户去年已在县城买房，与评议结果不符。';
const OBJECTOR = '钟有德';
const PHONE = '13870000001';

interface Receipt {
  receiptNumber: string;
  secret: string;
  dueOn: string;
}

describe('objections through HTTP', () => {
  let service: Identification;
  let host: RecordingHost;
  let cadre: Caller;
  let township: Caller;
  let second: Caller;
  let county: Caller;
  let day = new Date('2016-06-15T02:00:00Z');

  beforeAll(async () => {
    service = await startIdentification(day);
    host = registerHost(service);
    cadre = service.as(officer(VILLAGE, ['village-cadre']));
    township = service.as(officer('360781102', ['township-officer']));
    second = service.as(officer('360781102', ['township-officer']));
    county = service.as(officer('360781', ['county-officer']));
  });
  afterAll(async () => service?.stop());
  beforeEach(() => {
    day = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 15, 2));
    travelTo(service, day.toISOString());
  });

  const anybody = () => request(service.app.getHttpServer());
  const object = (noticeId: string, body: object = {}) =>
    anybody()
      .post(`${BASE}/public/notices/${noticeId}/objections`)
      .send({ submissionId: randomUUID(), text: SAID, ...body });
  const status = ({ receiptNumber, secret }: Pick<Receipt, 'receiptNumber' | 'secret'>) =>
    anybody().post(`${BASE}/public/objections/status`).send({ receiptNumber, secret });
  const idOf = async ({ receiptNumber }: Receipt): Promise<string> =>
    (await service.look<{ id: string }>('select id from objection where receipt_number = $1', [receiptNumber]))[0]!.id;

  const dismissed = { outcome: 'dismissed', effect: null, answer: 'facts-not-confirmed', findings: '经入户核实，房屋系其弟所有。' };
  const upheld = {
    outcome: 'upheld',
    effect: { kind: 'return', step: 'applied' },
    answer: 'facts-confirmed',
    findings: '经不动产登记核实，情况属实。',
  };

  const decide = (caller: Caller, id: string, finding: object): Promise<request.Response> => decideObjection(service, caller, id, finding);

  it('from the public page: a receipt, an answer, and the notice goes on when it is dismissed', async () => {
    const notice = await postNotice(service, cadre.principal);
    const { body: receipt } = await object(notice.id, { name: OBJECTOR, phone: PHONE }).expect(201);
    expect(receipt).toEqual({
      receiptNumber: expect.stringMatching(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/),
      secret: expect.stringMatching(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/),
      dueOn: new Date(day.getTime() + 15 * 86_400_000).toISOString().slice(0, 10),
    });
    expect((await status(receipt).expect(200)).body).toMatchObject({ state: 'open', answer: null });
    await proveAndWait(service, cadre, notice);
    const { body: blocked } = await cadre.post(`/notices/${notice.id}/close`).expect(409);
    expect(blocked.detail).toBe('1 条异议未答复。');

    const id = await idOf(receipt);
    const { body: seen } = await township.get(`/objections/${id}`).expect(200);
    expect(seen).toMatchObject({ text: SAID, identity: { name: '钟*德', phone: '138****0001' }, via: 'web', state: 'open' });
    const { body: plain } = await township.post(`/objections/${id}/reveal`, { purpose: '回访异议人' }).expect(200);
    expect(plain.identity).toMatchObject({ name: OBJECTOR, phone: PHONE });
    expect(await service.look(`select action from audit_log where object_id = $1 order by occurred_at`, [id])).toEqual([
      { action: 'objection.receive' },
      { action: 'objection.read' },
      { action: 'objection.reveal' },
    ]);

    const { body: done, status: answer } = await decide(township, id, dismissed);
    expect([answer, done.state, done.outcome]).toEqual([200, 'decided', 'dismissed']);
    expect((await status(receipt)).body).toMatchObject({ state: 'decided', answer: { zh: expect.stringContaining('未能得到证实') } });
    expect((await township.get(`/objections/${id}`)).body.decision).toMatchObject({
      findings: dismissed.findings,
      decidedBy: township.principal.name,
    });
    await cadre.post(`/notices/${notice.id}/close`).expect(200);
    expect(host.toldOf(notice)).toEqual(['posted', 'objection', 'dismissed', 'closed']);
    const events = await eventsPublished(service, notice.id, 3);
    expect(events.map(({ type }) => type.split('.').slice(1, 3).join('.'))).toEqual([
      'notice.posted',
      'objection.decided',
      'notice.closed',
    ]);
    expect(events[2]?.data).toMatchObject({ objectionsUpheld: 0, objectionsDismissed: 1 });
  });

  it('upheld sends the case to the step the decision names; another step or answer, an own notice or case, evidence the village can open are refused', async () => {
    const notice = await postNotice(service, township.principal);
    const id = await idOf((await object(notice.id).expect(201)).body);
    expect((await decide(second, id, { ...upheld, effect: { kind: 'return', step: 'announced' } })).body).toMatchObject({
      code: 'objection.no-such-step',
      detail: '可以退回到：村民小组评议。',
    });
    expect((await decide(second, id, { ...upheld, answer: 'facts-not-confirmed' })).body.code).toBe('objection.answer-does-not-fit');
    expect((await decide(second, id, { ...upheld, effect: null })).body.code).toBe('request.malformed');
    expect((await decide(second, id, { ...dismissed, effect: { kind: 'reject' } })).body.code).toBe('request.malformed');
    expect((await decide(township, id, upheld)).body.code).toBe('objection.own-notice');
    host.caseMakers = [second.principal.accountId];
    expect((await decide(second, id, upheld)).body.code).toBe('objection.own-case');
    host.caseMakers = [];
    const shown = await photo(service, VILLAGE);
    expect((await decide(second, id, { ...upheld, attachmentIds: [shown] })).body.code).toBe('objection.finding-readable-in-village');
    const hidden = await photo(service, VILLAGE, 'aboveVillage');
    expect((await decide(second, id, { ...upheld, attachmentIds: [hidden] })).status).toBe(200);
    expect(host.toldOf(notice)).toEqual(['posted', 'objection', 'upheld']);
    const events = await eventsPublished(service, notice.id, 2);
    expect(events[1]?.data).toMatchObject({ outcome: 'upheld', effect: 'return', returnTo: 'applied', investigator: 'township' });
    expect((await decide(second, id, dismissed)).body.code).toBe('objection.already-decided');
  });

  it('is decided once by two investigators, and only with a signature for exactly these findings', async () => {
    const notice = await postNotice(service, cadre.principal);
    const id = await idOf((await object(notice.id)).body);
    const { body } = await township.post(`/objections/${id}/decision-digest`, dismissed).expect(200);
    const proof = await signingProof(service.issuer, township.principal, body.digest);
    const others = await township.post(`/objections/${id}/decision`, { ...dismissed, findings: '改过的调查结论，未经签名。', proof });
    expect([others.status, others.body.code]).toEqual([expect.any(Number), expect.stringMatching(/^(evidence|signing|signature)\./)]);
    const stranger = await second.post(`/objections/${id}/decision`, { ...dismissed, proof });
    expect(stranger.status).toBeGreaterThanOrEqual(400);
    expect(await service.look(`select state from objection where id = $1`, [id])).toEqual([{ state: 'open' }]);
    const both = await Promise.all([decide(township, id, dismissed), decide(second, id, dismissed)]);
    expect(both.map((answer) => answer.body.code ?? answer.status).sort()).toEqual([200, 'objection.already-decided']);
    const findings = await service.look<{ signature: string }>(
      'select signature_id as signature from objection_finding where objection_id = $1',
      [id],
    );
    expect(findings).toHaveLength(1);
    // what was found out is read by who investigates; a right to read papers is not enough
    const exported = (by: Caller) => by.get(`/signatures/${findings[0]?.signature}/export`);
    const reader = await exported(service.as(officer('360781102', ['verification-officer'])));
    expect([reader.status, reader.body.code, reader.body.content]).toEqual([403, 'signature.content-not-for-you', undefined]);
    expect((await exported(second).expect(200)).body.content).toMatchObject({ objectionId: id, findings: dismissed.findings });
    expect(host.toldOf(notice)).toEqual(['posted', 'objection', 'dismissed']);
  });

  it('is invisible to the village: by route, by list, by task, by raw SQL', async () => {
    const notice = await postNotice(service, cadre.principal);
    const { body: receipt } = await object(notice.id, { name: OBJECTOR, phone: PHONE }).expect(201);
    const id = await idOf(receipt);
    const promoted = service.as(officer(VILLAGE, ['township-officer']));
    for (const path of ['/objections', `/objections/${id}`]) expect((await cadre.get(path)).status).toBe(403);
    expect((await promoted.get('/objections').expect(200)).body.items).toEqual([]);
    expect((await promoted.get(`/objections/${id}`).expect(404)).body.code).toBe('objection.not-found');
    expect((await promoted.post(`/objections/${id}/reveal`, { purpose: '想知道是谁' })).status).toBe(404);
    expect((await decide(promoted, id, dismissed)).body.code).toBe('objection.not-found');
    const shown = [await cadre.get(`/notices/${notice.id}`), await cadre.get('/notice-tasks?limit=200'), await cadre.get('/notices')];
    const text = JSON.stringify(shown.map(({ body }) => body));
    for (const secret of [id, receipt.receiptNumber, receipt.secret, SAID, OBJECTOR, PHONE, 'answer-objection'])
      expect(text).not.toContain(secret);
    expect(shown[0]?.body.objections).toEqual({ open: 1, upheld: 0, dismissed: 0 });

    const village = { kind: 'account', accountId: randomUUID(), area: VILLAGE } as const;
    for (const table of ['objection', 'objection_sealed', 'objection_finding', `notice_task where what = 'answer-objection'`]) {
      const { rowCount } = await service.db.connection(village, (client) => client.query(`select from ${table}`));
      expect([table, rowCount]).toEqual([table, 0]);
    }
    for (const assignments of ['objections_open = 0', `state = 'closed', closed_at = posted_at + interval '9 days', closed_by = posted_by`])
      await expect(
        service.db.connection(village, (client) => client.query(`update notice set ${assignments} where id = $1`, [notice.id])),
      ).rejects.toThrow(/counted by the database|is not answered/);
    const { rows } = await service.db.connection({ kind: 'system', name: 'scheduler' }, (client) =>
      client.query<{ text_cipher: Buffer; identity_cipher: Buffer }>(
        'select text_cipher, identity_cipher from objection_sealed where id = $1',
        [id],
      ),
    );
    expect(Buffer.concat([rows[0]!.text_cipher, rows[0]!.identity_cipher]).includes(Buffer.from(OBJECTOR))).toBe(false);
  });

  it('the session of the public page reads back nothing that was handed in, and only the receipt it names', async () => {
    const notice = await postNotice(service, cadre.principal);
    await object(notice.id, { name: OBJECTOR }).expect(201);
    const open = { kind: 'system', name: 'public' } as const;
    for (const table of ['objection', 'objection_sealed', 'objection_finding']) {
      const { rowCount } = await service.db.connection(open, (client) => client.query(`select from ${table}`));
      expect([table, rowCount]).toEqual([table, 0]);
    }
    const composed = await postNotice(service, cadre.principal, { post: false });
    const { rowCount } = await service.db.connection(open, (client) => client.query('select from notice where id = $1', [composed.id]));
    expect(rowCount).toBe(0);
    expect((await anybody().get(`${BASE}/public/notices/${composed.id}`).expect(404)).body.code).toBe('notice.not-found');
  });

  it('sent twice over a bad line it is one objection with one receipt', async () => {
    const notice = await postNotice(service, cadre.principal);
    const submissionId = randomUUID();
    const [a, b] = await Promise.all([object(notice.id, { submissionId }), object(notice.id, { submissionId })]);
    const { body: c } = await object(notice.id, { submissionId }).expect(201);
    expect(a?.body).toEqual(b?.body);
    expect(c).toEqual(a?.body);
    expect((await cadre.get(`/notices/${notice.id}`)).body.objections.open).toBe(1);
    const other = await object(notice.id, { submissionId, text: '另一段完全不同的文字' });
    expect([other.status, other.body.code]).toEqual([409, 'objection.submission-reused']);
    // after the last day the same form still gives its receipt, a new one does not
    travelTo(service, `${notice.lastDay}T23:59:59+08:00`);
    service.clock.advance(1000);
    expect((await object(notice.id, { submissionId })).body).toEqual(a?.body);
    expect((await object(notice.id)).body.code).toBe('objection.period-over');
  });

  it('in the last minute of the last day it is taken and blocks closing; a minute later the page is gone', async () => {
    const notice = await postNotice(service, cadre.principal);
    await cadre.post(`/notices/${notice.id}/proofs`, { occasion: 'first', attachmentIds: [await photo(service, VILLAGE)] }).expect(200);
    travelTo(service, `${notice.lastDay}T12:00:00+08:00`);
    await cadre.post(`/notices/${notice.id}/proofs`, { occasion: 'last', attachmentIds: [await photo(service, VILLAGE)] }).expect(200);
    travelTo(service, `${notice.lastDay}T23:59:00+08:00`);
    await anybody().get(`${BASE}/public/notices/${notice.id}`).expect(200);
    await object(notice.id).expect(201);
    service.clock.advance(60_000);
    expect((await anybody().get(`${BASE}/public/notices/${notice.id}`).expect(410)).body).toMatchObject({
      code: 'notice.taken-down',
      title: '公示已结束',
    });
    expect((await object(notice.id).expect(410)).body.code).toBe('objection.period-over');
    expect((await cadre.post(`/notices/${notice.id}/close`).expect(409)).body.detail).toBe('1 条异议未答复。');
    expect((await anybody().get(`${BASE}/public/notices`)).body.items.map(({ id }: { id: string }) => id)).not.toContain(notice.id);
  });

  it('on paper it needs its page, readable above the village only, and a day within the period', async () => {
    const notice = await postNotice(service, cadre.principal);
    const enter = (body: object, caller = township) =>
      caller.post(`/notices/${notice.id}/objections`, {
        via: 'paper',
        receivedOn: notice.postedOn,
        submissionId: randomUUID(),
        text: SAID,
        name: OBJECTOR,
        ...body,
      });
    expect((await enter({})).body.code).toBe('objection.scan-needed');
    expect((await enter({ scanAttachmentId: await photo(service, VILLAGE) })).body.code).toBe('objection.scan-readable-in-village');
    expect((await enter({ via: 'phone', receivedOn: '2016-01-01' })).body.code).toBe('objection.received-outside-period');
    expect((await enter({ via: 'phone', name: null, phone: PHONE })).body.problems).toMatchObject([{ pointer: '/name' }]);
    expect((await enter({ via: 'phone' }, cadre)).status).toBe(403);
    const { body } = await enter({ scanAttachmentId: await photo(service, VILLAGE, 'aboveVillage') }).expect(201);
    expect((await status(body)).body.state).toBe('open');
    expect((await township.get(`/objections/${await idOf(body)}`)).body).toMatchObject({
      via: 'paper',
      receivedBy: township.principal.name,
    });
  });

  it('a paper that came in time and was entered after closing is told to the host', async () => {
    const notice = await postNotice(service, cadre.principal);
    await proveAndWait(service, cadre, notice);
    await cadre.post(`/notices/${notice.id}/close`).expect(200);
    const { body } = await township
      .post(`/notices/${notice.id}/objections`, { via: 'phone', receivedOn: notice.lastDay, submissionId: randomUUID(), text: SAID })
      .expect(201);
    expect(host.toldOf(notice)).toEqual(['posted', 'closed', 'objection']);
    expect((await decide(township, await idOf(body), upheld)).status).toBe(200);
    expect(host.toldOf(notice)).toEqual(['posted', 'closed', 'objection', 'upheld']);
  });

  it('is investigated by the level policy names: to an announcement by the county, and the township does not see it', async () => {
    const notice = await postNotice(service, cadre.principal, { kind: 'announcement' });
    const { body: receipt } = await object(notice.id).expect(201);
    const id = await idOf(receipt);
    expect((await township.get(`/objections/${id}`)).status).toBe(404);
    expect((await township.get(`/objections?noticeId=${notice.id}`)).body.items).toEqual([]);
    expect((await decide(township, id, dismissed)).body.code).toBe('objection.not-found');
    expect((await county.get(`/objections/${id}`)).body).toMatchObject({ investigator: 'county' });
    expect((await county.get('/notice-tasks?what=answer-objection&level=county')).body.items[0]).toMatchObject({ objectionId: id });
    expect(
      (await township.get('/notice-tasks?what=answer-objection&limit=200')).body.items.map(
        ({ objectionId }: { objectionId: string }) => objectionId,
      ),
    ).not.toContain(id);
    expect((await decide(county, id, dismissed)).status).toBe(200);
  });

  it('a township takes in what the county investigates: it gives the receipt, also a second time, and reads nothing of it', async () => {
    const notice = await postNotice(service, cadre.principal, { kind: 'announcement' });
    const scanAttachmentId = await photo(service, VILLAGE, 'aboveVillage');
    const form = { via: 'paper', receivedOn: notice.postedOn, submissionId: randomUUID(), text: SAID, name: OBJECTOR, scanAttachmentId };
    const enter = () => township.post(`/notices/${notice.id}/objections`, form);
    const both = await Promise.all([enter(), enter()]);
    expect(both.map((answer) => answer.status)).toEqual([201, 201]);
    const { body: receipt } = await enter().expect(201);
    for (const { body } of both) expect(body).toEqual(receipt);
    const id = await idOf(receipt);
    expect((await township.get(`/objections/${id}`)).body.code).toBe('objection.not-found');
    expect((await township.get(`/objections?noticeId=${notice.id}`)).body.items).toEqual([]);
    const beyond =
      'select id from objection where id = $1 union all select id from objection_sealed where id = $1 union all select id from notice_task where objection_id = $1';
    const { rows } = await service.db.connection(sessionOf(township.principal), (client) => client.query(beyond, [id]));
    expect(rows).toEqual([]);
    expect((await township.get(`/notices/${notice.id}`)).body.objections.open).toBe(1);
    expect((await status(receipt)).body.state).toBe('open');
    expect((await county.get(`/objections/${id}`)).body).toMatchObject({ via: 'paper', receivedBy: township.principal.name });
    expect((await county.get('/notice-tasks?what=answer-objection&level=county')).body.items[0]).toMatchObject({ objectionId: id });
    expect((await decide(county, id, dismissed)).status).toBe(200);
  });

  it('a receipt opens with what people type, and with nothing else', async () => {
    const notice = await postNotice(service, cadre.principal);
    const { body: receipt } = await object(notice.id).expect(201);
    const typed = (text: string): string => text.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
    expect((await status({ receiptNumber: typed(receipt.receiptNumber), secret: typed(receipt.secret) })).status).toBe(200);
    for (const wrong of [
      { ...receipt, secret: '0000-0000-0000' },
      { ...receipt, receiptNumber: '0000-0000' },
    ])
      expect((await status(wrong)).body.code).toBe('objection.receipt-unknown');
    // however it is typed, it is the same receipt
    for (let i = 0; i < 20; i += 1)
      await status({ receiptNumber: i % 2 === 0 ? typed(receipt.receiptNumber) : `${receipt.receiptNumber} `, secret: '1111-1111-1111' });
    const refused = await status(receipt);
    expect(refused.body.code).toBe('objection.too-many-looks');
    expect(refused.headers['retry-after']).toBe('3600');
    // another instance, or the same after a restart, has counted along; another receipt and the next hour are free
    const another = new StatusLimit(service.db, service.clock, service.app.get(Vault));
    const looks = (receiptNumber: string): Promise<boolean> =>
      another.canActivate({ switchToHttp: () => ({ getRequest: () => ({ body: { receiptNumber } }) }) } as unknown as ExecutionContext);
    service.clock.advance(600_000);
    await expect(looks(receipt.receiptNumber)).rejects.toMatchObject({
      code: 'objection.too-many-looks',
      headers: { 'Retry-After': '3000' },
    });
    expect(await looks('0000-1111')).toBe(true);
    service.clock.advance(3_000_000);
    expect(await looks(receipt.receiptNumber)).toBe(true);
    expect((await status(receipt)).status).toBe(200);
  });

  it('counts looks exactly when many arrive at once, keeps no number that was typed, and nothing the day after', async () => {
    const limits = [0, 1].map(() => new StatusLimit(service.db, service.clock, service.app.get(Vault)));
    const typed = '360799199001011234';
    const ask = (at: number): Promise<boolean> =>
      limits[at % 2]!.canActivate({
        switchToHttp: () => ({ getRequest: () => ({ body: { receiptNumber: typed } }) }),
      } as unknown as ExecutionContext).catch(() => false);
    const taken = await Promise.all(Array.from({ length: 50 }, (_, at) => ask(at)));
    expect(taken.filter(Boolean)).toHaveLength(20);
    const kept = 'select encode(receipt, $1) as receipt, attempts from receipt_rush where attempts = 50';
    expect(await service.look<{ receipt: string }>(kept, ['escape'])).toEqual([
      { receipt: expect.not.stringContaining('1990'), attempts: 50 },
    ]);
    travelTo(service, new Date(day.getTime() + 86_400_000).toISOString());
    await service.app.get(NoticeSweep).idle();
    expect(await service.look('select from receipt_rush')).toEqual([]);
  });

  it('takes no more in an hour than a village would send, and counts only what it accepted: empty posts keep nobody out', async () => {
    const notice = await postNotice(service, cadre.principal);
    const empty = await Promise.all(
      Array.from({ length: 120 }, (_, at) => object(notice.id, at % 2 === 0 ? { text: '' } : { submissionId: 'x' })),
    );
    expect(new Set(empty.map(({ status: code }) => code))).toEqual(new Set([400]));
    const first = { submissionId: randomUUID(), text: '第一条异议内容，线路不好' };
    const { body: receipt } = await object(notice.id, first).expect(201);
    for (let i = 0; i < 5; i += 1) await object(notice.id, first).expect(201);
    await object(notice.id, { ...first, text: '同一张表单的另一段文字' }).expect(409);
    // all at once, at whichever instance, wherever they say they come from: the notice is locked while it counts
    const fromElsewhere = (at: number) =>
      object(notice.id, { text: `第 ${at} 条不同的异议内容` }).set('X-Forwarded-For', `198.51.100.${at}`);
    const many = await Promise.all(Array.from({ length: 65 }, (_, at) => fromElsewhere(at)));
    expect(many.filter(({ status: code }) => code === 201)).toHaveLength(59);
    expect(await service.look('select accepted from notice_rush where notice_id = $1', [notice.id])).toEqual([{ accepted: 60 }]);
    service.clock.advance(600_000);
    const refused = await object(notice.id).expect(429);
    expect([refused.body.code, refused.headers['retry-after']]).toEqual(['objection.too-many', '3000']);
    // an accepted form sent again has its receipt, another notice and the next hour are free
    expect((await object(notice.id, first).expect(201)).body).toEqual(receipt);
    await object((await postNotice(service, cadre.principal)).id).expect(201);
    service.clock.advance(3_000_000);
    await object(notice.id, { text: '一小时之后的异议内容' }).expect(201);
    expect((await object(randomUUID())).status).toBe(404);
    expect(await service.look('select from notice_rush where notice_id <> all (select id from notice)')).toEqual([]);
  });
});
