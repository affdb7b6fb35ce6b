import { Refusal, type RefusalProblem } from '@jingzhun/domain/refusal';

/** Decided once, but not to be paid as things stand: named row by row, with who decides what next. */
export class PaymentsStopped extends Refusal {
  /** @param problems none when the database has seen it first */
  constructor(problems: readonly RefusalProblem[] = []) {
    super({
      code: 'payment.stopped',
      status: 409,
      zh: {
        title: '有款项现在不能发放',
        detail:
          problems.length > 0
            ? `有 ${problems.length} 笔现在不能发放：公示有异议、产业部门已更正项目，或该户已不在册。整批未办理，没有任何改动。`
            : '刚刚有款项的公示收到异议或异议成立，有项目被更正，或有农户已不在册。整批未办理，没有任何改动。',
        next: '有未答复异议的，请负责调查的单位先答复，答复后继续办理。要先发放其余款项的：已审批的，请资金审批人“退回制单”；已申报的，请先撤回；草稿请把所列款项移出批次。异议成立、项目已更正或该户已不在册的，请资金审批人在“产业奖补”或“部门应付款”中不予通过；退回的款项，请停止发放。',
      },
      en: {
        title: 'Some cannot be paid now',
        detail:
          problems.length > 0
            ? `${problems.length} cannot be paid now: an objection stands against them, industry has corrected the project, or the household has left the register. Nothing was done with the batch.`
            : 'An objection has just come in or was upheld, a project was corrected, or a household has left the register. Nothing was done with the batch.',
        next: 'An open objection is answered by the office that investigates it; then go on. To pay the others first: a finance approver sends an approved batch back, a declared one is taken back, out of a draft those named are taken. Where an objection was upheld, the project was corrected or the household has left the register, a finance approver rejects the application or the claim; what came back from the bank is given up.',
      },
      problems: problems.slice(0, 200),
    });
  }
}
