import {
  entitled,
  advanced,
  attach,
  closeNotice,
  DEFAULT_MEETING,
  draft,
  heldMeeting,
  noticeOver,
  office,
  proofFor,
  read,
  registrationContent,
  sampled,
  step,
  submitted,
  took,
  uploaded,
  VILLAGE,
  withdrawn,
  type Office,
} from '../../../test/application.factory.js';
import { withFakeScreening } from '../../../test/fake-screening.js';
import { decideObjection, objected } from '../../../test/notice.factory.js';
import { registerHousehold } from '../../../test/household.factory.js';
import { officer, startIdentification, type Identification } from '../../../test/service.js';

describe('what is refused, with code, reason and next step, and leaves nothing', () => {
  const { module, screening } = withFakeScreening();
  let service: Identification;
  let people: Office;

  beforeAll(async () => {
    service = await startIdentification(new Date('2016-06-15T02:00:00Z'), module);
    people = office(service);
  });
  afterAll(async () => service?.stop());

  const written = async (id: string): Promise<unknown> =>
    (
      await service.look(
        `select a.version, a.state, (select count(*)::int from application_event e where e.application_id = a.id) as events,
           (select count(*)::int from signature) as signatures, (select count(*)::int from notice where subject_id = a.id) as notices,
           (select count(*)::int from household) as households, (select count(*)::int from meeting_vote v where v.application_id = a.id and v.used_by_version is not null) as used
         from application a where a.id = $1`,
        [id],
      )
    )[0];

  interface Answer {
    status: number;
    body: { code: string; detail: string; next: string; problems?: { code: string }[] };
  }

  /** @returns codes of what is missing */
  async function refused(id: string, code: string, attempt: () => Promise<Answer>): Promise<string[]> {
    const before = await written(id);
    const { status, body } = await attempt();
    expect([body.code, status >= 400 && status < 500, body.detail.length > 0, body.next.length > 0]).toEqual([code, true, true, true]);
    expect(await written(id)).toEqual(before);
    return (body.problems ?? []).map((problem) => problem.code);
  }

  it('an impossible step, an end that is left, a return to a later state', async () => {
    const { id } = await submitted(service, people);
    await refused(id, 'application.no-such-step', () => step(service, people.clerk, id, 'complete'));
    const instead = await step(service, people.clerk, id, 'complete');
    expect(instead.body.next).toContain('村民小组评议');
    await refused(id, 'application.no-such-step', () =>
      step(service, people.township, id, 'return', { to: 'villageNoticeClosed', reason: '试一试' }),
    );
    await withdrawn(service, people, id);
    await refused(id, 'application.no-such-step', () => step(service, people.clerk, id, 'withdraw', { reason: '再撤一次' }));
    expect(screening.ended.get(id)).toBe('withdrawn');
  });

  it('a draft that is incomplete, without papers or without the page the household signed', async () => {
    const { id } = await draft(people, { members: [], incomes: [] });
    const missing = await refused(id, 'application.not-yet', () => step(service, people.clerk, id, 'submit'));
    expect(missing).toEqual(['content-complete', 'consent', 'identity-copies', 'form-scan']);
    const ready = await draft(people);
    for (const role of ['consent', 'identity', 'applicationForm']) await attach(service, people.clerk, `/applications/${ready.id}`, role);
    await refused(ready.id, 'application.mark-needed', () => step(service, people.clerk, ready.id, 'submit'));
  });

  it('persons who are registered, or stand in another running case, also beyond the area', async () => {
    const household = await registerHousehold(service, { villageCode: '360781204206' });
    const taken = household.members[0]?.idNumber;
    const content = registrationContent();
    const members = (content['members'] as { idNumber: string }[]).map((member, i) => (i === 0 ? { ...member, idNumber: taken } : member));
    const { id } = await draft(people, { ...content, members });
    for (const role of ['consent', 'identity']) await attach(service, people.clerk, `/applications/${id}`, role);
    const scan = await attach(service, people.clerk, `/applications/${id}`, 'applicationForm');
    const mark = { scan, kind: 'signature' };
    expect(await refused(id, 'application.not-yet', () => step(service, people.clerk, id, 'submit', { mark }))).toEqual(['persons-free']);

    const running = await submitted(service, people, content);
    expect(running.state).toBe('applied');
    const far = office(service, '360781204206');
    const { body } = await far.clerk.post('/applications', { villageCode: '360781204206', content }).expect(201);
    expect((await read(far.clerk, body.id)).next.find((next) => next.step === 'submit')?.checklist).toContainEqual(
      expect.objectContaining({ code: 'persons-free', met: false }),
    );
    // what the rules would see too late, the database refuses
    await expect(
      service.look(
        `update application set state = 'applied', applied_on = '2016-06-15', version = version + 1, content_problems = 0 where id = $1`,
        [body.id],
      ),
    ).rejects.toThrow(/application_person_in_one_running_case/);
  });

  it('two officers at once: one of them, and the other learns that the case has moved', async () => {
    const { id, version } = await submitted(service, people);
    await heldMeeting(service, people, id, 'group');
    const answers = await Promise.all([
      step(service, people.clerk, id, 'appraise', { version }),
      step(service, people.otherClerk, id, 'appraise', { version }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect(await service.look('select step from application_event where application_id = $1 and step = $2', [id, 'appraise'])).toHaveLength(
      1,
    );
  });

  it('a signature on an old digest, of another step, of another person, used twice, or none', async () => {
    const { id, version } = await submitted(service, people);
    const meetingId = await heldMeeting(service, people, id, 'group');
    const { body: preview } = await people.clerk.post(`/applications/${id}/steps/preview`, { step: 'appraise' }, version).expect(200);
    const take = (proof?: string) =>
      people.clerk.post(`/applications/${id}/steps`, { step: 'appraise', ...(proof ? { proof } : {}) }, version);
    await refused(id, 'application.proof-needed', () => take());
    const stranger = await proofFor(service, people.otherClerk.principal, preview.digest);
    await refused(id, 'signature.proof-of-another', () => take(stranger));
    const old = await proofFor(service, people.clerk.principal, preview.digest);
    // the votes are corrected after the officer has confirmed what he saw
    const { body: meeting } = await people.clerk.get(`/meetings/${meetingId}`).expect(200);
    const { kind, villageCode, groupName, heldOn, place, chairName, basis, eligible, eligibleSource, present, minutes, screeningReadOut } =
      meeting;
    await people.clerk
      .put(
        `/meetings/${meetingId}`,
        {
          ...{
            kind,
            villageCode,
            groupName,
            heldOn,
            place,
            chairName,
            basis,
            eligible,
            eligibleSource,
            present,
            minutes,
            screeningReadOut,
          },
          reason: '计票有误，按签到表更正',
          votes: [{ applicationId: id, votesFor: 20, votesAgainst: 4, abstained: 0 }],
        },
        meeting.version,
      )
      .expect(200);
    await refused(id, 'signature.proof-for-other-content', () => take(old));
    const { body: again } = await people.clerk.post(`/applications/${id}/steps/preview`, { step: 'appraise' }, version).expect(200);
    const good = await proofFor(service, people.clerk.principal, again.digest);
    await take(good).expect(200);
    const other = await submitted(service, people);
    await heldMeeting(service, people, other.id, 'group');
    await refused(other.id, 'signature.proof-for-other-content', () =>
      people.clerk.post(`/applications/${other.id}/steps`, { step: 'appraise', proof: good }, other.version),
    );
  });

  it('a meeting without quorum, film or minutes, before the case was there, or after its content was corrected', async () => {
    const { id } = await submitted(service, people);
    expect(await refused(id, 'application.not-yet', () => step(service, people.clerk, id, 'appraise'))).toContain('meeting-held');
    await heldMeeting(service, people, id, 'group', {
      present: 19,
      votesFor: 19,
      votesAgainst: 0,
      abstained: 0,
      minutes: '',
      attached: ['photo'],
    });
    expect(await refused(id, 'application.not-yet', () => step(service, people.clerk, id, 'appraise'))).toEqual([
      'quorum',
      'minutes',
      'meeting-evidence',
    ]);
    await heldMeeting(service, people, id, 'group', { heldOn: '2016-06-14' });
    expect(await refused(id, 'application.not-yet', () => step(service, people.clerk, id, 'appraise'))).toEqual(['meeting-after']);
    await heldMeeting(service, people, id, 'group');
    screening.forget(id);
    expect(await refused(id, 'application.not-yet', () => step(service, people.clerk, id, 'appraise'))).toEqual(['screening-done']);
  });

  it('votes that do not add up, households of another group, meetings of tomorrow, more than the roll has', async () => {
    const { id } = await submitted(service, people);
    await entitled(service, 'group');
    const record = (parts: object) =>
      people.clerk.post('/meetings', {
        ...{
          kind: 'group',
          villageCode: VILLAGE,
          groupName: '第三小组',
          heldOn: service.clock.today(),
          place: '村部',
          chairName: '罗组长',
        },
        ...{ basis: 'households', eligible: 30, present: 24 },
        ...{ votes: [{ applicationId: id, votesFor: 22, votesAgainst: 1, abstained: 1 }] },
        ...parts,
      });
    const codes = [
      await record({ present: 23 }),
      await record({ groupName: '第四小组' }),
      await record({ heldOn: '2030-01-01' }),
      await record({ kind: 'assembly', groupName: undefined }),
      await record({ present: 31, votes: [{ applicationId: id, votesFor: 29, votesAgainst: 1, abstained: 1 }] }),
    ].map(({ body }) => body.code);
    expect(codes).toEqual(['meeting.votes', 'meeting.case', 'meeting.future', 'meeting.case', 'meeting.more-present-than-roll']);
    await expect(
      service.look(
        `insert into meeting_vote (meeting_id, application_id, village_code, judged_digest, present, votes_for, votes_against, abstained)
         values (gen_random_uuid(), $1, $2, '', 10, 9, 0, 0)`,
        [id, VILLAGE],
      ),
    ).rejects.toThrow(/meeting_vote_everybody_counted/);
  });

  it('a retracted film counts no longer', async () => {
    const { id } = await submitted(service, people);
    const meetingId = await heldMeeting(service, people, id, 'group', { attached: ['signIn', 'photo'] });
    const film = await attach(service, people.clerk, `/meetings/${meetingId}`, 'video');
    await service.look(
      `update attachment set retracted_at = $2, retracted_by = uploaded_by, retracted_by_name = uploaded_by_name, retraction_reason = '拍错会议' where id = $1`,
      [film, service.clock.now()],
    );
    expect(await refused(id, 'application.not-yet', () => step(service, people.clerk, id, 'appraise'))).toEqual(['meeting-evidence']);
    const page = await people.clerk.get(`/meetings/${meetingId}`).expect(200);
    expect(page.body.missing).toEqual(['video']);
    const retracted = await people.clerk.post(`/meetings/${meetingId}/attachments`, { attachmentId: film, role: 'video' });
    expect(retracted.body.code).toBe('evidence.attachment-retracted');
  });

  it('a notice closed early or unproven, and the complete step while it hangs', async () => {
    const { id } = await submitted(service, people);
    await advanced(service, people, id, 'groupNoticePosted');
    const early = await closeNotice(people.clerk, id);
    expect([early.status, early.body.code]).toEqual([409, 'notice.not-closable']);
    expect(early.body.detail).toContain('还差 7 天');
    expect(await read(people.clerk, id)).toMatchObject({ state: 'groupNoticePosted' });
    await advanced(service, people, id, 'announced');
    const missing = await refused(id, 'application.not-yet', () => step(service, people.township, id, 'complete'));
    expect(missing).toEqual(['notice-first-proof', 'notice-period', 'notice-last-proof']);
  });

  it('an open objection keeps the household out of the register', async () => {
    const { id } = await submitted(service, people);
    const { notice } = await advanced(service, people, id, 'announced');
    const { id: objection } = await objected(service, notice?.id ?? '', { text: '该户在县城有房，请核实。' });
    await noticeOver(service, people, id);
    expect(await refused(id, 'application.not-yet', () => step(service, people.otherTownship, id, 'complete'))).toEqual([
      'no-open-objection',
    ]);
    const dismissed = { outcome: 'dismissed', effect: null, answer: 'facts-not-confirmed', findings: '经入户核实，与事实不符。' };
    expect((await decideObjection(service, people.county, objection, dismissed)).status).toBe(200);
    expect(await took(service, people.otherTownship, id, 'complete')).toMatchObject({ state: 'completed' });
  });

  it('whoever submitted does not re-check, whoever re-checked does not examine, a village does neither', async () => {
    const both = service.as(officer('360781102', ['township-officer']));
    const mixed = { ...people, clerk: both };
    const { id } = await submitted(service, mixed);
    await advanced(service, people, id, 'villageNoticeClosed');
    const { body: sample } = await people.township.post('/samples', { level: 'township' }).expect(201);
    expect(sample.cases).toContainEqual(expect.objectContaining({ applicationId: id, chosen: true }));
    const own = await both.post(`/samples/${sample.id}/cases/${id}/visit`, {
      ...{ visitedOn: service.clock.today(), visitors: ['自己'], agrees: true, findings: '自己核查' },
      attachmentIds: [await uploaded(service)],
    });
    expect([own.status, own.body.code]).toEqual([403, 'visit.maker']);
    for (const { applicationId, chosen } of sample.cases)
      if (chosen)
        await people.otherTownship
          .post(`/samples/${sample.id}/cases/${applicationId}/visit`, {
            ...{ visitedOn: service.clock.today(), visitors: ['王核查'], agrees: true, findings: '属实' },
            attachmentIds: [await uploaded(service)],
          })
          .expect(201);
    expect(await refused(id, 'application.not-yet', () => step(service, both, id, 'recheck'))).toEqual(['not-maker']);
    await refused(id, 'application.not-your-office', () => step(service, people.clerk, id, 'recheck'));
    await took(service, people.county, id, 'recheck');
    await sampled(service, people.county, people.county, 'county');
    expect(await refused(id, 'application.not-yet', () => step(service, people.county, id, 'examine'))).toEqual(['not-rechecker']);
    await refused(id, 'application.not-your-office', () => step(service, people.township, id, 'examine'));
  });

  it('a township pass with an unknown, a veto or an unanswered strict review, and before its sample is visited', async () => {
    const { id } = await submitted(service, people);
    await advanced(service, people, id, 'villageNoticeClosed');
    expect(await refused(id, 'application.not-yet', () => step(service, people.township, id, 'recheck'))).toEqual([
      'sample-drawn',
      'sample-visited',
      'visit-agrees',
    ]);
    await sampled(service, people.township, people.otherTownship, 'township');
    for (const verdict of [{ V2: 'veto' }, { V4: 'unknown' }, { R1: 'strict' }] as const) {
      screening.judge(id, verdict);
      expect(await refused(id, 'application.not-yet', () => step(service, people.township, id, 'recheck'))).toEqual(['screening-clear']);
      screening.judge(id, { V2: 'pass', V4: 'pass', R1: 'pass' });
    }
    screening.judge(id, { R1: 'strict' }, ['R1']);
    await took(service, people.township, id, 'recheck');
  });

  it('a batch in which one case cannot: none moves', async () => {
    const first = await submitted(service, people);
    const second = await submitted(service, people);
    await heldMeeting(service, people, first.id, 'group');
    const cases = [first, second].map(({ id, version }) => ({ id, version }));
    const { body: preview } = await people.clerk.post('/applications/steps/preview', { step: 'appraise', cases }).expect(200);
    expect(preview).toMatchObject({ possible: false, digest: null, cases: [{ to: 'groupAppraised', missing: [] }, { to: null }] });
    const answer = await people.clerk.post('/applications/steps', { step: 'appraise', cases, proof: 'x' });
    expect(answer.body).toMatchObject({
      code: 'application.not-yet',
      problems: expect.arrayContaining([expect.objectContaining({ pointer: '/cases/1' })]),
    });
    expect(await read(people.clerk, first.id)).toMatchObject({ state: 'applied' });
    const votes = { ...DEFAULT_MEETING };
    await heldMeeting(service, people, second.id, 'group', votes);
    const again = await people.clerk.post('/applications/steps/preview', { step: 'appraise', cases }).expect(200);
    const proof = await proofFor(service, people.clerk.principal, again.body.digest);
    const both = await people.clerk.post('/applications/steps', { step: 'appraise', cases, proof }).expect(200);
    expect(both.body.cases).toMatchObject([{ state: 'groupAppraised' }, { state: 'groupAppraised' }]);
    const signatures = await service.look(
      'select distinct signature_id from application_signature where application_id = any($1) and step = $2',
      [cases.map(({ id }) => id), 'appraise'],
    );
    expect(signatures).toHaveLength(1);
  });

  it('the database refuses what no service would write: skipped steps, events without change, changes without event, closed cases', async () => {
    const { id } = await submitted(service, people);
    const owner = (sql: string, values: unknown[] = []) => service.look(sql, values);
    await expect(owner(`update application set state = 'assemblyPassed', version = version + 1 where id = $1`, [id])).rejects.toThrow(
      /no step leads/,
    );
    await expect(owner(`update application set state = 'groupAppraised', version = version + 1 where id = $1`, [id])).rejects.toThrow(
      /changed without its event/,
    );
    await expect(owner(`update application set group_name = '第九小组' where id = $1`, [id])).rejects.toThrow(/new version/);
    await expect(owner(`update application_event set reason = 'x' where application_id = $1`, [id])).rejects.toThrow(/append-only/);
    await expect(
      owner(
        `insert into application_event (application_id, version, position, village_code, step, from_state, to_state, at, decided_on, inputs, policy, content_version, content_digest)
         values ($1, 99, 2, $2, 'recheck', 'villageNoticeClosed', 'townshipChecked', $3, '2016-06-15', '{}', '{}', 1, '')`,
        [id, VILLAGE, service.clock.now()],
      ),
    ).rejects.toThrow(/skipped/);
    await expect(
      owner(
        `insert into application_event (application_id, version, position, village_code, step, from_state, to_state, at, decided_on, inputs, policy, content_version, content_digest)
         values ($1, 99, 2, $2, 'complete', 'applied', 'completed', $3, '2016-06-15', '{}', '{}', 1, '')`,
        [id, VILLAGE, service.clock.now()],
      ),
    ).rejects.toThrow(/application_event_is_declared/);
    await withdrawn(service, people, id, '不再申请');
    await expect(
      owner(`update application set state = 'applied', version = version + 1, closed_at = null where id = $1`, [id]),
    ).rejects.toThrow(/closed case/);
  });
});
