import { registerHousehold, type MadeHousehold } from '../../test/household.factory.js';
import { importExtract } from '../../test/registers.js';
import { SealedNumbers } from '../household/sealed-numbers.js';
import { officer, startIdentification, type Caller, type Identification } from '../../test/service.js';
import { RegisterRetention } from './register-retention.js';

const DAY = 86_400_000;

describe('what registers said', () => {
  let service: Identification;
  let household: MadeHousehold;
  beforeAll(async () => {
    service = await startIdentification();
    household = await registerHousehold(service);
  });
  afterAll(async () => service?.stop());

  it('is deleted on the day of the policy and not before; the verdict keeps what it was made from', async () => {
    const [head] = household.members;
    const rows = [
      { name: head?.name ?? '', idNumber: head?.idNumber ?? '', class: '轿车' },
      { name: '另名', idNumber: head?.idNumber ?? '', class: '轿车' },
      { name: '坏行', idNumber: '123', class: '轿车' },
    ];
    const taken = await importExtract(service, { kind: 'vehicle', asOf: '2016-06-01', rows });
    // what only the confirming role reads; its own extract is of later
    const hidden = { name: head?.name ?? '', idNumber: head?.idNumber ?? '', class: '寻衅滋事', from: '2016-01-01' };
    await importExtract(service, { kind: 'police', asOf: '2016-06-10', rows: [hidden] });
    const [match] = await service.look<{ id: string }>('select id from register_match where import_id = $1', [taken.id]);
    const [decider, withdrawer] = [service.as(officer('360781102')), service.as(officer('360781102'))];
    await decider.post(`/register-matches/${match?.id}/decide`, { decision: 'same', reason: '本人承认' }).expect(200);
    await withdrawer.post(`/register-matches/${match?.id}/withdraw`, { reason: '核对错了人' }).expect(200);
    const retention = service.app.get(RegisterRetention, { strict: false });
    const left = async (): Promise<object[]> =>
      service.look(
        `select (select count(*)::int from register_entry where import_id = $1) as entries, (select count(*)::int from register_match where import_id = $1) as matches,
           (select count(*)::int from register_refusal where import_id = $1) as refusals,
           (select count(*)::int from register_match_withdrawal) as withdrawals, facts_deleted_at is null as kept from register_import where id = $1`,
        [taken.id],
      );
    const kept = { entries: 1, matches: 1, refusals: 1, withdrawals: 1, kept: true };
    // 400 days after 2016-06-01 is 2017-07-06
    service.clock.advance(Date.parse('2017-07-06T04:00:00Z') - service.clock.now().getTime());
    expect([await retention.deleteOld(), await left()]).toEqual([0, [kept]]);
    service.clock.advance(DAY);
    expect([await retention.deleteOld(), await left()]).toEqual([
      1,
      [{ entries: 0, matches: 0, refusals: 0, withdrawals: 0, kept: false }],
    ]);
    expect(await retention.deleteOld()).toBe(0);
    const township = service.as(officer('360781102'));
    const { body } = await township.get(`/households/${household.id}/screening`).expect(200);
    expect(body.rules[1]).toMatchObject({ rule: 'V2', result: 'veto', facts: [expect.objectContaining({ role: 'hit' })] });
    await township.post(`/households/${household.id}/screening`).expect(201);
    const anew = (await township.get(`/households/${household.id}/screening`).expect(200)).body;
    expect(anew.rules[1]).toMatchObject({ rule: 'V2', result: 'unknown', lacking: [expect.objectContaining({ why: 'missing' })] });
    expect(await service.look(`select detail ->> 'kind' as kind from audit_log where action = 'register.facts-deleted'`)).toEqual([
      { kind: 'vehicle' },
    ]);

    // names are forgotten by the day of the verdict: 400 days after it they stand, a day later they do not, hidden ones neither
    const names = (table: 'screening_name' | 'screening_hidden_name'): Promise<{ id: string; made_at: Date }[]> =>
      service.look(`select id, made_at from ${table} order by id`);
    const [named] = await names('screening_hidden_name');
    const confirmer = service.as(officer('360781', ['verification-officer']));
    const wordsOf = async (by: Caller, rule: string): Promise<string[]> =>
      (await by.get(`/screenings/${named?.id}`).expect(200)).body.rules
        .filter((one: { rule: string }) => one.rule === rule)
        .flatMap(({ facts }: { facts: { words: { zh: string } }[] }) => facts.map(({ words }) => words.zh));
    service.clock.advance((named?.made_at.getTime() ?? 0) + 400 * DAY - service.clock.now().getTime());
    await retention.deleteOld();
    expect([(await names('screening_name')).length > 0, (await names('screening_hidden_name')).length > 0]).toEqual([true, true]);
    expect(await wordsOf(township, 'V2')).toEqual([expect.stringContaining(`成员${head?.name}`)]);
    expect([await wordsOf(confirmer, 'V6'), await wordsOf(township, 'V6')]).toEqual([[expect.stringContaining(`成员${head?.name}`)], []]);
    service.clock.advance(DAY);
    await retention.deleteOld();
    const old = async (table: Parameters<typeof names>[0]): Promise<object[]> =>
      (await names(table)).filter(({ made_at: at }) => at.getTime() < (named?.made_at.getTime() ?? 0) + DAY);
    expect([await old('screening_name'), await old('screening_hidden_name')]).toEqual([[], []]);
    expect(await wordsOf(township, 'V2')).toEqual([expect.stringContaining('成员（姓名已到期删除）')]);
    expect(await wordsOf(confirmer, 'V6')).toEqual([expect.stringContaining('成员（姓名已到期删除）')]);
    const [sealed] = await service.look<{ cipher: Buffer }>('select cipher from screening_sealed where id = $1', [named?.id]);
    expect(service.app.get(SealedNumbers, { strict: false }).open('screeningSealed', named?.id ?? '', sealed!.cipher)).not.toContain(
      head?.name,
    );
  });
});
