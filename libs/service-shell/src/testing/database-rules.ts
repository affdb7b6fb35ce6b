import { createTestDatabase } from '@jingzhun/persistence/testing';
import type { Refusal } from '@jingzhun/domain/refusal';
import type { DatabaseDefinition } from '@jingzhun/persistence';
import pg from 'pg';
import { refusalOfRule, type BrokenRule, type DatabaseRules } from '../http/database-rules.js';

/** A rule that the running database keeps: a constraint, a unique index, or a code that one of its functions raises. */
export interface KeptRule extends BrokenRule {
  /** Name of the constraint or index; of a raised code, its function and what it says. */
  readonly name: string;
  readonly definition: string;
  /** The function that raises it. */
  readonly raisedBy?: string;
}

/** A code that several functions raise, said in one general sentence for all of them. */
export interface SharedCode {
  readonly code: string;
  readonly by: readonly string[];
  /** The one thing that it means wherever it is raised. */
  readonly means: string;
}

/** Why no command can break a rule: it is a fault then and answered as one. */
export interface OutOfReach {
  /** Names, or a test of name and definition for rules that are all of one form. */
  readonly of: readonly string[] | ((rule: KeptRule) => boolean);
  readonly because: string;
}

const CONSTRAINTS = `select conname as name, pg_get_constraintdef(oid) as definition, conname as constraint,
    case contype when 'c' then '23514' when 'f' then '23503' when 'x' then '23P01' else '23505' end as code
  from pg_constraint where connamespace = 'public'::regnamespace and contype in ('c', 'f', 'u', 'p', 'x')
  union select i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid), i.indexrelid::regclass::text, '23505'
  from pg_index i join pg_class c on c.oid = i.indexrelid where i.indisunique and c.relnamespace = 'public'::regnamespace
    and not exists (select from pg_constraint k where k.conindid = i.indexrelid)
  order by 1`;
const FUNCTIONS = `select proname as name, prosrc as source from pg_proc where pronamespace = 'public'::regnamespace and prosrc ~ 'raise exception' order by 1`;
const RAISED = /raise exception '(?<words>(?:[^']|'')*)'(?<options>[^;]*)/g;

export async function keptRules(definition: DatabaseDefinition): Promise<KeptRule[]> {
  const database = await createTestDatabase(definition);
  const client = new pg.Client({ connectionString: database.ownerUrl });
  try {
    await client.connect();
    const { rows: constraints } = await client.query<KeptRule>(CONSTRAINTS);
    const { rows: functions } = await client.query<{ name: string; source: string }>(FUNCTIONS);
    return [...constraints, ...functions.flatMap(({ name, source }) => raisedBy(name, source))];
  } finally {
    await client.end();
    await database.drop();
  }
}

/** Where no code is given, PostgreSQL takes P0001: nobody could tell it from another. */
function raisedBy(name: string, source: string): KeptRule[] {
  return [...source.matchAll(RAISED)].map(({ groups = {} }) => {
    const { words = '', options = '' } = groups;
    const constraint = /constraint = '(\w+)'/.exec(options)?.[1];
    const code = /errcode = '(\w+)'/.exec(options)?.[1] ?? 'P0001';
    return { name: `${name}: ${words}`, definition: words, code, raisedBy: name, ...(constraint && { constraint }) };
  });
}

/** What a test of nothing but emptiness is made of; a rule that says anything else besides is judged by itself. */
const EMPTINESS = /"?\b\w+"? IS (?:NOT )?NULL\b/g;
const JOINED = /\b(?:CHECK|AND|OR|NOT VALID|NOT)\b|[()=\s]|<>/g;
const isOfEmptiness = (definition: string): boolean =>
  definition.search(EMPTINESS) >= 0 && definition.replace(EMPTINESS, '').replace(JOINED, '') === '';

