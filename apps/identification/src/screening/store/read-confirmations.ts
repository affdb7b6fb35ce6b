import type { PlainDate } from '@jingzhun/domain/plain-date';
import { run, type Handle } from '@jingzhun/persistence';
import type { Judge } from '../rules/judge.js';
import type { Confirmation } from '../rules/subject.js';
import type { SealedContent } from './sealed-content.js';
import { CONFIRMATIONS, CONFIRMED_BRIEFLY } from './subjects.sql.js';

interface ConfirmationRow {
  subject_id: string;
  id: string;
  rule: string;
  result: Confirmation['result'];
  ground: string | null;
  marks: string[] | null;
  made_by_name: string;
  made_on: PlainDate;
  until: PlainDate;
}

interface Parts {
  readonly judge: Judge;
  readonly sealed: SealedContent;
  readonly open: 'needed' | 'all';
}

/**
 * What persons confirmed about subjects: the last word about each rule, and every exception; what was overtaken says nothing any more.
 * Of a subject without facts only the result matters, so in a run over all nothing else is read of it.
 */
export async function readConfirmations(
  handle: Handle,
  ids: readonly string[],
  facts: ReadonlyMap<string, unknown>,
  parts: Parts,
): Promise<Map<string, Confirmation[]>> {
  const looked = parts.open === 'all' ? ids : ids.filter((id) => facts.has(id));
  const confirmations = looked.length === ids.length ? new Map<string, Confirmation[]>() : await briefly(handle, ids, parts.judge);
  if (looked.length === 0) return confirmations;
  for (const id of looked) confirmations.delete(id);
  const rows = await run<ConfirmationRow>(handle, CONFIRMATIONS, [looked, parts.judge.basis.judgedOn]);
  const counting = lastWords(rows, ({ subject_id, rule }) => `${subject_id} ${rule}`);
  const opened = await parts.sealed.open(
    handle,
    counting.filter(({ ground }) => ground === null).map(({ id }) => id),
  );
  for (const row of counting) {
    const { ground, marks } = opened.get(row.id) ?? {};
    collect(confirmations, row.subject_id, {
      id: row.id,
      rule: row.rule,
      ground: row.ground ?? ground ?? '',
      result: row.result,
      marks: row.marks ?? marks ?? NONE,
      byName: row.made_by_name,
      on: row.made_on,
      until: row.until,
    });
  }
  return confirmations;
}

/** Good for a judgement, not for an explanation. */
async function briefly(handle: Handle, ids: readonly string[], { basis }: Judge): Promise<Map<string, Confirmation[]>> {
  const rows = await run<{ subject_id: string; confirmed: string }>(handle, CONFIRMED_BRIEFLY, [ids, basis.judgedOn]);
  const confirmations = new Map<string, Confirmation[]>();
  for (const { subject_id, confirmed } of rows) {
    const made = confirmed.split(';').map((text) => {
      const [sequence, id = '', rule = '', result = ''] = text.split(' ');
      return { sequence: Number(sequence), id, rule, result: result as Confirmation['result'] };
    });
    if (made.length > 1) made.sort((a, b) => a.sequence - b.sequence);
    confirmations.set(
      subject_id,
      lastWords(made, ({ rule }) => rule).map(({ id, rule, result }) => ({
        id,
        rule,
        result,
        ground: '',
        marks: NONE,
        byName: '',
        ...ALWAYS,
      })),
    );
  }
  return confirmations;
}

const NONE: readonly never[] = [];
/** Those that have run out were not read. */
const ALWAYS = { on: '0001-01-01' as PlainDate, until: '9999-12-31' as PlainDate };

function lastWords<Made extends { rule: string; result: Confirmation['result'] }>(
  made: readonly Made[],
  key: (one: Made) => string,
): Made[] {
  const last = new Map<string, Made>();
  for (const one of made) if (one.result !== 'except') last.set(key(one), one);
  return last.size === made.length ? [...made] : made.filter((one) => one.result === 'except' || last.get(key(one)) === one);
}

function collect<T>(into: Map<string, T[]>, id: string, one: T): void {
  const list = into.get(id);
  if (list) list.push(one);
  else into.set(id, [one]);
}
