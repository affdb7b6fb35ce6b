import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Clock, type Handle, newId, run } from '@jingzhun/persistence';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { copyLine, type CopyValue } from '../../import/checking/copy-text.js';
import type { Fact } from '../rules/fact.js';
import type { Bits } from '../rules/judge.js';
import { registerMask, SENSITIVE_REGISTERS } from '../rules/register-kind.js';
import type { Subject } from '../rules/subject.js';
import type { StoredBasis } from './basis-store.js';
import { packFacts } from './packed-facts.js';
import type { ReadSubject } from './read-subjects.js';
import type { SealedContent } from './sealed-content.js';
import type { NamesByRef, SealedNames } from './sealed-names.js';

export type ScreeningCause = 'submitted' | 'asked' | 'register' | 'match' | 'confirmation' | 'answer' | 'report' | 'run' | 'step';

export interface ScreeningOrder {
  readonly cause: ScreeningCause;
  readonly runId: string | null;
  readonly accountId: string | null;
}

export interface WrittenScreening {
  /** Null when it was one of many and the database gave it. */
  readonly id: string | null;
  readonly bits: Bits;
  readonly ranAt: Date;
}

const SENSITIVE_KINDS: readonly Fact['kind'][] = [...SENSITIVE_REGISTERS, 'report'];
const SENSITIVE_BITS = registerMask(SENSITIVE_REGISTERS);
export const isSensitive = ({ kind }: Fact): boolean => SENSITIVE_KINDS.includes(kind);

/** Columns of one row as it is handed over, with how the database reads them. */
const COLUMNS = {
  id: 'uuid',
  kind: 'text',
  subject_id: 'uuid',
  village_code: 'text',
  content_digest: 'text',
  veto: 'int',
  strict: 'int',
  unknown: 'int',
  answered: 'int',
  waiting: 'int',
  uncovered: 'int',
  reviewing: 'int',
  facts: 'text',
  confirmations: 'text',
  answers: 'text',
} as const;
const NAMES = Object.keys(COLUMNS);

/** `$1` basis · `$2` when · `$3` cause · `$4` run · `$5` account. Rows come without an id unless something lies sealed beside them. */
const insertFrom = (
  source: string,
): string => `insert into screening (id, subject_kind, subject_id, village_code, basis_id, ran_at, cause, run_id, account_id, content_digest,
    veto, strict, unknown, answered, waiting, uncovered, reviewing, facts, confirmations, answers)
  select coalesce(id, uuidv7()), kind, subject_id, village_code, $1::uuid, $2::timestamptz, $3, $4::uuid, $5::uuid, decode(content_digest, 'hex'),
    veto, strict, unknown, answered, waiting, uncovered, reviewing, facts::jsonb, confirmations::uuid[], answers::uuid[]
  from ${source}`;

const FROM_ARRAYS = insertFrom(
  `unnest(${Object.values(COLUMNS)
    .map((type, i) => `$${i + 6}::${type}[]`)
    .join(', ')}) as n(${NAMES.join(', ')})`,
);

const SEAL = `insert into screening_sealed (id, village_code, cipher) select id, village_code, decode(cipher, 'hex')
  from unnest($1::uuid[], $2::text[], $3::text[]) as n(id, village_code, cipher)`;

const nameInto = (
  table: 'screening_name' | 'screening_hidden_name',
): string => `insert into ${table} (id, village_code, cipher, made_at) select id, village_code, decode(cipher, 'hex'), $4::timestamptz
  from unnest($1::uuid[], $2::text[], $3::text[]) as n(id, village_code, cipher)`;

/** Columns of what is sealed beside judgements. */
type Seals = [ids: string[], villages: string[], ciphers: string[]];

function put([ids, villages, ciphers]: Seals, id: string, villageCode: string, cipher: Buffer): void {
  ids.push(id);
  villages.push(villageCode);
  ciphers.push(cipher.toString('hex'));
}

/** From here on COPY is faster than arrays. */
const MANY = 200;

/**
 * Judges subjects that were read and writes what came out: bits, facts, and what was confirmed; what is sensitive lies sealed beside it.
 * @returns bits in the order of the subjects
 */
