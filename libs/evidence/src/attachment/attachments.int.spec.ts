import { randomUUID } from 'node:crypto';
import { sessionOf } from '@jingzhun/persistence';
import { officer, startEvidence, VILLAGE, type EvidenceService } from '../../test/evidence-service.js';
import { Attachments, type AttachmentRef } from '../index.js';
import { attachmentRow } from '../testing/index.js';

describe('attachments of a command', () => {
  let service: EvidenceService;
  let attachments: Attachments;
  const principal = officer();
  beforeAll(async () => {
    service = await startEvidence();
    attachments = service.app.get(Attachments);
  });
  afterAll(async () => service?.stop());

  const made = (place = VILLAGE): Promise<AttachmentRef> => attachmentRow(service.superuser, { place, at: service.clock.now() });
  const require_ = (ids: string[], on = { type: 'case', id: randomUUID() }, who = principal): Promise<AttachmentRef[]> =>
    service.db.transaction(sessionOf(who), (em) => attachments.require(em, ids, { on }));

  it('come in the order asked for, each once, and belong to the object from then on', async () => {
    const [a, b] = [await made(), await made()];
    const on = { type: 'case', id: randomUUID() };
    expect(await require_([b.id, a.id, b.id], on)).toEqual([b, a]);
    expect(await require_([a.id], on)).toEqual([a]);
    await expect(require_([a.id])).rejects.toMatchObject({ code: 'evidence.attachment-elsewhere' });
    await expect(require_([a.id], { ...on, type: 'loan' })).rejects.toMatchObject({ code: 'evidence.attachment-elsewhere' });
    const of = await service.db.connection(sessionOf(principal), (client) => attachments.of(client, on));
    expect(of.map(({ id }) => id).sort()).toEqual([a.id, b.id].sort());
  });

  it('of another area or unknown are not found, and then none is taken', async () => {
    const [own, other] = [await made(), await made('360781204206')];
    for (const missing of [other.id, randomUUID()])
      await expect(require_([own.id, missing])).rejects.toMatchObject({ code: 'evidence.attachment-not-found' });
    const { rows } = await service.superuser.query('select object_id from attachment where id = $1', [own.id]);
    expect(rows).toEqual([{ object_id: null }]);
  });

  it('that are still arriving say so', async () => {
    const id = randomUUID();
    await service.superuser.query(
      `insert into upload (id, village_code, audience, account_id, account_name, account_roles, account_area, file_name_cipher, bytes, stored_name, key_cipher, began_at, expires_at)
       values ($1, $2, 'area', $3, 'x', '{village-cadre}', $2, '\\x00', 10, $4, '\\x00', $5, $5)`,
      [id, VILLAGE, randomUUID(), randomUUID(), service.clock.now()],
    );
    await expect(require_([id])).rejects.toMatchObject({ code: 'evidence.attachment-unfinished' });
  });

  it('that were retracted are refused', async () => {
    const ref = await made();
    await service.superuser.query(
      `update attachment set retracted_at = $2, retracted_by = $3, retracted_by_name = 'x', retraction_reason = '传错' where id = $1`,
      [ref.id, service.clock.now(), randomUUID()],
    );
    await expect(require_([ref.id])).rejects.toMatchObject({ code: 'evidence.attachment-retracted' });
  });

  it('asked for by two commands at once belong to one of them', async () => {
    const refs = await Promise.all([made(), made()]);
    const ids = refs.map(({ id }) => id as string);
    const outcomes = await Promise.allSettled([require_(ids), require_([...ids].reverse()), require_(ids)]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it.each([
    ['content', `sha256 = repeat('b', 64)`],
    ['kind', `content_type = 'application/pdf'`],
    ['area', `village_code = '360781103206'`],
    ['audience', `audience = 'confirmers'`],
    ['object', `object_type = 'loan', object_id = 'other'`],
    ['retraction', `retraction_reason = 'other'`],
    ['retraction, taken back', `retracted_at = null, retracted_by = null, retracted_by_name = null, retraction_reason = null`],
  ])('stay what they are: the %s', async (_, change) => {
    const ref = await made();
    await require_([ref.id]);
    await service.superuser.query(
      `update attachment set retracted_at = $2, retracted_by = $3, retracted_by_name = 'x', retraction_reason = '传错' where id = $1`,
      [ref.id, service.clock.now(), randomUUID()],
    );
    await expect(service.superuser.query(`update attachment set ${change} where id = $1`, [ref.id])).rejects.toThrow(/stays what it is/);
  });

  it('are deleted by nobody', async () => {
    await expect(service.db.connection(sessionOf(principal), (client) => client.query('delete from attachment'))).rejects.toThrow(
      /permission denied/,
    );
  });
});
