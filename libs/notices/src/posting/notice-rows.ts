import type { Handle } from '@jingzhun/persistence';
import type { Uuid } from '@jingzhun/domain/uuid';
import type { ClosingFacts, ProofOccasion } from '../clock/closing.rules.js';
import { run } from '../run-on-handle.js';
import { NoticeNotFound } from './notice.errors.js';
import { isPosted, toNoticeRecord, type NoticeRecord, type NoticeRow } from './notice-record.js';

/** Dates as text: the two kinds of handle would read them differently. */
export const NOTICE_COLUMNS = `n.id, n.kind, n.state, n.place_code, n.group_name, n.subject_type, n.subject_id, n.content, n.content_digest,
  n.investigator, to_jsonb(n.policy_parameter_ids) as policy_parameter_ids, n.days, n.day_kind, n.composed_at, n.composed_by,
  n.composed_by_name, n.posted_at, n.posted_by, n.posted_by_name, n.posted_on::text as posted_on, n.first_day::text as first_day,
  n.last_day::text as last_day, n.closed_at, n.closed_by, n.closed_by_name, n.withdrawn_at, n.withdrawn_by, n.withdrawn_by_name,
  n.withdrawn_reason, n.taken_down_at, n.objections_open, n.objections_upheld,
  n.objections_dismissed, n.version`;

/** @throws NoticeNotFound also for one beyond the session's area */
export async function getNotice(handle: Handle, id: string): Promise<NoticeRecord> {
  const [row] = await run<NoticeRow>(handle, `select ${NOTICE_COLUMNS} from notice n where n.id = $1`, [id]);
  if (!row) throw new NoticeNotFound();
  return toNoticeRecord(row);
}

/** Nobody else changes it until the transaction ends. @throws NoticeNotFound */
export async function lockNotice(handle: Handle, id: string): Promise<NoticeRecord> {
  const [row] = await run<NoticeRow>(handle, `select ${NOTICE_COLUMNS} from notice n where n.id = $1 for update`, [id]);
  if (!row) throw new NoticeNotFound();
  return toNoticeRecord(row);
}

/** What decides whether it may be closed, read under its lock. */
export async function closingFacts(handle: Handle, notice: NoticeRecord): Promise<ClosingFacts> {
  const rows = await run<{ occasion: ProofOccasion }>(handle, 'select distinct occasion from notice_proof where notice_id = $1', [
    notice.id,
  ]);
  return {
    state: notice.state,
    period: isPosted(notice) ? notice : null,
    proofs: rows.map(({ occasion }) => occasion),
    openObjections: notice.objections.open,
  };
}

export async function insertNotice(handle: Handle, row: NewNotice): Promise<void> {
  await run(
    handle,
    `insert into notice (id, kind, place_code, group_name, subject_type, subject_id, content, content_digest, investigator, policy_parameter_ids,
       composed_at, composed_by, composed_by_name)
     values ($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $9, $10::uuid[], $11, $12, $13)`,
    [
      ...[row.id, row.kind, row.place, row.groupName, row.subject.type, row.subject.id, JSON.stringify(row.content), row.contentDigest],
      ...[row.investigator, row.policyParameterIds, row.composed.at, row.composed.by, row.composed.byName],
    ],
  );
}

export type NewNotice = Pick<
  NoticeRecord,
  'kind' | 'place' | 'groupName' | 'subject' | 'content' | 'contentDigest' | 'investigator' | 'policyParameterIds' | 'composed'
> & { id: Uuid };
