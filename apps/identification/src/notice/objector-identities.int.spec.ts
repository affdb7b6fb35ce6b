import { randomUUID } from 'node:crypto';
import { NoticeSweep, ObjectorIdentities } from '@jingzhun/notices';
import { decideObjection, objected, photo, postNotice, registerHost, travelTo } from '../../test/notice.factory.js';
import { officer, startIdentification, type Caller, type Identification } from '../../test/service.js';

const VILLAGE = '360781102208';
const SAID = { text: '该户去年已在县城买房。', name: '钟有德', phone: '13870000001' };
const DISMISSED = { outcome: 'dismissed', effect: null, answer: 'facts-not-confirmed', findings: '经入户核实，房屋系其弟所有。' };

describe('who objected', () => {
  let service: Identification;
  let cadre: Caller;
  let township: Caller;

  beforeAll(async () => {
    service = await startIdentification(new Date('2016-06-15T02:00:00Z'));
    registerHost(service);
    cadre = service.as(officer(VILLAGE, ['village-cadre']));
    township = service.as(officer('360781102', ['township-officer']));
  });
  afterAll(async () => service?.stop());

  const forgotten = (): Promise<number> => service.app.get(ObjectorIdentities, { strict: false }).deleteOld();
  const read = async (id: string) => (await township.get(`/objections/${id}`).expect(200)).body;

  it('is forgotten 183 days after the answer and not a day before; what was said and found stays', async () => {
    const notice = await postNotice(service, cadre.principal);
    const { id } = await objected(service, notice.id, SAID);
    const { id: open } = await objected(service, notice.id, { ...SAID, text: '另一条异议，一直没有答复。' });
    const scanAttachmentId = await photo(service, VILLAGE, 'aboveVillage');
    const paper = { via: 'paper', receivedOn: notice.postedOn, submissionId: randomUUID(), text: '书面异议内容。', scanAttachmentId };
    await township.post(`/notices/${notice.id}/objections`, paper).expect(201);
    const [written] = await service.look<{ id: string }>('select id from objection where submission_id = $1', [paper.submissionId]);
    expect(await read(id)).toMatchObject({ identityKeptUntil: null, identityDeletedOn: null });
    for (const one of [id, written?.id ?? '']) expect((await decideObjection(service, township, one, DISMISSED)).status).toBe(200);
    // answered on 2016-06-15
    expect(await read(id)).toMatchObject({ identityKeptUntil: '2016-12-15', identity: { name: '钟*德' } });

    travelTo(service, '2016-12-15T23:00:00+08:00');
    expect(await forgotten()).toBe(0);
    const sweep = service.app.get(NoticeSweep, { strict: false });
    travelTo(service, '2016-12-16T01:00:00+08:00');
    await sweep.idle();
    expect(await forgotten()).toBe(0);
    expect(await read(id)).toMatchObject({
      ...{ identity: null, identityKeptUntil: null, identityDeletedOn: '2016-12-16' },
      text: SAID.text,
    });
    expect((await read(id)).decision.findings).toBe(DISMISSED.findings);
    expect((await township.post(`/objections/${id}/reveal`, { purpose: '回访异议人' }).expect(200)).body).toEqual({ identity: null });
    expect(await read(open)).toMatchObject({ identity: { name: '钟*德' }, identityDeletedOn: null });
    const kept = await service.look<{ id: string }>('select id from objection_sealed where identity_cipher is not null');
    expect(kept).toEqual([{ id: open }]);
    expect((await township.get(`/attachments/${scanAttachmentId}`).expect(200)).body.state).toBe('retracted');
    expect(await service.look(`select object_id from audit_log where action = 'objection.identity-deleted' order by object_id`)).toEqual(
      [id, written?.id].sort().map((object_id) => ({ object_id })),
    );
  });

  it('is not forgotten before the answer, nor put back, whoever writes to the database', async () => {
    const notice = await postNotice(service, cadre.principal);
    const { id } = await objected(service, notice.id, SAID);
    const write = (assignments: string) =>
      service.db.connection({ kind: 'system', name: 'scheduler' }, (client) =>
        client.query(`update objection_sealed set ${assignments} where id = $1`, [id]),
      );
    await expect(write('identity_cipher = null, identity_deleted_at = now()')).rejects.toThrow(/until the objection is answered/);
    await expect(write('identity_cipher = null')).rejects.toThrow(/does not change/);
    expect((await decideObjection(service, township, id, DISMISSED)).status).toBe(200);
    await write('identity_cipher = null, identity_deleted_at = now()');
    await expect(write('identity_deleted_at = null, identity_cipher = text_cipher')).rejects.toThrow(/does not change/);
  });
});
