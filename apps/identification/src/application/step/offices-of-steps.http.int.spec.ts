import {
  advanced,
  attach,
  draft,
  office,
  read,
  step,
  submitted,
  took,
  uploaded,
  VILLAGE,
  withdrawn,
  type Office,
} from '../../../test/application.factory.js';
import { withFakeScreening } from '../../../test/fake-screening.js';
import { registerHousehold } from '../../../test/household.factory.js';
import { decideObjection, objected } from '../../../test/notice.factory.js';
import { startIdentification, type Caller, type Identification } from '../../../test/service.js';
import type { ApplicationResponse } from '../case/application.dto.js';
import type { CaseState } from '../lifecycle/case-state.js';
import { SealedContent } from '../content/sealed-content.js';

describe('who takes a case back, and who still changes what was judged', () => {
  const { module } = withFakeScreening();
  let service: Identification;
  let people: Office;

  beforeAll(async () => {
    service = await startIdentification(new Date('2016-06-15T02:00:00Z'), module);
    people = office(service);
  });
  afterAll(async () => service?.stop());

  const answered = async (answer: Promise<{ status: number; body: { code?: string; problems?: { code: string }[] } }>) => {
    const { status, body } = await answer;
    return [status, body.code, ...(body.problems ?? []).map(({ code }) => code)];
  };
  const NOT_YOURS = [403, 'application.not-your-office'];

  async function removal(state: CaseState): Promise<ApplicationResponse> {
    const household = await registerHousehold(service, { villageCode: VILLAGE });
    const { body } = await people.clerk
      .post('/applications', { householdId: household.id, content: { kind: 'removal', ground: 'income', statement: '收入已稳定超过标准' } })
      .expect(201);
    await attach(service, people.clerk, `/applications/${body.id}`, 'grounds');
    await took(service, people.clerk, body.id, 'submit');
    return advanced(service, people, body.id, state);
  }

  const rewrite = (by: Caller, { id, version }: ApplicationResponse, statement: string) =>
    by.put(`/applications/${id}/content`, { content: { kind: 'removal', ground: 'income', statement }, reason: '更正清退理由' }, version);

  it('an application is withdrawn with the signed request of the household, and with nothing less', async () => {
    const { id } = await submitted(service, people);
    expect(await answered(step(service, people.clerk, id, 'withdraw', { reason: '村里认为不合适' }))).toEqual([
      409,
      'application.not-yet',
      'withdrawal-request',
    ]);
    const form = (await read(people.clerk, id)).attachments.find(({ role }) => role === 'applicationForm')?.id as string;
    const scan = await attach(service, people.clerk, `/applications/${id}`, 'withdrawalRequest');
    const asForm = { reason: '户主外出务工', mark: { scan: form, kind: 'signature' } };
    expect(await answered(step(service, people.clerk, id, 'withdraw', asForm))).toEqual([422, 'application.mark-needed', 'missing']);
    const page = await took(service, people.clerk, id, 'withdraw', { reason: '户主外出务工', mark: { scan, kind: 'thumbprint' } });
    expect(page.state).toBe('withdrawn');
    const [signature] = await service.look<{ sha256: string; kind: string }>(
      `select a.sha256, s.statement -> 'signer' ->> 'kind' as kind from application_event e join signature s on s.id = e.signature_id
       join signature_attachment a on a.signature_id = s.id where e.application_id = $1 and e.step = 'withdraw'`,
      [id],
    );
    expect(signature).toMatchObject({ kind: 'villager', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  it('a page that carried the form carries no withdrawal', async () => {
    const { id } = await submitted(service, people);
    const form = (await read(people.clerk, id)).attachments.find(({ role }) => role === 'applicationForm')?.id as string;
    const again = await people.clerk.post(`/applications/${id}/attachments`, { attachmentId: form, role: 'withdrawalRequest' });
    expect([again.status, again.body.code]).toEqual([409, 'application.filed-already']);
    await people.clerk.post(`/applications/${id}/attachments`, { attachmentId: form, role: 'applicationForm' }).expect(201);
    expect((await read(people.clerk, id)).attachments.filter((one) => one.id === form)).toMatchObject([{ role: 'applicationForm' }]);
  });

  it('a removal is withdrawn by the township, after its check by the county; the village takes none back', async () => {
    const early = await removal('groupAppraised');
    expect(await answered(step(service, people.clerk, early.id, 'withdraw', { reason: '算了' }))).toEqual(NOT_YOURS);
    expect(await took(service, people.township, early.id, 'withdraw', { reason: '经核实不应清退' })).toMatchObject({ state: 'withdrawn' });
    const late = await removal('countyExamined');
    for (const by of [people.clerk, people.township, people.otherTownship])
      expect(await answered(step(service, by, late.id, 'withdraw', { reason: '算了' }))).toEqual(NOT_YOURS);
    const page = await took(service, people.county, late.id, 'withdraw', { reason: '经核实不应清退' });
    expect(page.signatures).toContainEqual(expect.objectContaining({ step: 'withdraw', voidedAt: null }));
  }, 120_000);

  it('what was judged of a removal is changed by no office below the one that has decided', async () => {
    const page = await removal('assemblyPassed');
    expect(page.next.find((next) => next.step === 'correct')).toMatchObject({ mayDo: true, limitedTo: 'contact' });
    expect(await answered(rewrite(people.clerk, page, '改写理由'))).toEqual(NOT_YOURS);
    expect(await read(people.clerk, page.id)).toMatchObject({ version: page.version, state: 'assemblyPassed' });
    const corrected = (await rewrite(people.township, page, '收入核实有误')).body;
    expect(corrected).toMatchObject({ state: 'applied', correction: { material: true } });
    const announced = await removal('announced');
    for (const by of [people.clerk, people.township]) expect(await answered(rewrite(by, announced, '改写理由'))).toEqual(NOT_YOURS);
    const { body } = await rewrite(people.county, announced, '县级核实后更正');
    expect(body).toMatchObject({ state: 'applied', notice: null, correction: { material: true } });
    expect(body.signatures.every(({ voidedAt }: { voidedAt: string | null }) => voidedAt !== null)).toBe(true);
    expect(new Set(body.signatures.map((one: { step: string }) => one.step))).toEqual(
      new Set(['submit', 'appraise', 'review', 'recheck', 'examine']),
    );
  }, 120_000);

  it('of an application likewise: once the county has it, the village corrects where a household can be reached and no more', async () => {
    const { id } = await submitted(service, people);
    const page = await advanced(service, people, id, 'townshipChecked');
    const [row] = await service.look<{ content_cipher: Buffer }>('select content_cipher from application where id = $1', [id]);
    const plain = service.app.get(SealedContent, { strict: false }).open(id, row?.content_cipher as Buffer) as Record<string, unknown>;
    const write = (by: Caller, content: object, version: number) =>
      by.put(`/applications/${id}/content`, { content, reason: '更正' }, version);
    const material = { ...plain, mainCause: '02', secondaryCauses: [] };
    expect(await answered(write(people.clerk, material, page.version))).toEqual(NOT_YOURS);
    const moved = await write(people.clerk, { ...plain, address: '黄沙村新屋二号' }, page.version).expect(200);
    expect(moved.body).toMatchObject({ state: 'townshipChecked', correction: { material: false } });
    const { body } = await write(people.county, material, moved.body.version).expect(200);
    expect(body).toMatchObject({ state: 'applied', correction: { material: true } });
  });

  it('a draft that an upheld objection began is not thrown away', async () => {
    const content = { kind: 'removal', ground: 'untrue', statement: '公告异议经调查成立。' };
    const household = await registerHousehold(service, { villageCode: VILLAGE });
    const { body } = await people.clerk.post('/applications', { householdId: household.id, content }).expect(201);
    await took(service, people.clerk, body.id, 'withdraw', { reason: '录错了' });
    const other = await people.clerk.post('/applications', { householdId: household.id, content }).expect(201);
    await service.look(`update application set source = 'objection', version = version + 1 where id = $1`, [other.body.id]);
    expect(await answered(step(service, people.clerk, other.body.id, 'withdraw', { reason: '算了' }))).toEqual([
      409,
      'application.not-yet',
      'not-by-objection',
    ]);
  });

  it('an application that an upheld objection began ends with the page of the household, not at the pleasure of the village', async () => {
    const { id } = await draft(people);
    await service.look(`update application set source = 'objection', version = version + 1 where id = $1`, [id]);
    expect(await answered(step(service, people.clerk, id, 'withdraw', { reason: '村里认为不必办理' }))).toEqual([
      409,
      'application.not-yet',
      'request-of-household',
    ]);
    await attach(service, people.clerk, `/applications/${id}`, 'withdrawalRequest');
    expect(await took(service, people.clerk, id, 'withdraw', { reason: '户主不再申请' })).toMatchObject({ state: 'withdrawn' });
  });

  it('the database refuses a step of an office that is not the one, and a withdrawal without its page', async () => {
    const removed = await removal('groupAppraised');
    const { id } = await submitted(service, people);
    const event = (of: string, name: string, from: string, to: string, area: string): Promise<unknown> =>
      service.look(
        `insert into application_event (application_id, version, position, village_code, step, from_state, to_state, actor_id, actor_name, actor_area,
           at, decided_on, inputs, policy, content_version, content_digest)
         select $1, 99, max(position) + 1, $2, $3, $4, $5, gen_random_uuid(), 'x', $6, $7, '2016-06-15', '{}', '{}', 1, ''
         from application_event where application_id = $1`,
        [of, VILLAGE, name, from, to, area, service.clock.now()],
      );
    await expect(event(removed.id, 'withdraw', 'groupAppraised', 'withdrawn', VILLAGE)).rejects.toThrow(/higher office/);
    await expect(event(removed.id, 'correct', 'groupAppraised', 'applied', VILLAGE)).rejects.toThrow(/higher office/);
    await expect(event(removed.id, 'reject', 'groupAppraised', 'rejected', VILLAGE)).rejects.toThrow(/higher office/);
    await expect(event(id, 'withdraw', 'applied', 'withdrawn', VILLAGE)).rejects.toThrow(/signed request of the household/);
    expect(await withdrawn(service, people, id)).toMatchObject({ state: 'withdrawn' });
  });

  it('whoever files a paper with a case, or with the meeting on it, has a part in it', async () => {
    const { id } = await submitted(service, people);
    await attach(service, people.township, `/applications/${id}`, 'other');
    await advanced(service, people, id, 'groupNoticePosted');
    expect(await answered(step(service, people.township, id, 'reject', { reason: '不符合条件' }))).toEqual([
      409,
      'application.not-yet',
      'not-maker',
    ]);
    expect(await took(service, people.otherTownship, id, 'reject', { reason: '不符合条件' })).toMatchObject({ state: 'rejected' });
  });

  it('a notice with an open objection that was taken down and posted anew is not closed before the objection is decided', async () => {
    const { id } = await submitted(service, people);
    const { notice } = await advanced(service, people, id, 'groupNoticePosted');
    const { id: objection } = await objected(service, notice?.id ?? '', { text: '该户在县城有房，请核实。' });
    await people.clerk.post(`/notices/${notice?.id}/take-down`, { reason: '漏拍首日照片' }).expect(200);
    const again = await took(service, people.clerk, id, 'postGroupNotice');
    const on = (day: string): number => Date.parse(`${day}T02:00:00Z`);
    const prove = async (occasion: string): Promise<void> =>
      void (await people.clerk
        .post(`/notices/${again.notice?.id}/proofs`, { occasion, attachmentIds: [await uploaded(service)] })
        .expect(200));
    service.clock.advance(86_400_000);
    await prove('first');
    service.clock.advance(on(again.notice?.lastDay ?? '') - service.clock.now().getTime());
    await prove('last');
    service.clock.advance(86_400_000);
    const closing = await people.clerk.post(`/notices/${again.notice?.id}/close`);
    expect([closing.status, closing.body.code]).toEqual([409, 'application.not-yet']);
    expect(await read(people.clerk, id)).toMatchObject({ state: 'groupNoticePosted' });
    const dismissed = { outcome: 'dismissed', effect: null, answer: 'facts-not-confirmed', findings: '经入户核实，与事实不符。' };
    expect((await decideObjection(service, people.otherTownship, objection, dismissed)).status).toBe(200);
    await people.clerk.post(`/notices/${again.notice?.id}/close`).expect(200);
    expect(await read(people.clerk, id)).toMatchObject({ state: 'groupNoticeClosed' });
  });
});
