import { createHash } from 'node:crypto';
import type { DivisionCode } from '@jingzhun/domain/division-code';
import type { Uuid } from '@jingzhun/domain/uuid';
import { newId, sessionOf, systemSession } from '@jingzhun/persistence';
import { Vault } from '@jingzhun/vault';
import { registerHousehold, syntheticId } from '../../test/household.factory.js';
import { day } from '../../test/screening.factory.js';
import { officer, startIdentification, type Identification } from '../../test/service.js';
import type { ApplicantSubject } from './applicant-subject.js';
import { ScreeningService } from './screening.service.js';

const HERE = '360781102208' as DivisionCode;

describe('screening of an application', () => {
  let service: Identification;
  let screening: ScreeningService;
  beforeAll(async () => {
    service = await startIdentification();
    screening = service.app.get(ScreeningService, { strict: false });
  });
  afterAll(async () => service?.stop());

  const applicant = (parts: Partial<ApplicantSubject> = {}): ApplicantSubject => ({
    applicationId: newId(service.clock),
    householdId: null,
    villageCode: HERE,
    contentDigest: createHash('sha256').update('content').digest('hex'),
    persons: [
      {
        position: 0,
        name: '赖新来',
        idIndex: service.app.get(Vault, { strict: false }).index.of('idNumber', syntheticId('1970-01-01', 'male')),
        birthDate: day('1970-01-01'),
        relation: '01',
        facts: {},
      },
    ],
    declared: {},
    ...parts,
  });
  const clerk = officer(HERE, ['village-cadre']);
  const submit = async (subject: ApplicantSubject) => {
    const context = await screening.prepare();
    return service.db.connection(sessionOf(clerk), (client) => screening.submit(client, context, subject, clerk));
  };

  it('without a register everything is unknown; what is declared counts', async () => {
    const subject = applicant({ declared: { studyAbroad: true, vehicle: false } });
    const state = await submit(subject);
    expect(state.results).toEqual({
      V1: 'unknown',
      V2: 'unknown',
      V3: 'unknown',
      V4: 'unknown',
      V5: 'veto',
      V6: 'unknown',
      V7: 'unknown',
      R1: 'unknown',
      R2: 'unknown',
      R3: 'unknown',
      R4: 'unknown',
    });
    expect(state.contentDigest).toBe(subject.contentDigest);
    const again = await service.db.transaction(sessionOf(clerk), (em) => screening.ofApplication(em, subject.applicationId));
    expect(again).toEqual(state);
  });

  it('works the same in a unit of work, and changed content is judged anew', async () => {
    const subject = applicant();
    const first = await submit(subject);
    expect(first.results.V5).toBe('unknown');
    const context = await screening.prepare();
    const changed = { ...subject, contentDigest: createHash('sha256').update('other').digest('hex'), declared: { studyAbroad: true } };
    const second = await service.db.transaction(sessionOf(clerk), (em) => screening.submit(em, context, changed, clerk));
    expect([second.results.V5, second.contentDigest]).toEqual(['veto', changed.contentDigest]);
    const rows = await service.look('select id from screening where subject_id = $1', [subject.applicationId]);
    expect(rows).toHaveLength(2);
  });

  it('forgets the persons when the application has ended', async () => {
    const subject = applicant();
    await submit(subject);
    await service.db.transaction(sessionOf(clerk), (em) => screening.endApplication(em, subject.applicationId, 'withdrawn'));
    expect(await service.look('select from screening_applicant where application_id = $1', [subject.applicationId])).toEqual([]);
    expect(await service.look('select ended from screening_subject where application_id = $1', [subject.applicationId])).toEqual([
      { ended: 'withdrawn' },
    ]);
  });

  it('judges a registered household', async () => {
    const made = await registerHousehold(service, { living: { resettlement: true } });
    const context = await screening.prepare();
    const state = await service.db.connection(systemSession('screening'), (client) =>
      screening.judgeOne(client, context, 'household', made.id as Uuid, { cause: 'asked', runId: null, accountId: null }),
    );
    expect(state.results.V1).toBe('unknown');
    const [row] = await service.look<{ facts: unknown }>('select facts from screening where subject_id = $1', [made.id]);
    expect(row?.facts).toEqual([[10, 'resettlement', null, null, null, null, null, null, 'household:resettlement']]);
  });
});
