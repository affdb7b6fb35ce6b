import { Refusal } from '@jingzhun/domain/refusal';

export class PeriodClosed extends Refusal {
  constructor() {
    super({
      code: 'ledger.period-closed',
      status: 409,
      zh: {
        title: '该月已结账',
        detail: '所填日期所在的月份已经结账，不能再记账。',
        next: '请改用未结账月份的日期；更正以前的错误请记一笔冲销。',
      },
      en: {
        title: 'The month is closed',
        detail: 'Nothing can be posted with a date in a closed month.',
        next: 'Use a date in an open month; correct an earlier mistake by a reversal.',
      },
    });
  }
}

export class PeriodNotOver extends Refusal {
  constructor() {
    super({
      code: 'ledger.period-not-over',
      status: 409,
      zh: { title: '本月尚未结束', detail: '只能结已经过完的月份。', next: '请在下月初再结账。' },
      en: {
        title: 'The month is not over',
        detail: 'Only a month that has passed can be closed.',
        next: 'Close it at the beginning of the next month.',
      },
    });
  }
}

export class EarlierPeriodOpen extends Refusal {
  constructor(month: string) {
    super({
      code: 'ledger.earlier-period-open',
      status: 409,
      zh: { title: '前面还有月份未结账', detail: `${month} 尚未结账，须按月份先后结账。`, next: `请先结 ${month}。` },
      en: {
        title: 'An earlier month is open',
        detail: `${month} is not closed; months are closed one after the other.`,
        next: `Close ${month} first.`,
      },
    });
  }
}

export class PeriodAlreadyClosed extends Refusal {
  constructor() {
    super({
      code: 'ledger.period-already-closed',
      status: 409,
      zh: { title: '该月已经结账', detail: '结账后不能再次结账，也不能反结账。', next: '无需操作。' },
      en: { title: 'Already closed', detail: 'A closed month stays closed.', next: 'There is nothing to do.' },
    });
  }
}

export class LedgerEntryNotFound extends Refusal {
  constructor() {
    super({
      code: 'ledger.entry-not-found',
      status: 404,
      zh: { title: '没有找到该凭证', detail: '账簿中没有这张凭证。', next: '请在“总账”页面重新选择。' },
      en: { title: 'No such entry', detail: 'The book has no such entry.', next: 'Go back to the list of entries.' },
    });
  }
}

/** One cause, two different postings: a fault of the program, answered as such. */
export class PostedDifferently extends Error {
  constructor(causeType: string) {
    super(`a ${causeType} was posted before with other lines`);
    this.name = 'PostedDifferently';
  }
}
