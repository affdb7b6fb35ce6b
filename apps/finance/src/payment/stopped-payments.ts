import type { EntityManager } from '@mikro-orm/postgresql';
import type { RefusalProblem } from '@jingzhun/domain/refusal';
import { run } from '@jingzhun/persistence';
import { grouped } from '../grouped.js';
import { problemOf } from './closed-accounts.js';
import type { PayableCauses, Stop } from './payable-causes.js';
import { PaymentsStopped } from './stopped-payments.errors.js';

export const STOPS = {
  openObjection: {
    code: 'payment.open-objection',
    zh: '对该笔的公示有未答复的异议，答复之前不发放。',
    en: 'an objection to its notice is not answered: nothing is paid before it is.',
  },
  upheldObjection: {
    code: 'payment.upheld-objection',
    zh: '对该笔公示的异议成立，不再发放：由资金审批人不予通过。',
    en: 'an objection to its notice was upheld: a finance approver ends it.',
  },
  wholeAskedBack: {
    code: 'payment.whole-asked-back',
    zh: '该笔是上一批的余额，上一批发放的款项正在追缴，追缴有结果之前不发放。',
    en: 'it is what the batch before left, and what that batch paid is being asked back: nothing is paid before that is decided.',
  },
  wholeEnded: {
    code: 'payment.whole-ended',
    zh: '该笔是上一批的余额，原申请已终止或其公示异议成立，不再发放：移出本批次后自动终止。',
    en: 'it is what the batch before left, and the application has ended or an objection to it was upheld: out of this batch it ends by itself.',
  },
  projectCorrected: {
    code: 'payment.project-corrected',
    zh: '产业部门在批准后更正了该验收项目，与批准的内容不同，或其中有地块在另一份申请中，现在不发放：由资金审批人不予通过，村里按现在的验收记录重新申请；更正有误的，由产业部门再更正。',
    en: 'industry has corrected the accepted project since the approval, to something else or to a parcel of another application: a finance approver rejects it and the village applies anew; if the correction is wrong, industry corrects it again.',
  },
  householdGone: {
    code: 'payment.household-gone',
    zh: '该户已清退或自然减少，不在册，不能发放：由资金审批人重新决定，不予通过；户册有误的，由扶贫部门先更正。',
    en: 'the household does not stand in the register any more: a finance approver decides anew and ends it; if the register is wrong, the poverty-alleviation office corrects it first.',
  },
} as const satisfies Record<string, Stop>;

/** Payments of the batch in one state that must not be paid now, each by its place in the list. @throws PaymentsStopped */
export async function assertNoneStopped(em: EntityManager, causes: PayableCauses, batchId: string, state: string): Promise<void> {
  const rows = await run<{ id: string; place: number; state: string; type: string; cause: string }>(
    em,
    `select p.id, (row_number() over (order by p.household_number, p.id))::int as place, p.state, p.cause_type as type, p.cause_id as cause
     from payment p where p.batch_id = $1::uuid order by place`,
    [batchId],
  );
  const stops = new Map<string, Stop>();
  const due = rows.filter((row) => row.state === state);
  for (const [type, group] of grouped(due, (row) => row.type))
    for (const [cause, stop] of (await causes.get(type).stopped?.(
      em,
      group.map((row) => row.cause),
    )) ?? [])
      stops.set(`${type} ${cause}`, stop);
  const problems = due.flatMap((row): RefusalProblem[] => {
    const stop = stops.get(`${row.type} ${row.cause}`);
    return stop ? [problemOf(row, stop)] : [];
  });
  if (problems.length > 0) throw new PaymentsStopped(problems);
}

/** Of what was chosen for a batch, by its place among the chosen. */
export const stoppedChoices = (ids: readonly string[], stops: ReadonlyMap<string, Stop>): RefusalProblem[] =>
  ids.flatMap((id, i): RefusalProblem[] => {
    const stop = stops.get(id);
    if (!stop) return [];
    return [{ pointer: `/causeIds/${id}`, code: stop.code, zh: `第${i + 1}笔：${stop.zh}`, en: `Number ${i + 1} of these: ${stop.en}` }];
  });
