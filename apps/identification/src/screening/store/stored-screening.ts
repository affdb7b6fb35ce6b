import type { PlainDate } from '@jingzhun/domain/plain-date';
import { run, type Handle } from '@jingzhun/persistence';
import { bitsOf, type Bits } from '../rules/judge.js';
import type { Answer, Confirmation, Subject } from '../rules/subject.js';
import type { BasisStore, StoredBasis } from './basis-store.js';
import { unpackFacts, type PackedFact } from './packed-facts.js';
import type { ScreeningCause } from './screening-rows.js';
import type { SealedContent } from './sealed-content.js';
import type { SealedNames } from './sealed-names.js';
import type { SubjectKind } from './subjects.sql.js';

/** A row of `screening`. */
export interface ScreeningRow {
  id: string;
  subject_kind: SubjectKind;
  subject_id: string;
  village_code: string;
  basis_id: string;
  ran_at: Date;
  cause: ScreeningCause;
  content_digest: string | null;
  veto: number;
  strict: number;
  unknown: number;
  answered: number;
  uncovered: number;
  reviewing: number;
  facts: PackedFact[] | null;
  confirmations: string[] | null;
  answers: string[] | null;
}

export const SCREENING_COLUMNS = `s.id, s.subject_kind, s.subject_id, s.village_code, s.basis_id, s.ran_at, s.cause, encode(s.content_digest, 'hex') as content_digest,
  s.veto, s.strict, s.unknown, s.answered, s.uncovered, s.reviewing, s.facts, to_jsonb(s.confirmations) as confirmations, to_jsonb(s.answers) as answers`;

export async function findLatest(handle: Handle, subjectId: string): Promise<ScreeningRow | undefined> {
  const [row] = await run<ScreeningRow>(
    handle,
    `select ${SCREENING_COLUMNS} from screening s where s.subject_id = $1::uuid order by s.sequence desc limit 1`,
    [subjectId],
  );
  return row && asRow(row);
}

/** The latest judgement of each, without what it was made from. */
export interface LatestBits extends Pick<ScreeningRow, 'veto' | 'strict' | 'unknown' | 'answered'> {
  readonly basisId: string;
  readonly contentDigest: string | null;
}

