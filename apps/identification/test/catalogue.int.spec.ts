import { HouseholdCategories } from '@jingzhun/domain/household-category';
import { HouseholdStatuses } from '@jingzhun/domain/household-status';
import { IdentificationStandards } from '@jingzhun/domain/identification-standard';
import { LEAVING } from '@jingzhun/domain/member-change';
import { PovertyCauses } from '@jingzhun/domain/poverty-cause';
import { RelationsToHead } from '@jingzhun/domain/relation-to-head';
import { createTestDatabase, type TestDatabase } from '@jingzhun/persistence/testing';
import { judgeRules, keptRules, type OutOfReach, type SharedCode } from '@jingzhun/service-shell/testing';
import pg from 'pg';
import { CaseKinds, CaseStates } from '../src/application/lifecycle/case-state.js';
import { TRANSITIONS } from '../src/application/lifecycle/lifecycle.js';
import { databaseRules } from '../src/database-rules.js';
import { definition } from '../src/mikro-orm.config.js';

/** What migrations wrote by hand is there: asked of the catalogue of a freshly migrated database. */
describe('schema', () => {
  let database: TestDatabase;
  let client: pg.Client;
  const ask = async <Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> =>
    (await client.query<Row & pg.QueryResultRow>(sql, values)).rows;

  beforeAll(async () => {
    database = await createTestDatabase(definition);
    client = new pg.Client({ connectionString: database.superuserUrl });
    await client.connect();
  });
  afterAll(async () => {
    await client?.end();
    await database?.drop();
  });

  it('row security is on and forced for every table with an area, and for persons', async () => {
    const tables = await ask<{ name: string; enabled: boolean; forced: boolean; policies: number }>(
      `select c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
         (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'public' and c.relkind in ('r', 'p') and (c.relname in ('person', 'sample') or exists (
         select from pg_attribute a where a.attrelid = c.oid and a.attname in ('village_code', 'area_code', 'place_code') and not a.attisdropped))`,
    );
    expect(tables.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        ...['household', 'household_history', 'household_income', 'member', 'person', 'correction', 'finding'],
        ...['notice', 'notice_proof', 'objection', 'objection_sealed', 'objection_finding', 'notice_task'],
        ...['notice_posting', 'notice_posting_line'],
        ...['register_import', 'register_match', 'register_refusal', 'screening', 'screening_subject', 'screening_confirmation'],
        ...['screening_withdrawal', 'screening_group_confirmation', 'screening_answer', 'screening_report', 'screening_sealed'],
        ...['screening_name', 'screening_hidden_name'],
      ]),
    );
    for (const { name, enabled, forced, policies } of tables)
      expect([name, enabled, forced, policies > 0]).toEqual([name, true, true, true]);
  });

  it('no runtime role owns a table, bypasses row security, may alter tables or change what is append-only', async () => {
    const roles = await ask<{ rolname: string; rolbypassrls: boolean; rolsuper: boolean }>(
      `select rolname, rolbypassrls, rolsuper from pg_roles where rolname in ('jz_identification', 'jz_identification_runtime')`,
    );
    expect(roles).toHaveLength(2);
    for (const role of roles) expect(role).toMatchObject({ rolbypassrls: false, rolsuper: false });
    expect(await ask(`select tablename from pg_tables where tableowner in ('jz_identification', 'jz_identification_runtime')`)).toEqual([]);
    const rights = await ask<{ table_name: string; privileges: string }>(
      `select table_name, string_agg(privilege_type, ',' order by privilege_type) as privileges from information_schema.role_table_grants
       where grantee = 'jz_identification_runtime' and table_name in ('household_history', 'household_income', 'audit_log') group by table_name`,
    );
    expect(rights.map(({ privileges }) => privileges)).toEqual(['INSERT,SELECT', 'INSERT,SELECT', 'INSERT,SELECT']);
    expect(
      await ask(`select table_name from information_schema.role_table_grants where grantee = 'jz_identification_runtime' and table_schema = 'public'
                 and privilege_type in ('TRUNCATE', 'TRIGGER', 'REFERENCES')`),
    ).toEqual([]);
  });

  it('triggers are there and refuse', async () => {
    const triggers = await ask<{ tgname: string }>('select tgname from pg_trigger where not tgisinternal');
    expect(triggers.map(({ tgname }) => tgname)).toEqual(
      expect.arrayContaining([
        'household_history_is_append_only',
        'household_income_is_append_only',
        'audit_log_is_append_only',
        'signature_is_append_only',
        'signature_attachment_is_append_only',
        'signature_void_is_append_only',
        'seal_key_is_append_only',
        'attachment_is_itself',
        'household_history_without_gaps',
        'correction_decided_once',
        'notice_text_stays',
        'notice_proof_is_append_only',
        'notice_proof_of_its_day',
        'notice_posting_is_append_only',
        'notice_posting_line_is_append_only',
        'notice_posting_one_sheet',
        'objection_decided_once',
        'objection_counted',
        'objection_sealed_unchanged',
        'objection_finding_unchanged',
        ...['screening', 'screening_basis', 'screening_confirmation', 'screening_withdrawal', 'screening_answer'].map(
          (table) => `${table}_is_append_only`,
        ),
        'survey_submission_stays',
        'survey_answers_stay',
        'survey_village_confirmation_is_append_only',
        'application_way_declared',
        'application_starts',
        'application_event_is_append_only',
        'application_event_nothing_skipped',
        'application_changed_with_its_event',
        'application_signature_kept',
        'meeting_concluded_once',
        'meeting_vote_used_once',
        'meeting_vote_after_a_lost_one',
        'meeting_corrected_with_its_revision',
        'meeting_counts_corrections',
        'meeting_revision_unchanged',
        'application_event_of_its_office',
        'sample_drawn_once',
        'sample_case_is_append_only',
        'visit_unchanged',
        'handbook_is_append_only',
        'take_over_decided_once',
        'household_by_its_case',
        'household_changed_by_its_case',
      ]),
    );
    const owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    try {
      await expect(owner.query('update household_history set reason = null')).rejects.toThrow(/append-only/);
      await expect(owner.query('delete from household_income')).rejects.toThrow(/append-only/);
      await expect(owner.query('truncate household_history')).rejects.toThrow(/append-only/);
      await expect(owner.query('delete from signature')).rejects.toThrow(/append-only/);
    } finally {
      await owner.end();
    }
  });

  it('a person belongs to one household at a time, and nobody who asks for memberships is sent to the index of that rule', async () => {
    const [one, other] = ['01890000-0000-7000-8000-000000000001', '01890000-0000-7000-8000-000000000002'];
    const join = (person: string, from: string, to: string | null): Promise<unknown> =>
      client.query(
        `insert into member (person_id, household_id, village_code, relation, valid_from, valid_to, manner)
         values ($1, gen_random_uuid(), '360781102208', '02', $2, $3, case when $3::date is not null then '01' end)`,
        [person, from, to],
      );
    await client.query('begin');
    try {
      // without the references to persons and households, which are not the question here
      await client.query(`set local session_replication_role = 'replica'`);
      await join(one, '2014-01-01', '2015-01-01');
      await join(one, '2015-01-01', null);
      await join(other, '2014-06-01', null);
      await client.query(`savepoint before; set local enable_seqscan = off`);
      const plan = JSON.stringify(await ask('explain select household_id from member where person_id = $1 and valid_to is null', [one]));
      expect(plan).toContain('Index');
      expect(plan).not.toContain('member_of_one_household_at_a_time');
      await expect(join(one, '2014-12-31', '2015-02-01')).rejects.toThrow(/member_of_one_household_at_a_time/);
      await client.query('rollback to before');
      await expect(join(other, '2016-01-01', null)).rejects.toThrow(/member_of_one_household_at_a_time/);
    } finally {
      await client.query('rollback');
    }
  });

  it.each([
    'member_of_one_household_at_a_time',
    'person_id_number_once',
    'household_number_once',
    'correction_maker_is_not_checker',
    'correction_withdrawn_by_maker',
    'division_one_validity_at_a_time',
    'household_cause_known',
    'member_relation_known',
    'survey_unit_household_once',
    'survey_answers_version_once',
    'survey_village_confirmation_by_two',
    'application_event_is_declared',
    'application_submitted_complete',
    'application_closed_completely',
    'meeting_vote_everybody_counted',
    'sample_keeps_its_commitment',
    'sample_large_enough',
    'take_over_by_two',
  ])('constraint %s is there', async (name) => {
    expect(await ask('select from pg_constraint where conname = $1 and convalidated', [name])).toHaveLength(1);
  });

  it.each([
    'member_one_head_at_a_time',
    'finding_open_once',
    'application_one_running_per_household',
    'application_person_in_one_running_case',
    'application_of_an_import_once',
    'sample_case_once_per_round',
    'take_over_once',
  ])('unique index %s is there', async (name) => {
    expect(await ask('select from pg_indexes where indexname = $1', [name])).toHaveLength(1);
  });

  it('knows the ways of a case that the table of transitions declares, and no other', async () => {
    const rows = await ask<{ way: string }>(`select step || ' ' || from_state || ' ' || to_state as way from application_way`);
    const declared = new Set(TRANSITIONS.map(({ step, from, to }) => `${step} ${from} ${to}`));
    expect(rows.map(({ way }) => way).sort()).toEqual([...declared].sort());
  });

  it('knows which of them belong to a township or a county, kind by kind', async () => {
    const rows = await ask<{ way: string }>(
      `select concat_ws(' ', kind, step, from_state, to_state, digits) as way from application_way_office`,
    );
    const DIGITS = { township: 9, county: 6 } as const;
    const declared = TRANSITIONS.flatMap(({ step, from, to, office, kinds = CaseKinds.codes }) =>
      office === 'township' || office === 'county' ? kinds.map((kind) => `${kind} ${step} ${from} ${to} ${DIGITS[office]}`) : [],
    );
    expect(rows.map(({ way }) => way).sort()).toEqual([...new Set(declared)].sort());
  });

  it.each([
    ['household_cause_known', PovertyCauses.codes],
    ['household_category_known', HouseholdCategories.codes],
    ['household_status_known', HouseholdStatuses.codes],
    ['household_standard_known', IdentificationStandards.codes],
    ['member_relation_known', RelationsToHead.codes],
    ['member_manner_known', LEAVING],
    ['application_state_known', CaseStates.codes],
    ['application_kind_known', CaseKinds.codes],
  ])('%s knows exactly the codes of the domain', async (name, codes) => {
    const [row] = await ask<{ text: string }>('select pg_get_constraintdef(oid) as text from pg_constraint where conname = $1', [name]);
    const quoted = [...(row?.text ?? '').matchAll(/'([^']+)'::text/g)].map(([, code]) => code);
    expect([...new Set(quoted)].sort()).toEqual([...codes].sort());
  });

  it('is said in words where a command meets it; every other rule has the reason why none can', async () => {
    const outOfReach: readonly OutOfReach[] = [
      {
        of: [
          ...[
            'application_event_position_positive',
            'application_version_positive',
            'household_history_version_positive',
            'household_version_positive',
          ],
          ...[
            'household_income_revision_positive',
            'person_version_positive',
            'survey_answers_version_positive',
            'index_key_only_one_check',
          ],
        ],
        because: 'versions and positions that the service counts; the one key of the index',
      },
      {
        of: [
          ...['register_match_sealed', 'register_match_keeps_no_fact_of_others', 'screening_applicant_sealed'],
          ...['screening_name_sealed_or_waiting', 'register_match_comes_sealed: the names of a match are kept sealed'],
          ...[
            'screening_applicant_comes_sealed: an applicant is kept sealed',
            'screening_name_comes_sealed: names of a judgement are kept sealed',
          ],
        ],
        because: 'the service seals names before it writes them: one that is written plain is a fault of the program',
      },
      {
        of: [
          ...['application_closed_completely', 'application_of_a_household', 'correction_decided_completely'],
          ...['duplicate_case_decided_completely', 'import_batch_failure_explained', 'register_import_failure_explained'],
          ...['register_import_taken_has_sequence', 'register_import_withdrawn_completely', 'register_match_decided_completely'],
          ...['survey_conflict_decided_completely', 'survey_round_closed_completely', 'survey_round_opened_completely'],
          ...['take_over_decided_completely', 'take_over_effective_when_confirmed', 'voter_roll_decided_completely'],
        ],
        because: 'a state and what belongs to it: one statement of the service writes both',
      },
      {
        of: [
          'application_submitted_complete',
          'meeting_eligible_source_known',
          'meeting_of_a_group',
          'survey_round_decider_changed_with_reason',
        ],
        because:
          'the request says it, or the service refuses the request by itself: a content with gaps, words of one list, a group with a group, a reason with a change',
      },
      { of: ['division_has_parent'], because: 'divisions come from the county pack, which names the parent of each but the county' },
      {
        of: ['application_digests_are_sha256'],
        because: 'digests that the service makes of what an application says',
      },
      {
        of: ['sample_keeps_its_commitment', 'sample_large_enough'],
        because: 'the service draws with the seed that it committed to, and rounds the share up',
      },
      { of: ['keep_but: rows of % stay as they are'], because: 'no command changes or deletes rows of these tables' },
    ];
    const shared: readonly SharedCode[] = [
      {
        code: 'JZ004',
        by: ['application_typed_by_uploader', 'application_waits_for_objections'],
        means: 'what was published, proved or answered stays as it is',
      },
      { code: 'JZ010', by: ['application_begins_as_draft', 'application_goes_its_way'], means: 'a case goes its way step by step' },
      {
        code: 'JZ011',
        by: ['application_equals_its_last_event', 'application_event_follows'],
        means: 'a step begins where the one before ended',
      },
      {
        code: 'JZ013',
        by: [
          ...['meeting_changes_by_version', 'meeting_keeps_what_it_said', 'meeting_revision_stays', 'meeting_stays_when_concluded'],
          ...['meeting_vote_is_used_once', 'visit_stays'],
        ],
        means: 'a record of a meeting or visit was corrected or concluded meanwhile',
      },
      {
        code: 'JZ043',
        by: ['voter_roll_group_is_entered_with_its_roll', 'voter_roll_is_decided_once'],
        means: 'a roll is decided once and does not change',
      },
    ];
    const kept = await keptRules(definition);
    expect(kept.length).toBeGreaterThan(400);
    const { said, ...wrong } = judgeRules(kept, databaseRules, outOfReach, shared);
    expect(wrong).toEqual({ silent: [], both: [], stale: [], faults: [], ambiguous: [] });
    expect(said).toBeGreaterThan(250);
  });
});
