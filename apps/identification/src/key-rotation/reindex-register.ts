import type pg from 'pg';
import type { BlindIndex, FieldCipher, IndexedValue } from '@jingzhun/vault';
import { CIPHER_PLACES } from '../household/sealed-numbers.js';

/** Every column that holds a blind index, beside the ciphertext it is made of. Staged rows of imports are asked to be gone before. */
export const INDEX_PLACES: readonly { kind: IndexedValue; place: { table: string; column: string }; index: string }[] = [
  { kind: 'idNumber', place: CIPHER_PLACES.idNumber, index: 'id_index' },
  { kind: 'phone', place: CIPHER_PLACES.phone, index: 'phone_index' },
  { kind: 'bankAccount', place: CIPHER_PLACES.bankAccount, index: 'bank_index' },
];

const BATCH = 5_000;
const NIL = '00000000-0000-0000-0000-000000000000';

/** Makes every index of the register anew, in the caller's transaction: no moment at which a search finds half of the rows. */
export async function reindexRegister(
  client: pg.ClientBase,
  { fields, index }: { fields: FieldCipher; index: BlindIndex },
  progress: (done: number) => void = () => undefined,
): Promise<number> {
  let done = 0;
  for (const target of INDEX_PLACES) {
    for (let after: string | undefined = NIL; after !== undefined;) {
      const batch: { count: number; last: string | undefined } = await reindexBatch(client, target, after, (plain, rowId) =>
        index.of(target.kind, fields.decrypt(plain, { ...target.place, rowId })),
      );
      done += batch.count;
      after = batch.last;
      progress(done);
    }
  }
  return done;
}

async function reindexBatch(
  client: pg.ClientBase,
  { place: { table, column }, index }: (typeof INDEX_PLACES)[number],
  after: string,
  indexOf: (cipher: Buffer, rowId: string) => Buffer,
): Promise<{ count: number; last: string | undefined }> {
  const { rows } = await client.query<{ id: string; cipher: Buffer }>(
    `select id, ${column} as cipher from ${table} where ${column} is not null and id > $1 order by id limit ${BATCH}`,
    [after],
  );
  await client.query(`update ${table} t set ${index} = n.value from unnest($1::uuid[], $2::bytea[]) as n(id, value) where t.id = n.id`, [
    rows.map(({ id }) => id),
    rows.map(({ id, cipher }) => indexOf(cipher, id)),
  ]);
  return { count: rows.length, last: rows.length === BATCH ? rows.at(-1)?.id : undefined };
}
