import { attachmentRow } from '@jingzhun/evidence/testing';
import pg from 'pg';
import { randomUUID } from 'node:crypto';
import { registerHousehold, syntheticId } from '../../../test/household.factory.js';
import { officer, startIdentification, type Caller, type Identification } from '../../../test/service.js';
import { foundReport, openRound, photo, reportOf, send, takeList, VILLAGE, type Report, type Taken } from '../../../test/survey.js';
import { MAKERS_OF_CASE } from '../../application/case/makers-of-case.sql.js';

describe('what a household has confirmed becomes its application', () => {
  let service: Identification;
  let superuser: pg.Client;
  let surveyor: Caller;
  let clerk: Caller;
  let round: string;

  beforeAll(async () => {
    service = await startIdentification();
    superuser = new pg.Client({ connectionString: service.database.superuserUrl });
    await superuser.connect();
    surveyor = service.as(officer(VILLAGE, ['village-cadre']));
    clerk = service.as(officer(VILLAGE, ['village-cadre']));
    await registerHousehold(service);
    round = await openRound(service, service.as(officer('360781102')));
  });
  afterAll(async () => {
    await superuser?.end();
    await service?.stop();
  });

  const [headNumber, childNumber] = [syntheticId('1975-02-03', 'male'), syntheticId('2009-03-04', 'female')];

  async function signed(report: Report): Promise<{ unitId: string; photoId: string }> {
    const signature = photo();
    await attachmentRow(superuser, { id: signature.id, place: VILLAGE, at: service.clock.now() });
    const [answer] = await send(surveyor, round, [{ ...report, photos: [signature], signedPhoto: signature.id }]);
    expect(answer).toMatchObject({ outcome: 'applied', signatureCounts: true });
    return { unitId: report['unitId'] as string, photoId: signature.id };
  }

  it('with everything that was asked, its numbers sealed all the way, once', async () => {
    const report = foundReport([
      { name: '谢新户', idNumber: headNumber, relation: '01' },
      { name: '谢小女', idNumber: childNumber, relation: '04' },
    ]);
    const changes = report['changes'] as Record<string, unknown>;
    const headId =
      Object.keys(changes)
        .find((path) => changes[path] === '谢新户')
        ?.split('.')[1] ?? '';
    Object.assign(changes, {
      address: '村尾九号',
      phone: '13900001111',
      need: '想学养蜂',
      'living.safeWater': false,
      'income.wageFen': 500_000,
      'income.items.pension': 120_000,
      [`members.${headId}.health`]: ['02'],
    });
    const unsigned = foundReport([{ name: '未签字', idNumber: syntheticId('1980-01-01', 'male'), relation: '01' }]);
    await send(surveyor, round, [unsigned]);
    const begin = (id: unknown, by = clerk) => by.post(`/survey-units/${id as string}/application`);
    expect((await begin(unsigned['unitId'])).body.code).toBe('survey.not-confirmed');

    const { unitId } = await signed(report);
    const started = await Promise.all([begin(unitId), begin(unitId)]);
    expect(started.map(({ status }) => status).sort()).toEqual([201, 409]);
    const { applicationId } = started.find(({ status }) => status === 201)?.body ?? {};
    expect(started.find(({ status }) => status === 409)?.body.code).toBe('survey.application-begun');
    const { body: draft } = await clerk.get(`/applications/${applicationId}`).expect(200);
    expect(draft).toMatchObject({
      state: 'draft',
      source: 'survey',
      headName: '谢新户',
      memberCount: 2,
      groupName: '第二组',
      content: {
        address: '村尾九号',
        mainCause: '07',
        statement: '想学养蜂',
        living: { safeWater: false },
        incomes: [{ year: 2015, wageFen: 500_000, items: { pension: 120_000 } }],
      },
    });
    expect(JSON.stringify(draft)).not.toMatch(new RegExp(`${headNumber.slice(6)}|${childNumber.slice(6)}|13900001111`));
    expect((await surveyor.get(`/survey-units/${unitId}`)).body.applications).toEqual([{ id: applicationId, state: 'draft' }]);
    // who asked and typed made the case as much as who drew it up
    const [typed] = await service.look<{ makers: string[] }>(`select ${MAKERS_OF_CASE} as makers from application a where a.id = $1`, [
      applicationId,
    ]);
    expect(typed?.makers.sort()).toEqual([clerk.principal.accountId, surveyor.principal.accountId].sort());
    // the numbers came along: only what the survey does not ask is missing
    const [kept] = await service.look<{ persons: number }>(
      'select count(*)::int as persons from application_person where application_id = $1',
      [applicationId],
    );
    expect(kept).toEqual({ persons: 2 });
  });

  it('not for a registered one, and not when the photograph of the signature was retracted', async () => {
    const [unit] = (await takeList(surveyor, round)).filter(({ householdId }) => householdId !== null) as [Taken];
    const registered = await signed(reportOf(unit, { need: '修路' }));
    expect((await clerk.post(`/survey-units/${registered.unitId}/application`)).body.code).toBe('survey.registered-already');
    const found = await signed(foundReport([{ name: '另一户', idNumber: syntheticId('1990-01-01', 'male'), relation: '01' }]));
    await superuser.query(
      `update attachment set retracted_at = $2, retracted_by = $3, retracted_by_name = 'x', retraction_reason = '不是本户签字' where id = any ($1)`,
      [[found.photoId, registered.photoId], service.clock.now(), randomUUID()],
    );
    expect((await clerk.post(`/survey-units/${found.unitId}/application`)).body.code).toBe('survey.not-confirmed');
    expect((await clerk.get(`/survey-units/${registered.unitId}/differences`)).body.code).toBe('survey.not-confirmed');
    await clerk.post(`/survey-rounds/${round}/villages/${VILLAGE}/confirm`, { capacity: 'committee' }).expect(200);
    expect((await clerk.get(`/survey-units/${found.unitId}`)).body.state).toBe('visited');
  });
});
