import { randomUUID } from 'node:crypto';
import {
  advanced,
  attach,
  closeNotice,
  draft,
  noticeOver,
  office,
  read,
  registrationContent,
  step,
  submitted,
  took,
  withdrawn,
  VILLAGE,
  type Office,
} from '../../../test/application.factory.js';
import { withFakeScreening } from '../../../test/fake-screening.js';
import { registerHousehold, syntheticId } from '../../../test/household.factory.js';
import { officer, startIdentification, type Identification } from '../../../test/service.js';
import type { ApplicationResponse } from './application.dto.js';

describe('drafts and corrections of applications', () => {
  const { module, screening } = withFakeScreening();
  let service: Identification;
  let people: Office;

  beforeAll(async () => {
    service = await startIdentification(new Date('2016-06-15T02:00:00Z'), module);
    people = office(service);
  });
  afterAll(async () => service?.stop());

  const write = (page: Pick<ApplicationResponse, 'id' | 'version'>, body: object, by = people.clerk) =>
    by.put(`/applications/${page.id}/content`, body, page.version);

  it('a draft is kept however little is known, and says what is missing and where', async () => {
    const { body } = await people.clerk
      .post('/applications', { villageCode: VILLAGE, content: { kind: 'registration', members: [{ idNumber: '36079919' }] } })
      .expect(201);
    expect(body).toMatchObject({ state: 'draft', headName: '', memberCount: 1, version: 1 });
    const pointers = body.problems.map(({ pointer }: { pointer: string }) => pointer);
    expect(pointers).toEqual(
      expect.arrayContaining([
        '/groupName',
        '/address',
        '/category',
        '/incomes',
        '/statement',
        '/members',
        '/members/0/name',
        '/members/0/idNumber',
      ]),
    );
    const written = await write(body, { content: { ...registrationContent(), kind: 'registration' } }).expect(200);
    expect(written.body).toMatchObject({
      headName: '朱秋生',
      memberCount: 2,
      problems: [],
      version: 2,
      contentVersion: 2,
      correction: null,
    });
    expect(await service.look('select from application_event where application_id = $1', [body.id])).toEqual([]);
  });

  it('of what the household says nothing lies with the kept answers; a command sent again is answered with the case as it is', async () => {
    const statement = '鹬言：只有办理人能读到的话';
    const content = { ...registrationContent(), kind: 'registration', statement };
    const create = () => people.clerk.post('/applications', { villageCode: VILLAGE, content }).set('Idempotency-Key', keys[0]!);
    const keys = [randomUUID(), randomUUID()];
    const made = await create().expect(201);
    expect([made.body.content.statement, (await create().expect(201)).body]).toEqual([statement, made.body]);
    const correct = () => write(made.body, { content: { ...content, statement: `${statement}，更正` } }).set('Idempotency-Key', keys[1]!);
    const written = await correct().expect(200);
    const again = await correct().expect(200);
    expect([again.body, again.headers['etag']]).toEqual([written.body, `"${written.body.version}"`]);
    const kept = await service.look<{ answer: object }>('select answer from idempotent_request where key = any($1::uuid[])', [keys]);
    const { id } = made.body;
    expect(kept.map(({ answer }) => answer)).toEqual(expect.arrayContaining([{ id }, { id, correction: null }]));
    expect(await service.look(`select from idempotent_request where answer::text like '%鹬言%'`)).toEqual([]);
  });

  it('checks the numbers: check character, future births, twice in one household, one head', async () => {
    const twice = syntheticId('1990-01-01', 'male');
    const page = await draft(people, {
      members: [
        { name: '甲', idNumber: twice, relation: '01' },
        { name: '乙', idNumber: twice, relation: '01' },
        { name: '丙', idNumber: `${twice.slice(0, 17)}${twice.endsWith('X') ? '1' : 'X'}`, relation: '03' },
      ],
      phone: '123',
      secondaryCauses: ['07'],
      incomes: [{ year: 2017, wageFen: 1, businessFen: 0, propertyFen: 0, businessExpenseFen: 0, items: {} }],
    });
    const found = Object.fromEntries(page.problems.map(({ pointer, code }) => [pointer, code]));
    expect(found).toEqual({
      '/members/1/idNumber': 'twice',
      '/members/2/idNumber': 'id-number.check-digit',
      '/members': 'head',
      '/phone': 'phone.form',
      '/secondaryCauses': 'repeated',
      '/incomes/0/year': 'future',
    });
  });

  it('keeps numbers sealed: masked on the page, nowhere plain in the database, kept without being typed again', async () => {
    const page = await draft(people, { bankName: '农商银行', bankAccount: '6217000012345678901' });
    const plain = ((await plainOf(page.id))['members'] as { idNumber: string }[]).map(({ idNumber }) => idNumber);
    const shown = JSON.stringify(page);
    for (const number of [...plain, '6217000012345678901']) expect(shown).not.toContain(number.slice(6));
    expect(page.members[0]).toMatchObject({ idNumberMasked: `360799${'*'.repeat(12)}`, birthDate: '1968-05-04', sex: 'male' });
    const stored = JSON.stringify([
      await service.look('select * from application where id = $1', [page.id]),
      await service.look('select * from application_person where application_id = $1', [page.id]),
      await service.look(`select data from outbox`),
      await service.look('select * from idempotent_request'),
      await service.look('select * from audit_log'),
    ]);
    for (const number of [...plain, '6217000012345678901']) expect(stored).not.toContain(number);

    const { members: _, ...rest } = registrationContent();
    const { bankAccount: _account, phone: _phone, ...open } = rest as { bankAccount?: string; phone?: string };
    const members = [
      { name: '朱秋生', relation: '01' },
      { name: '新生儿', relation: '03', idNumber: syntheticId('2016-05-01', 'female') },
      { name: '谢香莲', relation: '02' },
    ];
    const kept = await write(page, {
      content: { ...open, members },
      keep: { phone: true, bankAccount: true, idNumbers: [0, null, 1] },
    }).expect(200);
    expect(kept.body.problems).toEqual([
      { pointer: '/bankName', code: 'missing', zh: '填了账号须填开户银行', en: 'An account needs its bank' },
    ]);
    expect(kept.body.members.map(({ birthDate }: { birthDate: string }) => birthDate)).toEqual(['1968-05-04', '2016-05-01', '1970-09-12']);
    const wrong = await write(kept.body, { content: { ...open, members }, keep: { idNumbers: [7] } });
    expect(wrong.body.code).toBe('application.number-to-keep-missing');
  });

  async function plainOf(id: string): Promise<Record<string, unknown>> {
    const { SealedContent } = await import('../content/sealed-content.js');
    const [row] = await service.look<{ content_cipher: Buffer }>('select content_cipher from application where id = $1', [id]);
    return service.app.get(SealedContent, { strict: false }).open(id, row?.content_cipher as Buffer);
  }

  it('is written for a village of the own area that exists', async () => {
    const content = registrationContent();
    const create = (body: object, by = people.clerk) => by.post('/applications', { content, ...body });
    expect((await create({ villageCode: '360781102209' })).body.code).toBe('application.village-not-yours');
    expect((await create({ villageCode: '360781102000' }, people.township)).body.code).toBe('application.village-not-yours');
    expect((await create({ villageCode: '360781102999' }, people.township)).body.code).toBe('application.village-not-yours');
    expect((await create({})).body.code).toBe('application.village-not-yours');
    expect((await people.clerk.post('/applications', { content: { kind: 'removal' } })).body.code).toBe('application.household-missing');
    const household = await registerHousehold(service);
    expect((await create({ villageCode: VILLAGE, householdId: household.id })).body.code).toBe('application.household-not-wanted');
    const page = await draft(people);
    expect((await write(page, { content: { kind: 'removal' } })).body.code).toBe('application.kind-stays');
  });

  it('of a submitted case: contact data void the form only, the case stays where it is', async () => {
    const { id } = await submitted(service, people);
    const page = await advanced(service, people, id, 'groupAppraised');
    const plain = await plainOf(id);
    const before = screening.subjects.get(id)?.contentDigest;
    expect((await write(page, { content: plain, reason: '没有变化' })).body.code).toBe('application.nothing-changed');
    const changed = { ...plain, address: '黄沙村新屋一号' };
    expect((await write(page, { content: changed })).body.code).toBe('application.reason-needed');
    const { body } = await write(page, { content: changed, reason: '搬到新屋' }).expect(200);
    expect(body).toMatchObject({
      state: 'groupAppraised',
      formSigned: false,
      correction: { material: false, voided: [{ step: 'submit' }], repeat: [] },
    });
    expect(body.signatures).toMatchObject([
      { step: 'submit', voidedAt: expect.any(String), voidReason: '搬到新屋' },
      { step: 'appraise', voidedAt: null },
    ]);
    expect(screening.subjects.get(id)?.contentDigest).toBe(before);
    const [voided] = await service.look<{ n: number }>(
      `select count(*)::int as n from signature s join signature_void v on v.signature_id = s.id where s.subject_id = $1`,
      [id],
    );
    expect(voided?.n).toBe(1);

    const blocked = await step(service, people.clerk, id, 'postGroupNotice');
    expect(blocked.body.problems).toMatchObject([{ code: 'form-signed' }]);
    const scan = await attach(service, people.clerk, `/applications/${id}`, 'applicationForm');
    const signed = await took(service, people.clerk, id, 'signForm', { mark: { scan, kind: 'signature' } });
    expect(signed).toMatchObject({ state: 'groupAppraised', formSigned: true });
    expect(await took(service, people.clerk, id, 'postGroupNotice')).toMatchObject({ state: 'groupNoticePosted' });
  });

  it('of what was judged: every signature is void, the notice comes down, the steps begin again', async () => {
    const { id } = await submitted(service, people);
    const page = await advanced(service, people, id, 'villageNoticePosted');
    const noticeId = page.notice?.id;
    const plain = await plainOf(id);
    const { body } = await write(page, { content: { ...plain, mainCause: '02', secondaryCauses: [] }, reason: '致贫原因填错' }).expect(200);
    expect(body).toMatchObject({
      state: 'applied',
      formSigned: false,
      notice: null,
      correction: {
        material: true,
        repeat: ['appraise', 'postGroupNotice', 'closeGroupNotice', 'review', 'postVillageNotice'],
      },
    });
    expect(body.correction.voided.map(({ step: name }: { step: string }) => name)).toEqual(['submit', 'appraise', 'review']);
    expect(body.signatures.every(({ voidedAt }: { voidedAt: string | null }) => voidedAt !== null)).toBe(true);
    expect(await service.look('select state, withdrawn_reason from notice where id = $1', [noticeId])).toMatchObject([
      { state: 'withdrawn' },
    ]);
    expect(screening.subjects.get(id)?.contentDigest).not.toBe(undefined);

    // the old votes do not carry the new content; nothing is skipped on the way back
    const scan = await attach(service, people.clerk, `/applications/${id}`, 'applicationForm');
    await took(service, people.clerk, id, 'signForm', { mark: { scan, kind: 'signature' } });
    expect((await step(service, people.clerk, id, 'appraise')).body.code).toBe('application.not-yet');
    expect(await advanced(service, people, id, 'groupNoticeClosed')).toMatchObject({ state: 'groupNoticeClosed' });
  });

  it('lets nobody in who is registered, and nothing incomplete', async () => {
    const page = await submitted(service, people);
    const household = await registerHousehold(service, { villageCode: '360781204206' });
    const plain = await plainOf(page.id);
    const members = (plain['members'] as object[]).map((member, i) =>
      i === 1 ? { ...member, idNumber: household.members[1]?.idNumber } : member,
    );
    const taken = await write(page, { content: { ...plain, members }, reason: '更正配偶' });
    expect([taken.status, taken.body.code, taken.body.problems[0].pointer]).toEqual([
      409,
      'application.person-registered',
      '/content/members/1/idNumber',
    ]);
    const empty = await write(page, { content: { ...plain, members: [] }, reason: '更正成员' });
    expect(empty.body.code).toBe('application.content-incomplete');
    expect(await read(people.clerk, page.id)).toMatchObject({ version: page.version, formSigned: true });
    const other = await submitted(service, people);
    const theirs = ((await plainOf(other.id))['members'] as { idNumber: string }[])[1]?.idNumber;
    const shared = (plain['members'] as object[]).map((member, i) => (i === 1 ? { ...member, idNumber: theirs } : member));
    expect((await write(page, { content: { ...plain, members: shared }, reason: '更正配偶' })).body.code).toBe(
      'application.person-in-other-case',
    );
  });

  it('is not seen or touched from another area', async () => {
    const page = await submitted(service, people);
    const outsider = service.as(officer('360781204'));
    const answers = [
      await outsider.get(`/applications/${page.id}`),
      await outsider.get(`/applications/${page.id}/events`),
      await write(page, { content: { kind: 'registration' } }, outsider),
      await outsider.post(`/applications/${page.id}/steps`, { step: 'withdraw', reason: '越权' }, page.version),
      await outsider.post(`/applications/${page.id}/attachments`, { attachmentId: page.id, role: 'other' }),
    ];
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(answers.map(() => [404, 'application.not-found']));
    expect((await outsider.get('/applications')).body.items).toEqual([]);
  });

  it('a withdrawn case takes its notice down and frees its persons', async () => {
    const content = registrationContent();
    const { id } = await submitted(service, people, content);
    const page = await advanced(service, people, id, 'groupNoticePosted');
    await withdrawn(service, people, id);
    expect(await service.look('select state from notice where id = $1', [page.notice?.id])).toEqual([{ state: 'withdrawn' }]);
    expect(await submitted(service, people, content)).toMatchObject({ state: 'applied' });
  });

  it('a return takes the notice down and repeats what follows; a notice taken down by the village is posted anew', async () => {
    const { id } = await submitted(service, people);
    const posted = await advanced(service, people, id, 'groupNoticePosted');
    await people.clerk.post(`/notices/${posted.notice?.id}/take-down`, { reason: '漏拍首日照片' }).expect(200);
    const down = await read(people.clerk, id);
    expect(down).toMatchObject({ state: 'groupNoticePosted', notice: null });
    // nobody waits for the end of a notice that does not hang; the village is told to post another one
    expect(down.next.map(({ step: name }) => name)).toContain('postGroupNotice');
    expect(down.next.map(({ step: name }) => name)).not.toContain('closeGroupNotice');
    const waiting = await people.clerk.get('/application-work?step=postGroupNotice').expect(200);
    expect(waiting.body.items.map(({ id: one }: { id: string }) => one)).toContain(id);
    const again = await took(service, people.clerk, id, 'postGroupNotice');
    expect(again).toMatchObject({ state: 'groupNoticePosted', notice: { id: expect.not.stringMatching(posted.notice?.id ?? '') } });
    await noticeOver(service, people, id);
    await closeNotice(people.clerk, id);
    const returned = await took(service, people.township, id, 'return', { to: 'applied', reason: '评议记录不清' });
    expect(returned).toMatchObject({ state: 'applied', formSigned: true });
    const events = await people.clerk.get(`/applications/${id}/events`).expect(200);
    expect(events.body.items.map(({ step: name }: { step: string }) => name)).toEqual([
      ...['return', 'closeGroupNotice', 'postGroupNotice', 'postGroupNotice', 'appraise', 'submit'],
    ]);
    expect(events.body.items[0]).toMatchObject({
      from: 'groupNoticeClosed',
      to: 'applied',
      reason: '评议记录不清',
      actor: { name: '测试人员' },
    });
  });

  it('lists by state, kind, group and lateness, page by page', async () => {
    const all = await people.township.get('/applications?open=true&limit=3').expect(200);
    expect(all.body.items).toHaveLength(3);
    expect(all.body.total).toBeGreaterThan(3);
    const next = await people.township.get(`/applications?open=true&limit=3&cursor=${all.body.nextCursor}`).expect(200);
    expect(next.body.items[0].id).not.toBe(all.body.items[2].id);
    const applied = await people.township.get('/applications?state=applied').expect(200);
    expect(applied.body.items.every(({ state }: { state: string }) => state === 'applied')).toBe(true);
    expect((await people.township.get(`/applications?groupName=${encodeURIComponent('第四小组')}`)).body.items).toEqual([]);
    service.clock.advance(40 * 86_400_000);
    const late = await people.township.get('/applications?late=true&state=applied').expect(200);
    expect(late.body.items.length).toBeGreaterThan(0);
    expect(late.body.items[0]).toMatchObject({ late: true, dueOn: expect.any(String) });
  });
});
