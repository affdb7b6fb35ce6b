import { createTestDatabase } from '@jingzhun/persistence/testing';
import type { DatabaseDefinition } from '@jingzhun/persistence';
import pg from 'pg';
import { refusalOfRule, type BrokenRule, type DatabaseRules } from '../http/database-rules.js';

/** A rule that the running database keeps: a constraint, a unique index, or a code that one of its functions raises. */
export interface KeptRule extends BrokenRule {
  /** Name of the constraint or index; of a raised code, its function and what it says. */
  readonly name: string;
  readonly definition: string;
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
    return { name: `${name}: ${words}`, definition: words, code, ...(constraint && { constraint }) };
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
    of: ['objection_effect_of_upheld', 'objection_return_names_step'],
    because: 'the request takes an effect exactly with an objection that is upheld, and a step exactly with a case that goes back',
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
  readonly said: number;
}

/** Every rule that a person's command can break has a refusal with words; every other one has a reason. */
export function judgeRules(kept: readonly KeptRule[], rules: DatabaseRules, outOfReach: readonly OutOfReach[]): RuleFindings {
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
    ],
    faults: refusals.filter(({ refusal }) => refusal && (refusal.status < 400 || refusal.status > 499)).map(({ rule }) => rule.name),
    said: refusals.filter(({ refusal }) => refusal).length,
  };
}