export async function findLatestBits(handle: Handle, subjectIds: readonly string[]): Promise<ReadonlyMap<string, LatestBits>> {
  const rows = await run<LatestBits & { id: string }>(
    handle,
    `select i.id, s.basis_id as "basisId", encode(s.content_digest, 'hex') as "contentDigest", s.veto, s.strict, s.unknown, s.answered
     from unnest($1::uuid[]) as i(id) cross join lateral (
       select * from screening where subject_id = i.id order by sequence desc limit 1) s`,
    [subjectIds],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

export const sameBits = (one: Pick<Bits, 'veto' | 'strict' | 'unknown' | 'answered'>, other: typeof one): boolean =>
  one.veto === other.veto && one.strict === other.strict && one.unknown === other.unknown && one.answered === other.answered;

export async function findScreening(handle: Handle, id: string): Promise<ScreeningRow | undefined> {
  const [row] = await run<ScreeningRow>(handle, `select ${SCREENING_COLUMNS} from screening s where s.id = $1::uuid`, [id]);
  return row && asRow(row);
}

// the unit of work hands over times as text
const asRow = (row: ScreeningRow): ScreeningRow => ({ ...row, ran_at: new Date(row.ran_at) });

/** What somebody wrote and showed with a confirmation or an answer. */
export interface WrittenNote {
  readonly note: string;
  readonly attachments: readonly string[];
}

interface ConfirmationRow {
  id: string;
  rule: string;
  result: Confirmation['result'];
  ground: string | null;
  marks: string[] | null;
  made_by_name: string;
  made_on: PlainDate;
  until: PlainDate;
  note: string | null;
  attachments: string[] | null;
}

export interface RebuiltScreening extends StoredBasis {
  readonly subject: Subject;
  /** By id of confirmation or answer; absent where it is not for the session. */
  readonly notes: ReadonlyMap<string, WrittenNote>;
}

/** Thrown when a stored judgement and what it is made from contradict each other: somebody tampered, or the program is wrong. */
export class JudgementDoesNotRecompute extends Error {
  constructor(id: string) {
    super(`judgement ${id} does not follow from what is stored with it`);
    this.name = 'JudgementDoesNotRecompute';
  }
}

/**
 * What a judgement was made from, as it was stored. A session without clearance gets it without what is sensitive; then the stored bits
 * are all that is known of those rules.
 * @throws JudgementDoesNotRecompute when the session sees everything and the bits differ
 */
export async function rebuild(
  handle: Handle,
  row: ScreeningRow,
  parts: { basis: BasisStore; sealed: SealedContent; names: SealedNames; cleared: boolean },
): Promise<RebuiltScreening> {
  const basis = await parts.basis.read(handle, row.basis_id);
  const confirmations = await readConfirmations(handle, row.confirmations ?? []);
  const answers = await readAnswers(handle, row.answers ?? []);
  const opened = await parts.sealed.open(handle, [
    row.id,
    ...confirmations.filter(({ ground }) => ground === null).map(({ id }) => id),
    ...answers.filter(({ marks }) => marks === null).map(({ id }) => id),
  ]);
  const hidden = opened.get(row.id);
  const names = row.facts?.some(([, , , , , ref]) => ref !== null) ? await parts.names.ofJudgement(handle, row.id) : {};
  const hiddenNames = hidden?.facts?.length ? await parts.names.ofHidden(handle, row.id) : {};
  const subject: Subject = {
    facts: [...unpackFacts(row.facts ?? [], names), ...unpackFacts(hidden?.facts ?? [], hiddenNames)],
    uncovered: row.uncovered,
    reviewing: row.reviewing | (hidden?.reviewing ?? 0),
    confirmations: confirmations.map((one) => confirmationOf(one, opened.get(one.id))),
    answers: answers.map((one) => ({
      id: one.id,
      rule: one.rule,
      marks: one.marks ?? opened.get(one.id)?.marks ?? [],
      byName: one.made_by_name,
      on: one.made_on,
    })),
  };
  const notes = new Map<string, WrittenNote>();
  for (const { id, note, attachments } of [...confirmations, ...answers]) {
    const text = note ?? opened.get(id)?.note;
    if (text !== undefined) notes.set(id, { note: text, attachments: attachments ?? opened.get(id)?.attachments ?? [] });
  }
  if (parts.cleared) {
    const { veto, strict, unknown, answered } = bitsOf(basis.judge.outcomes(subject));
    if (veto !== row.veto || strict !== row.strict || unknown !== row.unknown || answered !== row.answered)
      throw new JudgementDoesNotRecompute(row.id);
  }
  return { ...basis, subject, notes };
}

const confirmationOf = (row: ConfirmationRow, opened: { ground?: string; marks?: string[] } | undefined): Confirmation => ({
  id: row.id,
  rule: row.rule,
  ground: row.ground ?? opened?.ground ?? '',
  result: row.result,
  marks: row.marks ?? opened?.marks ?? [],
  byName: row.made_by_name,
  on: row.made_on,
  until: row.until,
});

async function readConfirmations(handle: Handle, ids: readonly string[]): Promise<ConfirmationRow[]> {
  if (ids.length === 0) return [];
  return run<ConfirmationRow>(
    handle,
    `select id, rule, result, ground, to_jsonb(marks) as marks, made_by_name, (made_at at time zone 'Asia/Shanghai')::date::text as made_on,
       until::text as until, note, to_jsonb(attachments) as attachments
     from screening_confirmation where id = any ($1::uuid[]) order by sequence`,
    [ids],
  );
}

type AnswerRow = Omit<Answer, 'marks' | 'byName' | 'on'> & {
  marks: string[] | null;
  made_by_name: string;
  made_on: PlainDate;
  note: string | null;
  attachments: string[] | null;
};

async function readAnswers(handle: Handle, ids: readonly string[]): Promise<AnswerRow[]> {
  if (ids.length === 0) return [];
  return run<AnswerRow>(
    handle,
    `select id, rule, to_jsonb(marks) as marks, made_by_name, (made_at at time zone 'Asia/Shanghai')::date::text as made_on,
       reason as note, to_jsonb(attachments) as attachments
     from screening_answer where id = any ($1::uuid[]) order by sequence`,
    [ids],
  );
}
