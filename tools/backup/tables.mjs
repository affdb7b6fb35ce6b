import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { Transform } from 'node:stream';
import { createGunzip, createGzip } from 'node:zlib';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';

const quoted = (name) => `"${name.replaceAll('"', '""')}"`;

/** Every table that holds rows (partitions one by one), with the columns that can be written. */
export async function tablesOf(client) {
  const { rows } = await client.query(
    `select n.nspname as schema, c.relname as name,
            array_agg(a.attname::text order by a.attnum) filter (where a.attgenerated = '') as columns,
            coalesce(array_agg(a.attname::text order by a.attnum) filter (where a.atttypid = 'xid8'::regtype), '{}') as "transactionColumns"
     from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
     where c.relkind = 'r' and c.relpersistence = 'p' and a.attnum > 0 and not a.attisdropped
       and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg_toast%'
     group by 1, 2 order by 1, 2`,
  );
  return rows;
}

/** Where every sequence stands. */
export async function sequencesOf(client) {
  const { rows } = await client.query('select schemaname as schema, sequencename as name from pg_sequences order by 1, 2');
  const result = [];
  for (const { schema, name } of rows) {
    const at = await client.query(`select last_value::text as value, is_called as called from ${quoted(schema)}.${quoted(name)}`);
    result.push({ schema, name, ...at.rows[0] });
  }
  return result;
}

const copyStatement = ({ schema, name, columns }, rest) =>
  `copy ${quoted(schema)}.${quoted(name)} (${columns.map(quoted).join(', ')}) ${rest}`;

/** Counts the rows (lines of COPY's text format) and hashes the bytes that pass. */
function meter() {
  const hash = createHash('sha256');
  const stream = new Transform({
    transform(chunk, _encoding, done) {
      hash.update(chunk);
      for (let i = chunk.indexOf(10); i >= 0; i = chunk.indexOf(10, i + 1)) stream.rows += 1;
      done(null, chunk);
    },
  });
  stream.rows = 0;
  stream.digest = () => hash.digest('hex');
  return stream;
}

/** Writes one table to a compressed file; returns its rows and the digest of the uncompressed text. */
export async function writeTable(client, table, file) {
  const counted = meter();
  await pipeline(client.query(copyTo(copyStatement(table, 'to stdout'))), counted, createGzip(), createWriteStream(file, { mode: 0o600 }));
  return { rows: counted.rows, sha256: counted.digest() };
}

/** Reads a file of `writeTable` into the table. */
export async function loadTable(client, table, file) {
  await pipeline(createReadStream(file), createGunzip(), client.query(copyFrom(copyStatement(table, 'from stdin'))));
}

/** Rows and digest of a table as it stands, in the same form as `writeTable`. */
export async function measureTable(client, table) {
  const counted = meter();
  counted.resume();
  await pipeline(client.query(copyTo(copyStatement(table, 'to stdout'))), counted);
  return { rows: counted.rows, sha256: counted.digest() };
}

/** Rows and digest of a written file. */
export async function measureFile(file) {
  const counted = meter();
  counted.resume();
  await pipeline(createReadStream(file), createGunzip(), counted);
  return { rows: counted.rows, sha256: counted.digest() };
}

export const nameOf = ({ schema, name }) => `${quoted(schema)}.${quoted(name)}`;
