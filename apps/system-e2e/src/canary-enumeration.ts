import { COLUMNS_WITHOUT_WORDS, FIELD_OF_COLUMN } from './canary-columns.js';
import { CANARY_FIELDS, HEAD_FIELDS, HOUSEHOLD_FIELDS, NOT_OF_THE_HOUSEHOLD } from './canary-fields.js';
import { fieldsOf, valuesAt, type OpenApi } from './fields-of-schema.js';
import { queryDatabase } from './find-in-databases.js';
import type { Officer } from './officer.js';

const IDENTIFICATION = '/api/identification/v1';

/** Asks the product what fields there are: a new one without a marker fails by its name. */
export async function everyFieldIsMarked(maker: Officer, data: string): Promise<void> {
  for (const [kind, fields] of [
    ['households', HOUSEHOLD_FIELDS],
    ['members', HEAD_FIELDS],
  ] as const) {
    const { text } = await maker.get(`${IDENTIFICATION}/imports/template.csv?sheet=${kind}`);
    const known = new Set(fields.map(({ title }) => title));
    const titles = text
      .replace(/[\ufeff*]/g, '')
      .trim()
      .split(',');
    expect(titles.length).toBeGreaterThan(30);
    expect([kind, titles.filter((title) => !known.has(title))]).toEqual([kind, []]);
  }
  const { body } = await maker.get('/api/identification/openapi.json');
  const shown = new Set(CANARY_FIELDS.map((field) => field.shown));
  const fields = fieldsOf(body as OpenApi, 'Household');
  expect(fields).toEqual(expect.arrayContaining(['incomes.wageFen', 'living.builtYear', 'members.facts.disabilityGrade']));
  expect(fields.filter((field) => !shown.has(field) && !NOT_OF_THE_HOUSEHOLD.some((one) => one.test(field)))).toEqual([]);
  const columns = await queryDatabase<{ column: string }>(
    data,
    'identification',
    `select table_name || '.' || column_name as column from information_schema.columns where table_name in ('household', 'person', 'member', 'household_income')`,
  );
  expect(columns.map(({ column }) => column).toSorted()).toEqual(Object.keys({ ...FIELD_OF_COLUMN, ...COLUMNS_WITHOUT_WORDS }).toSorted());
}

/** The register keeps what the page shows, column by column. @param page of the household, as answered */
export async function everyColumnIsFilled(data: string, householdId: string, page: unknown): Promise<void> {
  const rows = await queryDatabase<{ name: string; row: Record<string, unknown> }>(
    data,
    'identification',
    `select 'household' as name, to_jsonb(h) as row from household h where id = $1
     union all select 'member', to_jsonb(m) from member m where household_id = $1
     union all select 'person', to_jsonb(p) from person p join member m on m.person_id = p.id where m.household_id = $1
     union all select 'household_income', to_jsonb(i) from household_income i where household_id = $1`,
    [householdId],
  );
  for (const [column, field] of Object.entries(FIELD_OF_COLUMN)) {
    const [table, key] = column.split('.') as [string, string];
    const stored = rows.filter(({ name }) => name === table).map(({ row }) => row[key]);
    expect([column, stored]).toEqual([column, expect.arrayContaining(valuesAt(page, field))]);
  }
  // sealed, and not by being empty
  const household = rows.find(({ name }) => name === 'household')?.row;
  expect([household?.['phone_cipher'], household?.['bank_cipher']]).toEqual([expect.stringMatching(/^\\x/), expect.stringMatching(/^\\x/)]);
}
