import { type Clock, type Handle, newId, run } from '@jingzhun/persistence';
import type { Fact } from '../rules/fact.js';
import type { Bits } from '../rules/judge.js';
import { registerMask, SENSITIVE_REGISTERS } from '../rules/register-kind.js';
import type { Subject } from '../rules/subject.js';
import type { StoredBasis } from './basis-store.js';
import { packFacts } from './packed-facts.js';
import type { ReadSubject } from './read-subjects.js';
import type { SealedContent } from './sealed-content.js';

export type ScreeningCause = 'submitted' | 'asked' | 'register' | 'match' | 'confirmation' | 'answer' | 'report' | 'run';

export interface ScreeningOrder {
  readonly cause: ScreeningCause;
  readonly runId: string | null;
  readonly accountId: string | null;
}

export interface WrittenScreening {
  readonly id: string;
  readonly bits: Bits;
}

const SENSITIVE_KINDS: readonly Fact['kind'][] = [...SENSITIVE_REGISTERS, 'report'];
const SENSITIVE_BITS = registerMask(SENSITIVE_REGISTERS);
export const isSensitive = ({ kind }: Fact): boolean => SENSITIVE_KINDS.includes(kind);

const INSERT = `insert into screening (id, subject_kind, subject_id, village_code, basis_id, ran_at, cause, run_id, account_id, content_digest,
    veto, strict, unknown, answered, waiting, uncovered, reviewing, facts, confirmations, answers)
  select id, kind, subject_id, village_code, $1::uuid, $2::timestamptz, $3, $4::uuid, $5::uuid, decode(content_digest, 'hex'),
    veto, strict, unknown, answered, waiting, uncovered, reviewing, facts::jsonb, confirmations::uuid[], answers::uuid[]
  from unnest($6::uuid[], $7::text[], $8::uuid[], $9::text[], $10::text[], $11::int[], $12::int[], $13::int[], $14::int[], $15::int[], $16::int[],
    $17::int[], $18::text[], $19::text[], $20::text[])
    as n(id, kind, subject_id, village_code, content_digest, veto, strict, unknown, answered, waiting, uncovered, reviewing, facts, confirmations, answers)`;

const SEAL = `insert into screening_sealed (id, village_code, cipher) select id, village_code, decode(cipher, 'hex')
  from unnest($1::uuid[], $2::text[], $3::text[]) as n(id, village_code, cipher)`;

/** Judges subjects that were read and writes what came out: bits, facts, and what was confirmed; what is sensitive lies sealed beside it. */
export async function writeScreenings(
  handle: Handle,
  subjects: readonly ReadSubject[],
  { id: basisId, judge }: StoredBasis,
  order: ScreeningOrder,
  { clock, sealed }: { clock: Clock; sealed: SealedContent },
): Promise<WrittenScreening[]> {
  if (subjects.length === 0) return [];
  const at = clock.now();
  const sensitive = judge.basis.ruleSet.rules.reduce((mask, rule, i) => (rule.sensitive ? mask | (1 << i) : mask), 0);
  const written: WrittenScreening[] = [];
  const columns: unknown[][] = Array.from({ length: 15 }, () => []);
  const seals: [string[], string[], string[]] = [[], [], []];
  for (const { kind, id: subjectId, villageCode, contentDigest, subject } of subjects) {
    const id = newId(clock);
    const bits = judge.bits(subject);
    written.push({ id, bits });
    const row = [
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
    for (let i = 0; i < row.length; i += 1) (columns[i] as unknown[]).push(row[i]);
    const hidden = hiddenOf(subject);
    if (hidden) {
      seals[0].push(id);
      seals[1].push(villageCode);
      seals[2].push(sealed.seal(id, hidden).toString('hex'));
    }
  }
  await run(handle, INSERT, [basisId, at, order.cause, order.runId, order.accountId, ...columns]);
  if (seals[0].length > 0) await run(handle, SEAL, seals);
  return written;
}

function factsOf(facts: readonly Fact[]): string | null {
  const shown = facts.length === 0 ? facts : facts.filter((fact) => !isSensitive(fact));
  return shown.length === 0 ? null : JSON.stringify(packFacts(shown));
}

function hiddenOf({ facts, reviewing }: Subject): { facts: ReturnType<typeof packFacts>; reviewing: number } | undefined {
  const hidden = facts.filter(isSensitive);
  const bits = reviewing & SENSITIVE_BITS;
  return hidden.length > 0 || bits !== 0 ? { facts: packFacts(hidden), reviewing: bits } : undefined;
}

const idsOf = (list: readonly { id: string }[]): string | null => (list.length === 0 ? null : `{${list.map(({ id }) => id).join(',')}}`);
