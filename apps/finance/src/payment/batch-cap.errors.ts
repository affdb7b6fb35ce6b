import { Refusal, type RefusalProblem } from '@jingzhun/domain/refusal';

/** What a household gets in one batch has a cap; nothing is lost, it is paid with a later one (ADR 0183). */
export class BatchCapPassed extends Refusal {
  constructor(count: number, problems: readonly RefusalProblem[]) {
    super({
      code: 'payment.batch-cap-passed',
      status: 409,
      zh: {
        title: '超过每户每批上限',
        detail: `有 ${count} 笔加入本批次后，该户在本批次的合计超过办法规定的每批上限。本次没有写入。`,
        next: '请把所列各笔留到下一批次；已在草稿中的，请作废本草稿后重新组批，系统会自动按上限分批。',
      },
      en: {
        title: 'More than a household gets in one batch',
        detail: `With ${count} of these its household would get more in this batch than the cap of a batch. Nothing was written.`,
        next: 'Leave what is listed for the next batch; if it is in the draft already, cancel the draft and fill another one: it takes what fits.',
      },
      problems: problems.slice(0, 200),
    });
  }
}
