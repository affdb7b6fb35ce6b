import { run, type Handle } from '@jingzhun/persistence';
import type { Uuid } from '@jingzhun/domain/uuid';
import type { ClosingFacts, ProofOccasion } from '../clock/closing.rules.js';
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

export interface ProofRow {
  id: string;
  occasion: ProofOccasion;
  attachment_id: string;
  sha256: string;
  taken_on: string;
  recorded_at: Date | string;
  recorded_by_name: string;
}

export const readProofs = (handle: Handle, noticeId: string): Promise<ProofRow[]> =>
  run(
    handle,
    `select id, occasion, attachment_id, sha256, taken_on::text as taken_on, recorded_at, recorded_by_name from notice_proof
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
