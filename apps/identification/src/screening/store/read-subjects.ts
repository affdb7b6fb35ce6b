import type { PlainDate } from '@jingzhun/domain/plain-date';
import { run, type Handle } from '@jingzhun/persistence';
import type { DeclaredFacts } from '../applicant-subject.js';
import type { Fact } from '../rules/fact.js';
import type { Judge } from '../rules/judge.js';
import { registerBit, type RegisterKind } from '../rules/register-kind.js';
import type { Answer, Subject } from '../rules/subject.js';
import { markOf } from './packed-facts.js';
import type { Applicant, SealedApplicants } from './sealed-applicants.js';
import type { SealedContent } from './sealed-content.js';
import { readConfirmations } from './read-confirmations.js';
import { ANSWERS, entriesSql, REPORTS, reviewingSql, scopeSql, SUBJECTS, type SubjectKind } from './subjects.sql.js';

export interface ReadSubject {
  readonly kind: SubjectKind;
  readonly id: string;
  readonly villageCode: string;
  /** Hex. */
  readonly contentDigest: string | null;
  readonly subject: Subject;
}

/** What is asked for: some by id, or the next ones in the order of ids. */
export type SubjectSelection = { readonly ids: readonly string[] } | { readonly after: string; readonly most: number };

export interface ReadingParts {
  readonly judge: Judge;
  readonly sealed: SealedContent;
  readonly applicants: SealedApplicants;
  /** Sealed confirmations are opened where facts ask for it; for an explanation at hand, all are. */
  readonly open: 'needed' | 'all';
  /** Born on or before this day counts for the sign of absence; where and how many months a year. */
  readonly absence: { readonly bornBy: PlainDate; readonly workPlaces: readonly string[]; readonly months: number };
}

interface ScopeRow {
  id: string;
  village_code: string;
  content_digest: string | null;
  declared: DeclaredFacts | null;
  resettlement: boolean;
  since: number | null;
  away: boolean;
}

interface EntryRow {
  subject_id: string;
  ref: string;
  /** Null of an applicant. */
  name: string | null;
  /** Stays the same under another index key. */
  id_mark: string;
  kind: RegisterKind;
  class: string;
  place: string | null;
  valid_from: PlainDate | null;
  valid_to: PlainDate | null;
  row: number;
}

/** Everything a judgement looks at, set by set. Works as screening itself: see `asScreening`. */
export async function readSubjects(
  handle: Handle,
  kind: SubjectKind,
  which: SubjectSelection,
  parts: ReadingParts,
): Promise<ReadSubject[]> {
  const { judge, absence } = parts;
  const sql = SUBJECTS[kind];
  const asked = 'ids' in which ? [which.ids, null, which.ids.length] : [null, which.after, which.most];
  const scope = await run<ScopeRow>(handle, scopeSql(sql), [...asked, absence.bornBy, absence.workPlaces, absence.months]);
  if (scope.length === 0) return [];
  const ids = scope.map(({ id }) => id);
  const imports = Object.values(judge.basis.registers).map(({ importId }) => importId);
  const some = ids.length <= FEW;
  const about = some ? [imports, ids] : [imports];
  const entries = await run<EntryRow>(handle, entriesSql(sql, some), about);
  const reviewing = await run<{ subject_id: string; kinds: RegisterKind[] }>(handle, reviewingSql(sql, some), about);
  const reports = await run<{ subject_id: string; id: string; received_on: PlainDate }>(handle, REPORTS, [ids]);
  const applicants = kind === 'application' ? await parts.applicants.of(handle, ids) : undefined;
  const known = applicants
    ? scope.map((row) => ({ ...row, away: allAway([...(applicants.get(row.id)?.values() ?? [])], absence) }))
    : scope;
  const nameOf = (id: string, ref: string): string => applicants?.get(id)?.get(ref)?.name ?? '';
  const facts = factsOf(known, entries, nameOf, reports, judge.basis.judgedOn);
  const confirmations = await readConfirmations(handle, ids, facts, parts);
  const answers = await answersOf(handle, ids, parts);
  const bits = new Map(reviewing.map(({ subject_id, kinds }) => [subject_id, kinds.reduce((mask, one) => mask | registerBit(one), 0)]));
  const uncovered = uncoveredBy(judge);
  return scope.map((row) => ({
    kind,
    id: row.id,
    villageCode: row.village_code,
    contentDigest: row.content_digest,
    subject: {
      facts: facts.get(row.id) ?? NONE,
      uncovered: uncovered(row.since),
      reviewing: bits.get(row.id) ?? 0,
      confirmations: confirmations.get(row.id) ?? NONE,
      answers: answers.get(row.id) ?? NONE,
    },
  }));
}

