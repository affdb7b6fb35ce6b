import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { permissionsOf, ROLES, type Principal } from '@jingzhun/auth';
import { sessionOf } from '@jingzhun/persistence';
import { officer, startEvidence, VILLAGE, type EvidenceService } from '../../test/evidence-service.js';
import { Uploader } from '../../test/uploader.js';
import { CONFIRMING_ROLES } from '../evidence-tables.js';
import { Attachments, canonicalDigest, Signatures, type Audience } from '../index.js';
import { anyPicture, signingProof } from '../testing/index.js';

/** Who sees, reads and takes back what. */
describe('access to attachments', () => {
  let service: EvidenceService;
  let picture: Buffer;
  const as = (principal: Principal): Uploader => new Uploader(service, principal);
  const cadre = officer({ area: VILLAGE, roles: ['village-cadre'], name: '张三' });
  const colleague = officer({ area: VILLAGE, roles: ['village-cadre'] });
  const neighbour = officer({ area: '360781102209', roles: ['village-cadre'] });
  const township = officer();
  const otherTownship = officer({ area: '360781103' });
  const confirmer = officer({ area: '360781', roles: ['verification-officer'] });
  beforeAll(async () => {
    service = await startEvidence();
    picture = await anyPicture();
  });
  afterAll(async () => service?.stop());

  const uploaded = async (by: Principal, metadata: Record<string, string> = {}): Promise<string> =>
    (await as(by).upload(picture, metadata)).id;
  const statuses = (id: string, readers: Principal[]): Promise<[number, number][]> =>
    Promise.all(readers.map(async (who) => [(await as(who).read(id)).status, (await as(who).content(id)).status] as [number, number]));

  it('ends at the area: beyond it an attachment is as one that is not there', async () => {
    const id = await uploaded(cadre);
    expect(await statuses(id, [cadre, colleague, township, neighbour, otherTownship])).toEqual([
      [200, 200],
      [200, 200],
      [200, 200],
      [404, 404],
      [404, 404],
    ]);
    expect((await as(neighbour).retract(id)).body.code).toBe('evidence.attachment-not-found');
    for (const table of ['attachment', 'upload', 'signature', 'signature_content', 'signature_attachment', 'signature_void'])
      expect([table, (await service.db.pool.query(`select from ${table}`)).rowCount]).toEqual([table, 0]);
    const seen = await service.db.connection(sessionOf(neighbour), (client) => client.query('select from attachment'));
    expect(seen.rowCount).toBe(0);
  });

  it('of papers that name who objected ends above the village', async () => {
    const id = await uploaded(township, { place: VILLAGE, audience: 'aboveVillage' });
    expect(await statuses(id, [township, cadre, confirmer])).toEqual([
      [200, 200],
      [403, 403],
      [200, 200],
    ]);
    expect((await as(cadre).content(id)).bytes.toString()).toContain('evidence.attachment-not-for-you');
    expect((await as(cadre).retract(id)).body.code).toBe('evidence.attachment-not-for-you');
  });

  it('of police and health papers is for those who confirm them, and for who uploaded them', async () => {
    const id = await uploaded(cadre, { audience: 'confirmers' });
    expect(await statuses(id, [cadre, colleague, township, confirmer])).toEqual([
      [200, 200],
      [403, 403],
      [403, 403],
      [200, 200],
    ]);
  });

  it('is kept by the database: a raw connection as the role of the service sees what the session may read, whatever the statement', async () => {
    const made: [Audience, string][] = [
      ['area', await uploaded(township, { place: VILLAGE })],
      ['aboveVillage', await uploaded(township, { place: VILLAGE, audience: 'aboveVillage' })],
      ['confirmers', await uploaded(township, { place: VILLAGE, audience: 'confirmers' })],
    ];
    const client = new pg.Client({ connectionString: service.database.runtimeUrl });
    await client.connect();
    try {
      const seenBy = async (who: Partial<Record<'account' | 'roles' | 'system', string>>, area: string): Promise<string[]> => {
        await client.query('begin');
        const range = { area_from: area.padEnd(12, '0'), area_to: area.padEnd(12, '9') };
        for (const [name, value] of Object.entries({ account: randomUUID(), roles: '', system: '', ...who, ...range }))
          await client.query("select set_config('app.' || $1, $2, true)", [name, value]);
        const { rows } = await client.query<{ audience: string }>('select audience from attachment where id = any($1)', [
          made.map(([, id]) => id),
        ]);
        const { rowCount } = await client.query('update attachment set object_type = object_type where id = any($1)', [
          made.map(([, id]) => id),
        ]);
        await client.query('rollback');
        expect(rowCount).toBe(rows.length);
        return rows.map(({ audience }) => audience).sort();
      };
      expect(await seenBy({ roles: 'village-cadre' }, VILLAGE)).toEqual(['area']);
      expect(await seenBy({ roles: 'township-officer,county-officer' }, '360781102')).toEqual(['aboveVillage', 'area']);
      expect(await seenBy({ roles: 'leader,verification-officer' }, '360781')).toEqual(['aboveVillage', 'area', 'confirmers']);
      expect(await seenBy({ roles: 'verification-officer' }, '360781103')).toEqual([]);
      expect(await seenBy({ account: township.accountId }, '360781102')).toEqual(['aboveVillage', 'area', 'confirmers']);
      expect(await seenBy({ system: 'scheduler' }, '360781')).toEqual(['aboveVillage', 'area', 'confirmers']);
      expect(await seenBy({}, '360781')).toEqual(['aboveVillage', 'area']);
      expect((await client.query('select from attachment')).rowCount).toBe(0);
    } finally {
      await client.end();
    }
  });

  it('names the roles that the permission names', () => {
    expect(ROLES.filter((role) => permissionsOf([role]).includes('screening.sensitive'))).toEqual([...CONFIRMING_ROLES]);
  });

  it('taken back it is seen with the reason, read by nobody, relied on by no command', async () => {
    const id = await uploaded(cadre);
    expect((await as(colleague).retract(id)).body.code).toBe('evidence.not-your-attachment');
    service.clock.advance(3_600_000);
    const { status, body } = await as(cadre).retract(id, '照片拍成了邻居家');
    expect([status, body.state, body.retraction]).toEqual([
      200,
      'retracted',
      {
        at: service.clock.now().toISOString(),
        by: { id: cadre.accountId, name: '张三' },
        reason: '照片拍成了邻居家',
        contentDeleted: false,
      },
    ]);
    expect(await statuses(id, [cadre, township])).toEqual([
      [200, 410],
      [200, 410],
    ]);
    expect((await as(township).retract(id)).body.code).toBe('evidence.already-retracted');
    const attachments = service.app.get(Attachments);
    await expect(
      service.db.transaction(sessionOf(cadre), (em) => attachments.require(em, [id], { on: { type: 'case', id: 'x' } })),
    ).rejects.toMatchObject({ code: 'evidence.attachment-retracted' });
    const { rows } = await service.superuser.query(`select purpose from audit_log where object_id = $1 and action = 'attachment.retract'`, [
      id,
    ]);
    expect(rows).toEqual([{ purpose: '照片拍成了邻居家' }]);
  });

  it('its content goes after thirty days, unless a signature rests on it', async () => {
    const [free, signed] = [await uploaded(township), await uploaded(township)];
    const [attachments, signatures] = [service.app.get(Attachments), service.app.get(Signatures)];
    const subject = { type: 'case', id: 'of-the-signature', version: 1 };
    await service.db.transaction(sessionOf(township), async (em) => {
      const refs = await attachments.require(em, [signed], { on: subject });
      const proof = await signingProof(service.issuer, township, canonicalDigest({ a: 1 }, refs));
      const meaning = { zh: '同意', en: 'I agree' };
      await signatures.sign(em, {
        principal: township,
        subject,
        place: VILLAGE as never,
        meaning,
        content: { a: 1 },
        attachments: refs,
        proof,
      });
    });
    const before = service.files().length;
    for (const id of [free, signed]) expect((await as(township).retract(id)).status).toBe(200);
    expect((await as(township).read(signed)).body).toMatchObject({ signatures: 1, state: 'retracted' });
    service.clock.advance(29 * 86_400_000);
    await service.upkeep.kick();
    expect((await as(township).read(free)).body.retraction.contentDeleted).toBe(false);
    service.clock.advance(86_400_000);
    await service.upkeep.kick();
    expect((await as(township).read(free)).body.retraction.contentDeleted).toBe(true);
    expect((await as(township).read(signed)).body.retraction.contentDeleted).toBe(false);
    expect(service.files().length).toBeLessThan(before);
  });

  it('what a dead process left behind is finished or removed at the next round', async () => {
    const { writeFileSync, mkdirSync } = await import('node:fs');
    const { dirname, join } = await import('node:path');
    const folder = join(service.folder, 'data', 'finance');
    const before = service.files();
    const leftovers = [
      join(folder, 'uploads', 'ab'.repeat(16) + '.arriving'),
      join(folder, 'attachments', 'cd', 'cd'.repeat(16) + '.part'),
    ];
    for (const file of leftovers) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, 'left');
    }
    await service.upkeep.kick();
    expect(service.files()).toEqual(before);
  });
});
