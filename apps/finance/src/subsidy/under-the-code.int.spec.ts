import { sessionOf, run } from '@jingzhun/persistence';
import { randomUUID } from 'node:crypto';
import { fundAndScheme, reached, read, subsidyOffice, type SubsidyOffice } from '../../test/subsidy.factory.js';
import { startFinance, type Finance } from '../../test/service.js';

/** The database says no by itself, to the service's own role and with the code out of the way. */
describe('subsidies under the code', () => {
  let finance: Finance;
  let people: SubsidyOffice;

  beforeAll(async () => {
    finance = await startFinance();
    people = subsidyOffice(finance);
    await fundAndScheme(people);
  });
  afterAll(async () => finance?.stop());

  const attempt = (sql: string, values: unknown[] = [], by = people.bureau.principal): Promise<unknown> =>
    finance.db
      .connection(sessionOf(by), (client) => run(client, sql, values))
      .then(
        () => 'done',
        (error: { code?: string; constraint?: string }) => error.constraint ?? error.code,
      );
  const event = (id: string, step: string, from: string, to: string, actor: string): Promise<unknown> =>
    attempt(
      `insert into subsidy_event (id, application_id, position, village_code, content_version, step, from_state, to_state, actor_id, actor_name, at, inputs, policy_parameter_ids)
       select $1, a.id, (select max(position) + 1 from subsidy_event e where e.application_id = a.id), a.village_code, a.content_version, $3, $4, $5, $6, '某人', $7, '{}', '{}'
       from subsidy_application a where a.id = $2`,
      [randomUUID(), id, step, from, to, actor, finance.clock.now().toISOString()],
    );

  it('approves nothing whose notice still hangs, and nothing that was not worked out', async () => {
    const id = await reached(finance, people, 'post');
    const approve = `update subsidy_application set state = 'approved', approved_by = $2, approved_at = $3, version = version + 1 where id = $1`;
    const at = finance.clock.now().toISOString();
    expect(await attempt(`update subsidy_application set state = 'noticeClosed', version = version + 1 where id = $1`, [id])).toBe('done');
    expect(await attempt(approve, [id, randomUUID(), at])).toBe('JZ017');
    expect(await attempt(`update subsidy_application set state = 'paid', version = version + 1 where id = $1`, [id])).toBe('JZ014');
    const closed = await reached(finance, people, 'close');
    const today = finance.clock.now().toISOString();
    expect(
      await attempt(approve.replace('approved_by = $2', 'approved_by = $2, amount_fen = amount_fen + 1'), [closed, randomUUID(), today]),
    ).toBe('JZ017');
    expect(await attempt(approve, [closed, people.clerk.principal.accountId, today])).toBe('subsidy_application_enters_is_not_approves');
    expect(await attempt(approve, [closed, randomUUID(), today])).toBe('JZ025');
  });

  it('lets nobody do two things that two must do', async () => {
    const id = await reached(finance, people, 'measure');
    const { accountId } = people.inspector.principal;
    expect(await event(id, 'accept', 'measured', 'accepted', accountId)).toBe('JZ015');
    expect(await event(id, 'accept', 'measured', 'accepted', people.clerk.principal.accountId)).toBe('JZ015');
    expect(
      await attempt('update subsidy_acceptance set confirmed_by = measured_by, confirmed_at = measured_at where application_id = $1', [id]),
    ).toBe('subsidy_acceptance_by_two');
    const closed = await reached(finance, people, 'close');
    for (const who of [people.clerk, people.secondClerk, people.inspector, people.secondInspector, people.bureau])
      expect(await event(closed, 'approve', 'noticeClosed', 'approved', who.principal.accountId)).toBe('JZ015');
    expect(await event(closed, 'approve', 'accepted', 'approved', randomUUID())).toBe('JZ014');
    expect(await event(closed, 'pay', 'noticeClosed', 'paid', randomUUID())).toBe('subsidy_event_declared');
  });

  it('keeps the caps, the history and what was granted', async () => {
    const id = await reached(finance, people, 'grant', { product: 'curingBarn', quantity: 1 });
    const more = `insert into subsidy_grant select $2, $3, round_id, scheme_code, household_id, village_code, product, stage, quantity, computed_fen, counted_quantity, amount_fen, cuts, earlier
      from subsidy_grant where application_id = $1 and voided_at is null`;
    const other = await reached(finance, people, 'accept');
    expect(await attempt(more, [id, randomUUID(), other])).toBe('JZ016');
    expect(await attempt('update subsidy_grant set amount_fen = 1 where application_id = $1', [id])).toBe('42501');
    expect(
      await attempt('update subsidy_grant set voided_at = $2 where application_id = $1', [id, finance.clock.now().toISOString()]),
    ).toBe('done');
    expect(await attempt('update subsidy_grant set voided_at = null where application_id = $1', [id])).toBe('JZ091');
    expect(await attempt('delete from subsidy_event where application_id = $1', [id])).toBe('42501');
    expect(await attempt('update subsidy_scheme set batch_cap_fen = 1')).toBe('42501');
    expect((await read(people, id)).events).toHaveLength(5);
  });

  it('carries over what a batch left of an approved part and nothing else, and pays no more than the cap in one batch', async () => {
    const id = await reached(finance, people, 'approve', { product: 'curingBarn', quantity: 2 });
    const { parts, householdId } = await read(people, id);
    const rest: string = parts[1].id;
    const invented = (parts_: object) =>
      attempt(
        `insert into subsidy_application (id, scheme_code, year, household_id, household_number, head_name, member_count, village_code, product, stage, quantity, parcel, content_version, state,
           state_since, entered_by, entered_by_name, entered_at, accepted_quantity, parcel_village, parcel_key, rest_of, rest_after, rest_fen)
         select $1, scheme_code, year, household_id, household_number, head_name, member_count, village_code, product, stage, quantity, parcel, content_version, 'accepted',
           state_since, entered_by, entered_by_name, entered_at, accepted_quantity, parcel_village, parcel_key, id, $3::uuid, $4 from subsidy_application where id = $2`,
        [randomUUID(), ...Object.values({ of: id, after: id, fen: 500_000, ...parts_ })],
      );
    expect(await invented({})).toBe('subsidy_application_one_rest');
    expect(await invented({ fen: 500_001 })).toBe('JZ101');
    expect(await invented({ of: rest, after: rest })).toBe('JZ101');
    const whole = await reached(finance, people, 'approve', { product: 'curingBarn', quantity: 1 });
    expect(await invented({ of: whole, after: whole })).toBe('JZ101');
    expect(await attempt('update subsidy_application set rest_fen = 1, version = version + 1 where id = $1', [rest])).toBe('JZ101');
    expect(await attempt(`update subsidy_application set state = 'applied', version = version + 1 where id = $1`, [rest])).toBe(
      'subsidy_application_rest_complete',
    );
    const { body: batch } = await people.bureau
      .post('/payment-batches', { title: '一批', benefit: 'rewardSubsidy', fundCode: 'industry-2015' })
      .expect(201);
    await people.bureau
      .post(`/payment-batches/${batch.id}/payments`, { causeType: 'subsidy-application', causeIds: [id] }, batch.version)
      .expect(200);
    expect(
      await attempt(
        `insert into payment (id, batch_id, household_id, village_code, household_number, head_name, amount_fen, cause_type, cause_id, decided_by, added_by, state, changed_at)
         select $1, $2, $3, village_code, household_number, head_name, 500000, 'subsidy-application', $4, decided_by, added_by, 'prepared', changed_at from payment where cause_id = $5`,
        [randomUUID(), batch.id, householdId, rest, id],
      ),
    ).toBe('JZ100');
  });

  it('shows a village its own applications only, whatever the statement', async () => {
    const id = await reached(finance, people, 'accept');
    const elsewhere = { ...people.clerk.principal, area: '360781103206' as never };
    const rows = await Promise.all(
      ['subsidy_application', 'subsidy_event', 'subsidy_evidence', 'subsidy_acceptance', 'subsidy_grant'].map((table) =>
        finance.db.connection(sessionOf(elsewhere), (client) => run(client, `select from ${table}`)),
      ),
    );
    expect(rows.flat()).toEqual([]);
    expect((await finance.as(elsewhere).get(`/subsidy-applications/${id}`)).body.code).toBe('subsidy.application-not-found');
  });
});
