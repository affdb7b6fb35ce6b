import { TransferItems, type TransferItem } from './income-item.js';
import { divideFen, sumFen, ZERO_FEN, type Fen } from './money.js';

/** A household's income of one year. Unsold produce is valued and counted as business income; one-off receipts do not belong here. */
export interface YearlyIncome {
  readonly wage: Fen;
  readonly business: Fen;
  readonly property: Fen;
  readonly transfers: Readonly<Partial<Record<TransferItem, Fen>>>;
  readonly businessExpense: Fen;
}

export interface NetIncome {
  /** Transfer items that count, summed. */
  readonly transfer: Fen;
  readonly net: Fen;
  /** Rounded half away from zero to the fen. */
  readonly netPerPerson: Fen;
}

/**
 * Net income = wage + business + property + transfer − business expense; divided by the members registered on the card.
 * Published forms disagree on which transfer items count (pensions above all), so the list is an argument (policy parameter
 * `income.countedTransfers`). Throws a RangeError for a household without members.
 */
export function netIncome(income: YearlyIncome, members: number, counted: readonly TransferItem[]): NetIncome {
  const transfer = sumFen(TransferItems.codes.filter((item) => counted.includes(item)).map((item) => income.transfers[item] ?? ZERO_FEN));
  const net = sumFen([income.wage, income.business, income.property, transfer, (0 - income.businessExpense) as Fen]);
  return { transfer, net, netPerPerson: divideFen(net, members) };
}