export async function writeScreenings(
  handle: Handle,
  subjects: readonly ReadSubject[],
  { id: basisId, judge }: StoredBasis,
  order: ScreeningOrder,
  { clock, sealed, names }: { clock: Clock; sealed: SealedContent; names: SealedNames },
): Promise<WrittenScreening[]> {
  if (subjects.length === 0) return [];
  const ranAt = clock.now();
  const many = subjects.length > MANY && 'query' in handle;
  const written: WrittenScreening[] = [];
  const rows: CopyValue[][] = [];
  const seals: Seals = [[], [], []];
  const named: Seals = [[], [], []];
  const hiddenNamed: Seals = [[], [], []];
  const sensitive = sensitiveRules(judge);
  for (const one of subjects) {
    const bits = judge.bits(one.subject);
    const hidden = hiddenOf(one.subject);
    const called = namesOf(one.subject.facts.filter((fact) => !isSensitive(fact)));
    const hiddenCalled = hidden && namesOf(one.subject.facts.filter(isSensitive));
    const id = many && !hidden && !called ? null : newId(clock);
    written.push({ id, bits, ranAt });
    rows.push(rowOf(id, one, bits, sensitive));
    if (hidden && id) put(seals, id, one.villageCode, sealed.seal(id, hidden));
    if (called && id) put(named, id, one.villageCode, names.sealJudgement(id, called));
    if (hiddenCalled && id) put(hiddenNamed, id, one.villageCode, names.sealHidden(id, hiddenCalled));
  }
  const about = [basisId, ranAt, order.cause, order.runId, order.accountId];
  if (many) await copyRows(handle, rows, about);
  else await run(handle, FROM_ARRAYS, [...about, ...NAMES.map((_, column) => rows.map((row) => row[column]))]);
  if (seals[0].length > 0) await run(handle, SEAL, seals);
  if (named[0].length > 0) await run(handle, nameInto('screening_name'), [...named, ranAt]);
  if (hiddenNamed[0].length > 0) await run(handle, nameInto('screening_hidden_name'), [...hiddenNamed, ranAt]);
  return written;
}

async function copyRows(client: pg.ClientBase, rows: readonly CopyValue[][], about: readonly unknown[]): Promise<void> {
  const columns = Object.entries(COLUMNS).map(([name, type]) => `${name} ${type}`);
  await client.query(`create temporary table judged (${columns.join(', ')}) on commit drop`);
  await pipeline(Readable.from([Buffer.from(rows.map(copyLine).join(''))]), client.query(copyFrom('copy judged from stdin')));
  await client.query(insertFrom('judged'), [...about]);
  await client.query('drop table judged');
}

const sensitiveRules = ({ basis }: StoredBasis['judge']): number =>
  basis.ruleSet.rules.reduce((mask, rule, i) => (rule.sensitive ? mask | (1 << i) : mask), 0);

const rowOf = (
  id: string | null,
  { kind, id: subjectId, villageCode, contentDigest, subject }: ReadSubject,
  bits: Bits,
  sensitive: number,
): CopyValue[] => [
  id,
  kind,
  subjectId,
  villageCode,
  contentDigest,
  bits.veto,
  bits.strict,
  bits.unknown,
  bits.answered,
  bits.waiting | (bits.unknown & sensitive),
  subject.uncovered,
  subject.reviewing & ~SENSITIVE_BITS,
  factsOf(subject.facts),
  idsOf(subject.confirmations),
  idsOf(subject.answers),
];

function factsOf(facts: readonly Fact[]): string | null {
  const shown = facts.length === 0 ? facts : facts.filter((fact) => !isSensitive(fact));
  return shown.length === 0 ? null : JSON.stringify(packFacts(shown));
}

function hiddenOf({ facts, reviewing }: Subject): { facts: ReturnType<typeof packFacts>; reviewing: number } | undefined {
  const hidden = facts.filter(isSensitive);
  const bits = reviewing & SENSITIVE_BITS;
  return hidden.length > 0 || bits !== 0 ? { facts: packFacts(hidden), reviewing: bits } : undefined;
}

function namesOf(facts: readonly Fact[]): NamesByRef | undefined {
  const named = facts.flatMap(({ person }) => (person ? [[person.ref, person.name] as const] : []));
  return named.length === 0 ? undefined : Object.fromEntries(named);
}

const idsOf = (list: readonly { id: string }[]): string | null => (list.length === 0 ? null : `{${list.map(({ id }) => id).join(',')}}`);
