import { run, type Handle } from '@jingzhun/persistence';
import type { Uuid } from '@jingzhun/domain/uuid';
import type { ClosingFacts, ProofOccasion } from '../clock/closing.rules.js';
import type { DayKind, NoticePeriod } from '../clock/notice-clock.rules.js';
import { NoticeNotFound } from './notice.errors.js';
import { isPosted, toNoticeRecord, type Done, type NoticeRecord, type NoticeRow, type PostedNotice } from './notice-record.js';

/** Dates as text: the two kinds of handle would read them differently. */
export const NOTICE_COLUMNS = `n.id, n.kind, n.state, n.place_code, n.group_name, n.subject_type, n.subject_id, n.content, n.content_digest,
  n.investigator, to_jsonb(n.policy_parameter_ids) as policy_parameter_ids, n.days, n.day_kind, n.composed_at, n.composed_by,
  n.composed_by_name, n.posted_at, n.posted_by, n.posted_by_name, n.posted_on::text as posted_on, n.first_day::text as first_day,
  n.last_day::text as last_day, n.closed_at, n.closed_by, n.closed_by_name, n.withdrawn_at, n.withdrawn_by, n.withdrawn_by_name,
  n.withdrawn_reason, n.taken_down_at, n.objections_open, n.objections_upheld,
  n.objections_dismissed, n.version, (select l.posting_id from notice_posting_line l where l.notice_id = n.id) as posting_id`;

/** @throws NoticeNotFound also for one beyond the session's area */
export async function getNotice(handle: Handle, id: string): Promise<NoticeRecord> {
  const [row] = await run<NoticeRow>(handle, `select ${NOTICE_COLUMNS} from notice n where n.id = $1`, [id]);
  if (!row) throw new NoticeNotFound();
  return toNoticeRecord(row);
}

/** As `lockNotices`. @throws NoticeNotFound */
export async function lockNotice(handle: Handle, id: string): Promise<NoticeRecord> {
  return (await lockNotices(handle, [id]))[0] as NoticeRecord;
}

/**
 * Nobody else changes them until the transaction ends, nor another notice of the same subjects: what a host decides rests on all of
 * them. In one order everywhere, so that two commands never wait for each other.
 * @throws NoticeNotFound one of them is beyond the session's area
 */
export async function lockNotices(handle: Handle, ids: readonly string[]): Promise<NoticeRecord[]> {
  const wanted = [...new Set(ids)];
  await run(
    handle,
    `select from notice where (subject_type, subject_id) in (select o.subject_type, o.subject_id from notice o where o.id = any($1::uuid[]))
     order by id for update`,
    [wanted],
  );
  const rows = await run<NoticeRow>(handle, `select ${NOTICE_COLUMNS} from notice n where n.id = any($1::uuid[]) order by n.id`, [wanted]);
  if (rows.length < wanted.length) throw new NoticeNotFound();
  return rows.map(toNoticeRecord);
}

export interface ProofRow {
  id: string;
  occasion: ProofOccasion;
  attachment_id: string;
  sha256: string;
  taken_on: string;
  recorded_at: Date | string;
  recorded_by_name: string;
  /** Of a sheet on which the notice stands; null: a photo of this notice alone. */
  posting_id: string | null;
}

export const readProofs = (handle: Handle, noticeId: string): Promise<ProofRow[]> =>
  run(
    handle,
    `select id, occasion, attachment_id, sha256, taken_on::text as taken_on, recorded_at, recorded_by_name, posting_id from notice_proof
     where notice_id = $1 order by recorded_at, id`,
    [noticeId],
  );

/** What decides whether it may be closed. A photo that was retracted since proves nothing. */
export function closingFacts(notice: NoticeRecord, proofs: readonly ProofRow[], standing: readonly { id: string }[]): ClosingFacts {
  const stands = new Set(standing.map(({ id }) => id));
  return {
    state: notice.state,
    period: isPosted(notice) ? notice : null,
    proofs: proofs.filter(({ attachment_id }) => stands.has(attachment_id)).map(({ occasion }) => occasion),
    openObjections: notice.objections.open,
  };
}

export type NewNotice = Pick<NoticeRecord, 'kind' | 'place' | 'groupName' | 'subject' | 'content' | 'contentDigest' | 'investigator'> & {
  id: Uuid;
};