/** Up to here entries are found from the persons, beyond it persons from the entries. */
const FEW = 500;
const NONE: readonly never[] = [];

function collect<T>(into: Map<string, T[]>, id: string, one: T): void {
  const list = into.get(id);
  if (list) list.push(one);
  else into.set(id, [one]);
}

/** As the query says it of members: all who are old enough work far away for most of the year, and there is somebody. */
function allAway(persons: readonly Applicant[], { bornBy, workPlaces, months }: ReadingParts['absence']): boolean {
  const asked = persons.filter(({ birthDate }) => birthDate <= bornBy);
  const isAway = ({ facts: { workPlace, workMonths } }: Applicant): boolean =>
    workPlace !== undefined && workPlaces.includes(workPlace) && (workMonths ?? 0) >= months;
  return asked.length > 0 && asked.every(isAway);
}

/** An extract covers somebody who was looked for in it and in all that came later. */
function uncoveredBy({ basis }: Judge): (since: number | null) => number {
  const inForce = Object.entries(basis.registers).map(([kind, { sequence }]) => [registerBit(kind as RegisterKind), sequence] as const);
  const known = new Map<number | null, number>();
  return (since) => {
    const before = known.get(since);
    if (before !== undefined) return before;
    const mask = inForce.reduce((so, [bit, sequence]) => (since === null || since > sequence ? so | bit : so), 0);
    known.set(since, mask);
    return mask;
  };
}

function factsOf(
  scope: readonly ScopeRow[],
  entries: readonly EntryRow[],
  nameOf: (id: string, ref: string) => string,
  reports: readonly { subject_id: string; id: string; received_on: PlainDate }[],
  on: PlainDate,
): Map<string, Fact[]> {
  const facts = new Map<string, Fact[]>();
  for (const { subject_id, ref, name, id_mark, row, kind, place, valid_from, valid_to, ...entry } of entries)
    collect(facts, subject_id, {
      kind,
      class: entry.class,
      place,
      from: valid_from,
      to: valid_to,
      person: { ref, name: name ?? nameOf(subject_id, ref) },
      row,
      mark: markOf(id_mark, [kind, entry.class, place, valid_from]),
    });
  const plain = (kind: Fact['kind'], code: string, from: PlainDate | null, mark = `${kind}:${code}`): Fact => ({
    kind,
    class: code,
    place: null,
    from,
    to: null,
    person: null,
    row: null,
    mark,
  });
  for (const { id, declared, resettlement, away } of scope) {
    if (away) collect(facts, id, plain('absence', 'all-away', null));
    if (resettlement) collect(facts, id, plain('household', 'resettlement', null));
    if (declared)
      for (const [code, said] of Object.entries(declared).sort(([a], [b]) => (a < b ? -1 : 1)))
        if (said) collect(facts, id, plain('declaration', code, null));
  }
  for (const { subject_id, id, received_on } of reports)
    collect(facts, subject_id, plain('report', 'open', received_on > on ? on : received_on, `report:${id}`));
  return facts;
}

interface AnswerRow {
  subject_id: string;
  id: string;
  rule: string;
  marks: string[] | null;
  made_by_name: string;
  made_on: PlainDate;
  sealed: boolean;
}

async function answersOf(handle: Handle, ids: readonly string[], { sealed }: ReadingParts): Promise<Map<string, Answer[]>> {
  const rows = await run<AnswerRow>(handle, ANSWERS, [ids]);
  const opened = await sealed.open(
    handle,
    rows.filter((row) => row.sealed).map(({ id }) => id),
  );
  const answers = new Map<string, Answer[]>();
  for (const { subject_id, id, rule, marks, made_by_name: byName, made_on: on } of rows)
    collect(answers, subject_id, { id, rule, marks: marks ?? opened.get(id)?.marks ?? NONE, byName, on });
  return answers;
}
