import type { DivisionCode } from '@jingzhun/domain/division-code';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import type { Uuid } from '@jingzhun/domain/uuid';
import { plainDateInShanghai } from '@jingzhun/domain/plain-date';
import type { DayKind } from '../clock/notice-clock.rules.js';
import type { StoredContent } from '../kinds/notice-content.js';
import type { NoticeState } from './notice-lifecycle.js';

export type InvestigatorLevel = 'township' | 'county';

/** The record a notice speaks about: an application, a list of payments. Its department knows what it is; the library does not. */
export interface NoticeSubject {
  readonly type: string;
  readonly id: Uuid;
}

/** Who did it and when, as kept with the notice. */
export interface Done {
  readonly at: Date;
  readonly by: string;
  readonly byName: string;
}

export interface NoticeRecord {
  readonly id: Uuid;
  readonly kind: string;
  readonly state: NoticeState;
  readonly place: DivisionCode;
  readonly groupName: string | null;
  readonly subject: NoticeSubject;
  readonly content: StoredContent;
  readonly contentDigest: string;
  readonly investigator: InvestigatorLevel;
  readonly policyParameterIds: readonly string[];
  readonly days: number | null;
  readonly dayKind: DayKind | null;
  readonly postedOn: PlainDate | null;
  readonly firstDay: PlainDate | null;
  readonly lastDay: PlainDate | null;
  readonly composed: Done;
  readonly posted: Done | null;
  readonly closed: Done | null;
  readonly withdrawn: (Done & { readonly reason: string }) | null;
  /** Since when the public page is gone; the internal copy stays. */
  readonly takenDownAt: Date | null;
  /** All that everybody may know about the objections. */
  readonly objections: { readonly open: number; readonly upheld: number; readonly dismissed: number };
  /** The sheet on which it hangs together with others. */
  readonly postingId: Uuid | null;
  readonly version: number;
}

/** A notice that hangs or has hung: its days are known. */
export type PostedNotice = NoticeRecord & {
  readonly [K in 'days' | 'dayKind' | 'postedOn' | 'firstDay' | 'lastDay' | 'posted']: NonNullable<NoticeRecord[K]>;
};

export const isPosted = (notice: NoticeRecord): notice is PostedNotice => notice.posted !== null;

export interface NoticeRow {
  id: string;
  kind: string;
  state: NoticeState;
  place_code: string;
  group_name: string | null;
  subject_type: string;
  subject_id: string;
  content: StoredContent;
  content_digest: string;
  investigator: InvestigatorLevel;
  policy_parameter_ids: string[];
  days: number | null;
  day_kind: DayKind | null;
  composed_at: Date | string;
  composed_by: string;
  composed_by_name: string;
  posted_at: Date | string | null;
  posted_by: string | null;
  posted_by_name: string | null;
  posted_on: Date | string | null;
  first_day: Date | string | null;
  last_day: Date | string | null;
  closed_at: Date | string | null;
  closed_by: string | null;
  closed_by_name: string | null;
  withdrawn_at: Date | string | null;
  withdrawn_by: string | null;
  withdrawn_by_name: string | null;
  withdrawn_reason: string | null;
  taken_down_at: Date | string | null;
  objections_open: number;
  objections_upheld: number;
  objections_dismissed: number;
  posting_id: string | null;
  version: number;
}

export function toNoticeRecord(row: NoticeRow): NoticeRecord {
  const withdrawn = done(row.withdrawn_at, row.withdrawn_by, row.withdrawn_by_name);
  return {
    id: row.id as Uuid,
    kind: row.kind,
    state: row.state,
    place: row.place_code as DivisionCode,
    groupName: row.group_name,
    subject: { type: row.subject_type, id: row.subject_id as Uuid },
    content: row.content,
    contentDigest: row.content_digest,
    investigator: row.investigator,
    policyParameterIds: row.policy_parameter_ids,
    days: row.days,
    dayKind: row.day_kind,
    postedOn: dateOf(row.posted_on),
    firstDay: dateOf(row.first_day),
    lastDay: dateOf(row.last_day),
    composed: done(row.composed_at, row.composed_by, row.composed_by_name)!,
    posted: done(row.posted_at, row.posted_by, row.posted_by_name),
    closed: done(row.closed_at, row.closed_by, row.closed_by_name),
    withdrawn: withdrawn && { ...withdrawn, reason: row.withdrawn_reason ?? '' },
    takenDownAt: row.taken_down_at === null ? null : new Date(row.taken_down_at),
    objections: { open: row.objections_open, upheld: row.objections_upheld, dismissed: row.objections_dismissed },
    postingId: row.posting_id as Uuid | null,
    version: row.version,
  };
}

function done(at: Date | string | null, by: string | null, byName: string | null): Done | null {
  return at === null ? null : { at: new Date(at), by: by ?? '', byName: byName ?? '' };
}

/** The unit of work and the raw client read a date column differently. */
export function dateOf(value: Date | string | null): PlainDate | null {
  if (value === null) return null;
  return typeof value === 'string' ? (value.slice(0, 10) as PlainDate) : plainDateInShanghai(value);
}
