import { randomUUID } from 'node:crypto';
import {
  advanced,
  attach,
  closeNotice,
  heldMeeting,
  noticeOver,
  office,
  read,
  step,
  submitted,
  took,
  type Office,
} from '../../../test/application.factory.js';
import { begin, papers } from '../../../test/model/http-case.js';
import { withFakeScreening } from '../../../test/fake-screening.js';
import { decideObjection, objected, photo } from '../../../test/notice.factory.js';
import { officer, startIdentification, type Caller, type Identification } from '../../../test/service.js';

const DISMISSED = { outcome: 'dismissed', effect: null, answer: 'facts-not-confirmed', findings: '经入户核实，与事实不符。' };
const upheld = (effect: object) => ({ outcome: 'upheld', effect, answer: 'facts-confirmed', findings: '经不动产登记核实，情况属实。' });

describe('objections to the notices of a case', () => {
  const { module } = withFakeScreening();
  let service: Identification;
  let people: Office;

  beforeAll(async () => {
    service = await startIdentification(new Date('2016-06-15T02:00:00Z'), module);
    people = office(service);
  });
  afterAll(async () => service?.stop());

  const object = async (id: string): Promise<string> => {
    const { notice } = await read(people.clerk, id);
    return (await objected(service, notice?.id ?? '', { text: '该户在县城有商品房，请核实。' })).id;
  };
  /** On paper, handed in while the notice hung, entered later. */
  async function onPaper(by: Caller, noticeId: string, receivedOn: string): Promise<string> {
    const scanAttachmentId = await attachAbove(by);
    await by
      .post(`/notices/${noticeId}/objections`, {
        ...{ via: 'paper', receivedOn, submissionId: randomUUID(), text: '书面异议：该户有小轿车。', scanAttachmentId },
      })
      .expect(201);
    const [row] = await service.look<{ id: string }>('select id from objection where notice_id = $1 order by id desc limit 1', [noticeId]);
    return row?.id ?? '';
  }
  const attachAbove = (by: Caller): Promise<string> => photo(service, by.principal.area.padEnd(12, '0'), 'aboveVillage');

  it('keep the notice open until they are dismissed; then the household goes on into the register', async () => {
    const { id } = await submitted(service, people);
    await advanced(service, people, id, 'groupNoticePosted');
    const objection = await object(id);
    await noticeOver(service, people, id);
    const closing = (await read(people.clerk, id)).next.find((next) => next.step === 'closeGroupNotice');
    expect(closing).toMatchObject({ possible: false });
    expect(closing?.checklist.filter(({ met }) => !met)).toMatchObject([
      { code: 'no-open-objection', by: 'township', zh: expect.stringContaining('1 条') },
    ]);
    expect((await closeNotice(people.clerk, id)).body.code).toBe('notice.not-closable');
    expect((await decideObjection(service, people.township, objection, DISMISSED)).status).toBe(200);
    expect((await closeNotice(people.clerk, id)).status).toBe(200);
    expect(await advanced(service, people, id, 'completed')).toMatchObject({ householdId: expect.any(String) });
  });

  it('upheld: rejected in the transaction of the decision, with the objection beside the step and nobody named', async () => {
    const { id } = await submitted(service, people);
    await advanced(service, people, id, 'villageNoticePosted');
    const objection = await object(id);
    const { body } = await people.township.get(`/objections/${objection}`).expect(200);
    expect(body.returnSteps.map(({ code }: { code: string }) => code)).toEqual([
      'applied',
      'groupAppraised',
      'groupNoticeClosed',
      'assemblyPassed',
    ]);
    expect((await decideObjection(service, people.township, objection, upheld({ kind: 'reject' }))).status).toBe(200);
    expect(await read(people.clerk, id)).toMatchObject({ state: 'rejected', next: [] });
    const events = await people.clerk.get(`/applications/${id}/events`).expect(200);
    expect(events.body.items[0]).toMatchObject({
      step: 'upholdObjection',
      from: 'villageNoticePosted',
      to: 'rejected',
      objectionId: objection,
    });
    expect(JSON.stringify(events.body)).not.toContain('商品房');
    expect(await service.look('select state from notice where subject_id = $1 order by posted_at', [id])).toEqual([
      { state: 'closed' },
      { state: 'withdrawn' },
    ]);
  });

  it('upheld: returned to the step the decision names; what follows is done again', async () => {
    const { id } = await submitted(service, people);
    await advanced(service, people, id, 'groupNoticePosted');
    const objection = await object(id);
    expect((await decideObjection(service, people.township, objection, upheld({ kind: 'return', step: 'applied' }))).status).toBe(200);
    const page = await read(people.clerk, id);
    expect(page).toMatchObject({ state: 'applied', notice: null, formSigned: true });
    expect((await step(service, people.clerk, id, 'appraise')).body.problems).toContainEqual(
      expect.objectContaining({ code: 'meeting-held' }),
    );
    expect(await advanced(service, people, id, 'groupNoticeClosed')).toMatchObject({ state: 'groupNoticeClosed' });
  });

  it('on paper, entered after the notice was closed: nothing is decided before the answer, and an upheld one still counts', async () => {
    const { id } = await submitted(service, people);
    const { notice } = await advanced(service, people, id, 'groupNoticePosted');
    const received = service.clock.today();
    await advanced(service, people, id, 'groupNoticeClosed');
    const first = await onPaper(people.township, notice?.id ?? '', received);
    await heldMeeting(service, people, id, 'assembly');
    expect((await step(service, people.clerk, id, 'review')).body.problems).toMatchObject([{ code: 'no-open-objection' }]);
    expect((await decideObjection(service, people.township, first, DISMISSED)).status).toBe(200);
    await took(service, people.clerk, id, 'review');
    const second = await onPaper(people.township, notice?.id ?? '', received);
    expect((await decideObjection(service, people.township, second, upheld({ kind: 'reject' }))).status).toBe(200);
    expect(await read(people.clerk, id)).toMatchObject({ state: 'rejected' });
  });

  it('upheld after the registration: a removal is proposed, the register is not touched', async () => {
    const { id } = await submitted(service, people);
    const { notice } = await advanced(service, people, id, 'announced');
    const received = service.clock.today();
    const { householdId } = await advanced(service, people, id, 'completed');
    const late = await onPaper(people.county, notice?.id ?? '', received);
    // who decided began the removal, and does not examine it
    const otherCounty = service.as(officer('360781', ['county-officer']));
    expect((await decideObjection(service, otherCounty, late, upheld({ kind: 'reject' }))).status).toBe(200);
    expect((await people.county.get(`/households/${householdId}`)).body.status).toBe('registered');
    const drafts = await people.clerk.get('/applications?kind=removal&state=draft').expect(200);
    expect(drafts.body.items).toMatchObject([{ householdId, source: 'objection', headName: '朱秋生' }]);
    const removal = drafts.body.items[0];
    await attach(service, people.clerk, `/applications/${removal.id}`, 'grounds');
    expect(await took(service, people.clerk, removal.id, 'submit')).toMatchObject({ state: 'applied' });
    // and against the removal: what leads back is proposed again
    const { notice: ofRemoval } = await advanced(service, people, removal.id, 'announced');
    const inTime = service.clock.today();
    await advanced(service, people, removal.id, 'completed');
    const again = await onPaper(people.county, ofRemoval?.id ?? '', inTime);
    expect((await decideObjection(service, people.county, again, upheld({ kind: 'reject' }))).status).toBe(200);
    const anew = await people.clerk.get('/applications?kind=registration&state=draft').expect(200);
    expect(anew.body.items).toMatchObject([{ source: 'objection', headName: '朱秋生', householdId: null }]);
  });

  it('upheld after a change of category: the change back is proposed', async () => {
    const one = await begin(service, people, 'categoryChange');
    await took(service, people.clerk, one.id, 'submit', await papers(service, people, one, false));
    const { notice } = await advanced(service, people, one.id, 'announced');
    const received = service.clock.today();
    await advanced(service, people, one.id, 'completed');
    const late = await onPaper(people.county, notice?.id ?? '', received);
    expect((await decideObjection(service, people.county, late, upheld({ kind: 'reject' }))).status).toBe(200);
    const drafts = await people.clerk.get('/applications?kind=categoryChange&state=draft').expect(200);
    expect(drafts.body.items).toMatchObject([{ source: 'objection', householdId: one.householdId, category: 'general' }]);
    // changed once more meanwhile: "back" would be neither the category from before nor the present one
    const two = await begin(service, people, 'categoryChange');
    await took(service, people.clerk, two.id, 'submit', await papers(service, people, two, false));
    const { notice: first } = await advanced(service, people, two.id, 'announced');
    const inTime = service.clock.today();
    await advanced(service, people, two.id, 'completed');
    const content = { kind: 'categoryChange', category: 'fiveGuarantee', basis: '民政特困审批表', statement: '已纳入特困供养' };
    const { body } = await people.clerk.post('/applications', { householdId: two.householdId, content }).expect(201);
    await took(service, people.clerk, body.id, 'submit', await papers(service, people, { ...two, id: body.id }, false));
    await advanced(service, people, body.id, 'completed');
    const again = await onPaper(people.county, first?.id ?? '', inTime);
    expect((await decideObjection(service, people.county, again, upheld({ kind: 'reject' }))).status).toBe(200);
    const open = await people.clerk.get('/applications?kind=categoryChange&state=draft').expect(200);
    expect(open.body.items.find(({ householdId }: { householdId: string }) => householdId === two.householdId)).toMatchObject({
      source: 'objection',
      category: null,
    });
  });

  it('on paper to a notice that was taken down meanwhile: taken for the days it hung, and answered before anything goes on', async () => {
    const { id } = await submitted(service, people);
    const { notice } = await advanced(service, people, id, 'groupNoticePosted');
    const received = service.clock.today();
    await people.township.post(`/notices/${notice?.id}/take-down`, { reason: '公示内容有误' }).expect(200);
    service.clock.advance(86_400_000);
    await took(service, people.clerk, id, 'postGroupNotice');
    const objection = await onPaper(people.township, notice?.id ?? '', received);
    await noticeOver(service, people, id);
    expect((await closeNotice(people.clerk, id)).status).toBe(409);
    expect((await decideObjection(service, people.township, objection, DISMISSED)).status).toBe(200);
    expect((await closeNotice(people.clerk, id)).status).toBe(200);
    const tooLate = await people.township.post(`/notices/${notice?.id}/objections`, {
      ...{ via: 'phone', receivedOn: service.clock.today(), submissionId: randomUUID(), text: '电话异议：该户有小轿车。' },
    });
    expect(tooLate.body.code).toBe('objection.received-outside-period');
  });
});
