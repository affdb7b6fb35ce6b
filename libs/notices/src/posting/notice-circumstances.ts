import type { PolicySnapshot, WorkingDays } from '@jingzhun/policy';
import type { NoticeKind } from '../kinds/define-notice.js';
import type { DayKind } from '../clock/notice-clock.rules.js';
import type { InvestigatorLevel } from './notice-record.js';

/** Policy and holidays as they stand when a command begins; `Notices.prepare` reads them before the transaction is opened. */
export class NoticeCircumstances {
  constructor(
    private readonly policy: PolicySnapshot,
    readonly calendar: WorkingDays,
  ) {}

  /** How long a notice of this kind hangs, and the parameters that say so. */
  daysOf(kind: NoticeKind): { days: number; dayKind: DayKind; parameterIds: string[] } {
    const days = this.policy.get(kind.days);
    const dayKind = this.policy.get('notice.dayKind');
    return { days: days.value, dayKind: dayKind.value, parameterIds: [days.parameterId, dayKind.parameterId] };
  }

  investigatorOf(kind: NoticeKind): { level: InvestigatorLevel; parameterId: string } {
    const { value, parameterId } = this.policy.get(kind.investigator);
    return { level: value, parameterId };
  }

  get closeWithinDays(): number {
    return this.policy.value('notice.close.days');
  }

  get replyWithinDays(): number {
    return this.policy.value('objection.reply.days');
  }
}