/** One statement, however many there are. @returns them in the order given */
export async function insertNotices(
  handle: Handle,
  notices: readonly NewNotice[],
  composed: Done,
  policyParameterIds: readonly string[],
): Promise<NoticeRecord[]> {
  const rows = notices.map(({ id, kind, place, groupName, subject, content, contentDigest, investigator }) => ({
    ...{ id, kind, place_code: place, group_name: groupName, subject_type: subject.type, subject_id: subject.id },
    ...{ content, content_digest: contentDigest, investigator },
  }));
  const inserted = await run<NoticeRow>(
    handle,
    `insert into notice as n (id, kind, place_code, group_name, subject_type, subject_id, content, content_digest, investigator, policy_parameter_ids,
       composed_at, composed_by, composed_by_name)
     select r.id, r.kind, r.place_code, r.group_name, r.subject_type, r.subject_id, r.content, r.content_digest, r.investigator, $2::uuid[],
       $3::timestamptz, $4::uuid, $5
     from jsonb_to_recordset($1::jsonb) as r (id uuid, kind text, place_code text, group_name text, subject_type text, subject_id uuid, content jsonb,
       content_digest text, investigator text)
     returning ${NOTICE_COLUMNS}`,
    [JSON.stringify(rows), policyParameterIds, composed.at, composed.by, composed.byName],
  );
  return inOrderOf(notices, inserted);
}

export interface PostedPeriod extends NoticePeriod {
  readonly days: number;
  readonly dayKind: DayKind;
}

/** @returns them in the order given */
export async function markPosted(
  handle: Handle,
  notices: readonly NoticeRecord[],
  posted: Done,
  { postedOn, firstDay, lastDay, days, dayKind }: PostedPeriod,
  policyParameterIds: readonly string[],
): Promise<PostedNotice[]> {
  const rows = await run<NoticeRow>(
    handle,
    `update notice n set state = 'posted', version = version + 1, posted_at = $2, posted_by = $3, posted_by_name = $4, posted_on = $5, first_day = $6,
       last_day = $7, days = $8, day_kind = $9, policy_parameter_ids = policy_parameter_ids || $10::uuid[] where n.id = any($1::uuid[])
     returning ${NOTICE_COLUMNS}`,
    [notices.map(({ id }) => id), ...[posted.at, posted.by, posted.byName, postedOn, firstDay, lastDay, days, dayKind, policyParameterIds]],
  );
  return inOrderOf(notices, rows) as PostedNotice[];
}

/** @returns them in the order given */
export async function markClosed(handle: Handle, notices: readonly NoticeRecord[], { at, by, byName }: Done): Promise<PostedNotice[]> {
  const rows = await run<NoticeRow>(
    handle,
    `update notice n set state = 'closed', version = version + 1, closed_at = $2, closed_by = $3, closed_by_name = $4,
       taken_down_at = coalesce(taken_down_at, $2) where n.id = any($1::uuid[]) returning ${NOTICE_COLUMNS}`,
    [notices.map(({ id }) => id), at, by, byName],
  );
  return inOrderOf(notices, rows) as PostedNotice[];
}

/** @returns them in the order given */
export async function markWithdrawn(
  handle: Handle,
  notices: readonly NoticeRecord[],
  { at, by, byName }: Done,
  reason: string,
): Promise<NoticeRecord[]> {
  const rows = await run<NoticeRow>(
    handle,
    `update notice n set state = 'withdrawn', version = version + 1, withdrawn_at = $2, withdrawn_by = $3, withdrawn_by_name = $4,
       withdrawn_reason = $5, taken_down_at = coalesce(taken_down_at, $2) where n.id = any($1::uuid[]) returning ${NOTICE_COLUMNS}`,
    [notices.map(({ id }) => id), at, by, byName, reason],
  );
  return inOrderOf(notices, rows);
}

/** What hangs about the subjects of these notices, of their kind. */
export async function hangingAbout(handle: Handle, notices: readonly NoticeRecord[]): Promise<NoticeRecord[]> {
  const rows = await run<NoticeRow>(
    handle,
    `select ${NOTICE_COLUMNS} from notice n where n.state = 'posted' and n.kind = any($1::text[]) and n.subject_id = any($2::uuid[]) order by n.id`,
    [[...new Set(notices.map(({ kind }) => kind))], notices.map(({ subject }) => subject.id)],
  );
  return rows.map(toNoticeRecord);
}

function inOrderOf(notices: readonly { id: string }[], rows: readonly NoticeRow[]): NoticeRecord[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return notices.map(({ id }) => toNoticeRecord(byId.get(id) as NoticeRow));
}
