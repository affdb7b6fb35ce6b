import { Refusal, type RefusalProblem } from '@jingzhun/domain/refusal';

/** Whole or not at all: every wrong line is named. */
export class StatementRefused extends Refusal {
  constructor(problems: readonly RefusalProblem[]) {
    super({
      code: 'statement.refused',
      status: 422,
      zh: {
        title: '对账单未读入',
        detail: `对账单有 ${problems.length} 处问题，整份没有读入。`,
        next: '请按列出的行逐一核对，改正后重新上传整份对账单。',
      },
      en: {
        title: 'The statement was not read',
        detail: `The statement has ${problems.length} problems; nothing of it was read.`,
        next: 'Correct the rows named and upload the whole statement again.',
      },
      problems: problems.slice(0, 200),
    });
  }
}