/** Rules that have the same form and the same reason in every service. */
const OF_ONE_FORM: readonly OutOfReach[] = [
  {
    of: ({ code, definition }) =>
      code === '23514' && /^CHECK \(\(+"?\w+"? = ANY \(ARRAY\[[^\]]*\]\)+(::\w+)?\)*( NOT VALID)?$/.test(definition),
    because: 'a list of words: the request takes words of the same list only, the others are written by the service',
  },
  {
    of: ({ code, definition }) => code === '23514' && isOfEmptiness(definition),
    because: 'columns that one statement of the service writes together',
  },
  {
    of: ({ code, definition }) =>
      code === '23514' &&
      (/^CHECK \(\(+"?\w+"? ~ '[^']*'::text\)+( NOT VALID)?$/.test(definition) || /^CHECK \(\(length\(\w+\) = \d+\)\)$/.test(definition)),
    because: 'the form of a digest, a key or a code that the service makes, or that the request schema takes in this form only',
  },
  { of: ({ code }) => code === 'JZ001', because: 'the role of the service may neither change nor delete rows of these tables' },
  {
    of: ['audit_chain_seq_check', 'notice_objections_open_check', 'notice_rush_attempts_check', 'receipt_rush_attempts_check'],
    because: 'a number that the service or the database counts',
  },
  {
    of: [
      ...['notice_days_in_order', 'notice_posting_days_in_order', 'notice_posting_lines_check', 'notice_posting_line_position_check'],
      ...['attachment_has_content', 'upload_has_content'],
    ],
    because: 'worked out by the service: days of a notice from its period, places in a list, bytes that were received',
  },
  {
    of: [
      ...['notice_state_has_its_time', 'notice_task_objection_named', 'objection_decided_whole', 'objection_identity_kept_or_deleted'],
      ...['objection_received_by_an_officer', 'upload_has_key', 'upload_refusal_explained'],
    ],
    because: 'a state and what belongs to it: one statement of the service writes both',
  },
  {
    of: ['policy_decision_by_whom'],
    because: 'who recorded a value never changes, and the service asks before it writes a decision',
  },
  {
    of: ['objection_effect_of_upheld', 'objection_return_names_step'],
    because: 'the request takes an effect exactly with an objection that is upheld, and a step exactly with a case that goes back',
  },
];

const SHARED_BY_LIBRARIES: readonly SharedCode[] = [
  {
    code: 'JZ004',
    by: [
      ...['attachment_stays_itself', 'count_objections', 'notice_keeps_its_text', 'notice_posting_is_one_sheet'],
      ...['notice_proof_is_of_its_day', 'objection_finding_stays', 'objection_is_decided_once', 'objection_stays_sealed'],
    ],
    means: 'what was published, proved or answered stays as it is',
  },
];

export interface RuleFindings {
  /** Neither said in words nor named with a reason. */
  readonly silent: string[];
  /** Said in words and named as out of reach: one of the two is wrong. */
  readonly both: string[];
  /** Words and reasons for what the database does not have any more. */
  readonly stale: string[];
  /** Answers that are no refusal of a person's command. */
  readonly faults: string[];
  /** Codes with more than one meaning: whoever meets one would read the words of the other. */
  readonly ambiguous: string[];
  readonly said: number;
}

/**
 * Every rule that a person's command can break has a refusal with words; every other one has a reason. A code means one thing: words of
 * its own belong to one text, and a general sentence is shared by several functions only where `shared` says what they have in common.
 */
export function judgeRules(
  kept: readonly KeptRule[],
  rules: DatabaseRules,
  outOfReach: readonly OutOfReach[],
  shared: readonly SharedCode[] = [],
): RuleFindings {
  const reasons = [...OF_ONE_FORM, ...outOfReach];
  const matches = ({ of }: OutOfReach, rule: KeptRule): boolean => (typeof of === 'function' ? of(rule) : of.includes(rule.name));
  const refusals = kept.map((rule) => ({ rule, refusal: refusalOfRule(rule, rules), why: reasons.some((one) => matches(one, rule)) }));
  const names = new Set(kept.map(({ name }) => name));
  const constraints = new Set(kept.flatMap(({ constraint }) => constraint ?? []));
  const codes = new Set(kept.map(({ code }) => code));
  return {
    silent: refusals.filter(({ refusal, why }) => !refusal && !why).map(({ rule }) => `${rule.code} ${rule.name}: ${rule.definition}`),
    both: refusals.filter(({ refusal, why }) => refusal && why).map(({ rule }) => rule.name),
    stale: [
      ...Object.keys(rules.codes).filter((code) => !codes.has(code)),
      ...Object.keys(rules.constraints).filter((name) => !constraints.has(name)),
      ...outOfReach.flatMap(({ of }) => (typeof of === 'function' ? [] : of.filter((name) => !names.has(name)))),
      ...shared.flatMap(({ code, by }) => by.filter((one) => !kept.some((rule) => rule.code === code && rule.raisedBy === one))),
    ],
    faults: refusals.filter(({ refusal }) => refusal && (refusal.status < 400 || refusal.status > 499)).map(({ rule }) => rule.name),
    ambiguous: ambiguousAmong(kept, rules, [...SHARED_BY_LIBRARIES, ...shared]),
    said: refusals.filter(({ refusal }) => refusal).length,
  };
}

/** General sentences, true of whatever two persons did at once; all others speak of one thing. */
const isGeneral = ({ code }: Refusal): boolean => code.startsWith('record.');

function ambiguousAmong(kept: readonly KeptRule[], rules: DatabaseRules, shared: readonly SharedCode[]): string[] {
  const raised = kept.filter(({ raisedBy, constraint }) => raisedBy && !(constraint && rules.constraints[constraint]));
  return [...Map.groupBy(raised, ({ code }) => code)].flatMap(([code, rulesOfCode]) => {
    const refusal = refusalOfRule({ code }, rules);
    if (!refusal) return [];
    const known = new Set(shared.flatMap((one) => (one.code === code ? one.by : [])));
    const strangers = rulesOfCode.filter(({ raisedBy = '' }) => !known.has(raisedBy));
    const count = isGeneral(refusal)
      ? new Set(strangers.map(({ raisedBy }) => raisedBy)).size + Number(known.size > 0)
      : new Set(rulesOfCode.map(({ definition }) => definition)).size;
    return count > 1 ? (isGeneral(refusal) ? strangers : rulesOfCode).map(({ name }) => `${code} ${name}`) : [];
  });
}
