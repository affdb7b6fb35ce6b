import { parseIdNumber } from '@jingzhun/domain/id-number';
import type { BlindIndex, FieldCipher, IndexedValue } from '@jingzhun/vault';
import type pg from 'pg';
import { KEEP_MARKS } from '../household/number-marks.js';
import { CIPHER_PLACES } from '../household/sealed-numbers.js';

/** Columns beside the ciphertext they are made of. */
const BESIDE: readonly { kind: IndexedValue; place: { table: string; column: string }; index: string }[] = [
  { kind: 'phone', place: CIPHER_PLACES.phone, index: 'phone_index' },
  { kind: 'bankAccount', place: CIPHER_PLACES.bankAccount, index: 'bank_index' },
];
/** Tables that name a person by the index of the ID number; the number itself stands in some ciphertext of the register. */
const NAMING = [
  ...['person', 'application_person', 'survey_person'],
  // known to screening: members of the register and persons of applications, whose numbers lie there
  ...['screening_applicant', 'screening_person', 'register_entry', 'register_match'],
] as const;

/** Every column that holds a blind index. The catalogue test compares it with the database. */
export const INDEX_COLUMNS: readonly string[] = [
  ...BESIDE.map(({ place, index }) => `${place.table}.${index}`),
  ...NAMING.map((table) => `${table}.id_index`),
];
/** Those of imports that wait for release: asked to be gone before. */
export const STAGED_INDEX_COLUMNS: readonly string[] = [
  'import_household.bank_index',
  'import_member.id_index',
  'import_member.phone_index',
];

/** Not made anew: marks of confirmed facts are made of it, and must stay what they were. */
export const KEPT_INDEX_COLUMNS: readonly string[] = ['screening_person.mark_index'];

export interface ReindexKeys {
  fields: FieldCipher;
  before: BlindIndex;
  after: BlindIndex;
}

/** An index whose number is nowhere: nothing is changed. */
export class NumberNotFound extends Error {
  constructor(table: string, count: number) {
    super(
      `${table} 中有 ${count} 个索引找不到对应的证件号码，未作任何更改，请联系技术支持。` +
        `${table} holds ${count} indexes whose number is nowhere; nothing was changed. Ask the maintainers.`,
    );
    this.name = 'NumberNotFound';
  }
}

const BATCH = 5_000;
const NIL = '00000000-0000-0000-0000-000000000000';

/**
 * Makes every index of the register anew, in the caller's transaction: at no moment a search finds half of the rows.
 *
 * @returns how many were made
 * @throws NumberNotFound
 */
export async function reindexRegister(client: pg.ClientBase, keys: ReindexKeys): Promise<number> {
  await client.query(`select set_config('app.reindex', 'on', true)`);
  const before = await asEverybody(client);
  for (const sql of KEEP_MARKS) await client.query(sql);
  await client.query('create temporary table renewed (before bytea primary key, after bytea not null) on commit drop');
  for (const place of Object.values(CIPHER_PLACES)) await collectNumbers(client, keys, place);
  await client.query('analyze renewed');
  let made = 0;
  for (const table of NAMING) made += await renewNaming(client, table);
  for (const target of BESIDE) made += await renewBeside(client, keys, target);
  await client.query(PUT, [before.system, before.clearance]);
  return made;
}

const PUT = `select set_config('app.system', $1, true), set_config('app.clearance', $2, true)`;

/** What only screening itself and the confirming role may see is made anew as well. */
async function asEverybody(client: pg.ClientBase): Promise<{ system: string; clearance: string }> {
  const { rows } = await client.query<{ system: string; clearance: string }>(
    `select current_setting('app.system', true) as system, coalesce(current_setting('app.clearance', true), '') as clearance`,
  );
  await client.query(PUT, ['screening', 'sensitive']);
  return rows[0] ?? { system: '', clearance: '' };
}

async function collectNumbers(
  client: pg.ClientBase,
  { fields, before, after }: ReindexKeys,
  place: { table: string; column: string },
): Promise<void> {
  for await (const rows of ciphersOf(client, place)) {
    const numbers = new Set(rows.flatMap(({ id, cipher }) => idNumbersIn(fields.decrypt(cipher, { ...place, rowId: id }))));
    await client.query(`insert into renewed select * from unnest($1::bytea[], $2::bytea[]) on conflict do nothing`, [
      [...numbers].map((number) => before.of('idNumber', number)),
      [...numbers].map((number) => after.of('idNumber', number)),
    ]);
  }
}

async function renewNaming(client: pg.ClientBase, table: string): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    `select count(*) as n from ${table} t where not exists (select from renewed r where r.before = t.id_index)`,
  );
  if (rows[0]?.n) throw new NumberNotFound(table, rows[0].n);
  const { rowCount } = await client.query(`update ${table} t set id_index = r.after from renewed r where r.before = t.id_index`);
  return rowCount ?? 0;
}

async function renewBeside(
  client: pg.ClientBase,
  { fields, after }: ReindexKeys,
  { kind, place, index }: (typeof BESIDE)[number],
): Promise<number> {
  let made = 0;
  for await (const rows of ciphersOf(client, place)) {
    await client.query(
      `update ${place.table} t set ${index} = n.value from unnest($1::uuid[], $2::bytea[]) as n(id, value) where t.id = n.id`,
      [rows.map(({ id }) => id), rows.map(({ id, cipher }) => after.of(kind, fields.decrypt(cipher, { ...place, rowId: id })))],
    );
    made += rows.length;
  }
  return made;
}

async function* ciphersOf(
  client: pg.ClientBase,
  { table, column }: { table: string; column: string },
): AsyncGenerator<{ id: string; cipher: Buffer }[]> {
  for (let after = NIL; ;) {
    const { rows } = await client.query<{ id: string; cipher: Buffer }>(
      `select id, ${column} as cipher from ${table} where ${column} is not null and id > $1 order by id limit ${BATCH}`,
      [after],
    );
    if (rows.length > 0) yield rows;
    if (rows.length < BATCH) return;
    after = rows.at(-1)?.id ?? NIL;
  }
}

/** A ciphertext is a number, or a text or form in which numbers stand. */
export function idNumbersIn(text: string): string[] {
  const found: string[] = [];
  const look = (value: unknown): void => {
    if (typeof value === 'string') {
      const number = parseIdNumber(value);
      if (number.ok) found.push(number.value.idNumber18);
    } else if (typeof value === 'object' && value !== null) Object.values(value).forEach(look);
  };
  look(/^[[{]/.test(text) ? JSON.parse(text) : text);
  return found;
}
