import { Inject, Injectable } from '@nestjs/common';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { Refusal, type RefusalProblem } from '@jingzhun/domain/refusal';
import { Uuid } from '@jingzhun/domain/uuid';
import { Clock } from '@jingzhun/persistence';
import type { Language } from '@jingzhun/service-shell';
import { SubmissionItem, type SubmissionAnswer, type SubmitRequest } from './submission.dto.js';
import { CONFLICT_WORDS, ReportUnreadable } from './submission.errors.js';
import { TakeReport, type Taken } from './take-report.js';

type LooseItem = SubmitRequest['items'][number];

interface Batch {
  principal: Principal;
  roundId: string;
  wrongByMs: number;
  language: Language;
}

/** A batch of reports: each is its own transaction and has its own answer, whatever becomes of the others. */
@Injectable()
export class SubmissionService {
  constructor(
    @Inject(TakeReport) private readonly reports: TakeReport,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async take(principal: Principal, roundId: string, { items, sentAt }: SubmitRequest, language: Language): Promise<SubmissionAnswer[]> {
    const answers = new Map<LooseItem, SubmissionAnswer>();
    // cheap phones that were without power believe it is another year
    const wrongByMs = sentAt ? this.clock.now().getTime() - Date.parse(sentAt) : 0;
    for (const item of earlierFirst(items)) answers.set(item, await this.takeOne({ principal, roundId, wrongByMs, language }, item));
    return items.map((item) => answers.get(item) as SubmissionAnswer);
  }

  private async takeOne({ principal, roundId, wrongByMs, language }: Batch, item: LooseItem): Promise<SubmissionAnswer> {
    const id = Uuid.parse(item.id);
    try {
      const read = SubmissionItem.safeParse(item);
      if (!read.success) throw new ReportUnreadable(read.error.issues.slice(0, 20).map(problemOf));
      return { id, ...toAnswer(await this.reports.take(principal, roundId, read.data, wrongByMs), language) };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      await this.audit.recordAlone({
        actor: actorOf(principal),
        action: 'survey.submit',
        objectType: 'survey-round',
        objectId: roundId,
        result: 'refused',
        detail: { report: id, code: error.code },
      });
      return { id, outcome: 'rejected', ...wordsOf(error, language) };
    }
  }
}

function toAnswer({ kind, ...taken }: Taken, language: Language): Omit<SubmissionAnswer, 'id'> {
  return kind ? { ...taken, code: `survey.conflict-${kind}`, ...CONFLICT_WORDS[kind][language] } : taken;
}

function wordsOf(refusal: Refusal, language: Language): Pick<SubmissionAnswer, 'code' | 'title' | 'detail' | 'next' | 'problems'> {
  const problems = refusal.problems?.map(({ pointer, code, ...words }) => ({ pointer, code, detail: words[language] }));
  return { code: refusal.code, ...refusal[language], ...(problems?.length ? { problems } : {}) };
}

const problemOf = ({ path, code }: { path: PropertyKey[]; code: string }): RefusalProblem => ({
  pointer: `/${path.map(String).join('/')}`,
  code: code.replaceAll('_', '-'),
  zh: '该处的格式不对',
  en: 'not of the expected form',
});

/** A report that repeats another one comes after it. */
function earlierFirst(items: LooseItem[]): LooseItem[] {
  const ordered: LooseItem[] = [];
  const visit = (item: LooseItem, path: ReadonlySet<LooseItem>): void => {
    if (ordered.includes(item) || path.has(item)) return;
    const follows = Array.isArray(item['follows']) ? (item['follows'] as unknown[]) : [];
    for (const other of items) if (follows.includes(other.id)) visit(other, new Set([...path, item]));
    ordered.push(item);
  };
  for (const item of items) visit(item, new Set());
  return ordered;
}
