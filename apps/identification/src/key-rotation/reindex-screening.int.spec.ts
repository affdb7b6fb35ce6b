import { BlindIndex, Vault } from '@jingzhun/vault';
import { memoryKeyRing } from '@jingzhun/vault/testing';
import { asOwner } from '../../test/as-owner.js';
import { registerHousehold, type MadeHousehold } from '../../test/household.factory.js';
import { importExtract, settled } from '../../test/registers.js';
import { officer, startIdentification, type Identification } from '../../test/service.js';
import { reindexRegister } from './reindex-register.js';

const township = officer('360781102', ['township-officer']);
const county = officer('360781', ['county-officer']);

describe('a new index key while registers and screenings are held', () => {
  let service: Identification;
  beforeAll(async () => {
    service = await startIdentification();
  });
  afterAll(async () => service?.stop());

  it('finds the same persons in what is held, and what a fact was confirmed by stays the same', async () => {
    const household = await registerHousehold(service, { villageCode: '360781102208' });
    const [head, second] = household.members as [MadeHousehold['members'][number], MadeHousehold['members'][number]];
    const extract = (asOf: string): ReturnType<typeof importExtract> =>
      importExtract(service, {
        kind: 'vehicle',
        asOf,
        rows: [
          { name: head.name, idNumber: head.idNumber, class: '农用三轮车', from: '2014-02-03' },
          { name: '钟写错', idNumber: second.idNumber, class: '小型轿车', from: '2014-02-03' },
        ],
      });
    const latest = async (): Promise<{ veto: number; strict: number; unknown: number; facts: unknown }> => {
      const rows = await service.look<{ veto: number; strict: number; unknown: number; facts: unknown }>(
        'select veto, strict, unknown, facts from screening where subject_id = $1 order by sequence desc limit 1',
        [household.id],
      );
      return rows[0]!;
    };
    expect((await extract('2016-06-01')).counts).toMatchObject({ matched: 1, unsure: 1 });
    const { body: matches } = await service.as(township).get('/register-matches').expect(200);
    await service
      .as(township)
      .post(`/register-matches/${matches.items[0].id}/decide`, { decision: 'same', reason: '与派出所核对一致' })
      .expect(200);
    const before = await latest();

    const vault = service.app.get(Vault, { strict: false });
    const keys = vault.index;
    const after = new BlindIndex(memoryKeyRing());
    const made = await asOwner(service, (client) => reindexRegister(client, { fields: vault.fields, before: keys, after }));
    Object.assign(vault, { index: after });
    expect(made).toBeGreaterThan(5);
    const known = [head, second].map(({ idNumber }) => after.of('idNumber', idNumber));
    for (const table of ['register_entry', 'register_match', 'screening_person'])
      expect([table, await service.look(`select from ${table} where not (id_index = any ($1))`, [known])]).toEqual([table, []]);

    await service.as(county).post('/screening-runs', {}).expect(202);
    await settled(service);
    expect(await latest()).toEqual(before);
  });
});
