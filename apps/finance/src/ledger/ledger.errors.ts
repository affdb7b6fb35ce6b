import { formatYuan, type Fen } from '@jingzhun/domain/money';
import { Refusal } from '@jingzhun/domain/refusal';

interface WithTheBank {
  readonly number: number;
  readonly title: string;
  readonly payments: number;
  readonly amountFen: number;
}

/** What a bank may have credited already; named, so that somebody asks for its answer. */
export class StillOnTheWay extends Refusal {
  constructor(month: string, batches: readonly WithTheBank[]) {
    const sum = (of: (batch: WithTheBank) => number): number => batches.reduce((total, batch) => total + of(batch), 0);
    const [payments, total] = [sum((batch) => batch.payments), formatYuan(sum(({ amountFen }) => amountFen) as Fen)];
    super({
      code: 'ledger.still-on-the-way',
      status: 409,
      zh: {
        title: '在途款项须先核对',
        detail:
          payments === 0
            ? `${month} 月末的在途款项现在都有了结果，与您看到的不同。`
            : `${month} 月末还有 ${payments} 笔、${total} 元已送银行而没有结果。`,
        next: '请先催银行回盘；确须先结账的，请重新打开结账窗口核对在途款项后再结：以后回盘的记入下月，保留银行日期。',
      },
      en: {
        title: 'Look at what is on its way first',
        detail:
          payments === 0
            ? `Everything on its way at the end of ${month} has its answer now; you saw something else.`
            : `At the end of ${month}, ${payments} payments (${total} yuan) were with the bank and have no answer.`,
        next: 'Ask the bank for its return file first. To close all the same, open the window again and look at what is on its way: later answers are posted in the next month with the day of the bank.',
      },
      problems: batches.map((batch) => ({
        pointer: `/batches/${batch.number}`,
        code: 'ledger.batch-on-the-way',
        zh: `第${batch.number}号批次“${batch.title}”：${batch.payments} 笔、${formatYuan(batch.amountFen as Fen)} 元没有回盘。`,
        en: `Batch ${batch.number} (${batch.title}): ${batch.payments} payments, ${formatYuan(batch.amountFen as Fen)} yuan, without an answer.`,
      })),
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
      zh: { title: '该月已经结账', detail: '该月或其后的月份已经结账，不能再次结账，也不能反结账。', next: '无需操作。' },
      en: { title: 'Already closed', detail: 'This month or a later one is closed and stays so.', next: 'There is nothing to do.' },
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
