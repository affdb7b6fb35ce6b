import type { DivisionCode } from '@jingzhun/domain/division-code';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import type { Uuid } from '@jingzhun/domain/uuid';
import { run, type Handle } from '@jingzhun/persistence';
import type { DayKind } from '../clock/notice-clock.rules.js';
import type { ClosingFacts, ProofOccasion } from '../clock/closing.rules.js';
import { isPosted, toNoticeRecord, type NoticeRecord, type NoticeRow } from '../posting/notice-record.js';
import { lockNotices, NOTICE_COLUMNS } from '../posting/notice-rows.js';
import { PostingNotFound } from './posting.errors.js';

export interface PostingRow {
  id: Uuid;
  kind: string;
  place: DivisionCode;
  groupName: string | null;
  postedOn: PlainDate;
  firstDay: PlainDate;
  lastDay: PlainDate;
  days: number;
  dayKind: DayKind;
  madeAt: Date | string;
  madeByName: string;
}

export const POSTING_COLUMNS = `g.id, g.kind, g.place_code as place, g.group_name as "groupName", g.posted_on::text as "postedOn", g.first_day::text as "firstDay",
  g.last_day::text as "lastDay", g.days, g.day_kind as "dayKind", g.made_at as "madeAt", g.made_by_name as "madeByName"`;

/** @throws PostingNotFound also for one beyond the session's area */
export async function getPosting(handle: Handle, id: string): Promise<PostingRow> {
  const [row] = await run<PostingRow>(handle, `select ${POSTING_COLUMNS} from notice_posting g where g.id = $1`, [id]);
  if (!row) throw new PostingNotFound();
  return row;
}

/** A photo that was retracted since proves nothing. */
export const provenBy = (occasion: ProofOccasion): string =>
  `exists (select from notice_proof p join attachment a on a.id = p.attachment_id
     where p.notice_id = n.id and p.occasion = '${occasion}' and a.retracted_at is null)`;

/** A host decides about the record: an objection to any of its notices holds it up, to one that was closed long ago too. */
export const OPEN_OF_SUBJECT = `(select coalesce(sum(o.objections_open), 0)::int from notice o
  where o.subject_type = n.subject_type and o.subject_id = n.subject_id)`;

export interface PostingLine {
  readonly position: number;
  readonly notice: NoticeRecord;
  /** To whichever notice of the record. */
  readonly openObjections: number;
  readonly proofs: readonly ProofOccasion[];
}

/** The notices of a sheet in its order, each with what is proven of it, in one statement. */
export async function readLines(handle: Handle, id: string): Promise<PostingLine[]> {
  const rows = await run<NoticeRow & { position: number; open: number; first: boolean; last: boolean }>(
    handle,
    `select l.position, ${OPEN_OF_SUBJECT} as open, ${provenBy('first')} as first, ${provenBy('last')} as last, ${NOTICE_COLUMNS}
     from notice_posting_line l join notice n on n.id = l.notice_id where l.posting_id = $1 order by l.position`,
    [id],
  );
  return rows.map(({ position, open, first, last, ...row }) => ({
    position,
    notice: toNoticeRecord(row),
    openObjections: open,
    proofs: [...(first ? (['first'] as const) : []), ...(last ? (['last'] as const) : [])],
  }));
}

/** The lines as they stand once all their notices are locked. */
export async function lockLines(handle: Handle, id: string): Promise<PostingLine[]> {
  const ids = await run<{ id: string }>(handle, 'select notice_id as id from notice_posting_line where posting_id = $1', [id]);
  await lockNotices(
    handle,
    ids.map((line) => line.id),
  );
  return readLines(handle, id);
}

export const factsOf = ({ notice, openObjections, proofs }: PostingLine): ClosingFacts => ({
  state: notice.state,
  period: isPosted(notice) ? notice : null,
  proofs,
  openObjections,
});
