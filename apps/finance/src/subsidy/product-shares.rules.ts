import type { Cut } from './caps.rules.js';
import type { SchemeProduct, SubsidyScheme } from './scheme.js';

/** Of an application that counts towards a product's limit. */
export interface Counted {
  readonly stage: number;
  /** Accepted: 0.01 mu or pieces. */
  readonly quantity: number;
}

/** What an application is worth before the caps of money. */
export interface Share {
  computedFen: number;
  countedQuantity: number;
  amountFen: number;
  cuts: Cut[];
}

/**
 * The applications of one household, asked one after the other. A product's limit of the year is filled with the highest rates first,
 * whichever was granted first: an application gets what the whole is worth more with it than without it, so the sum of several is the same
 * in whatever order, and in whatever rounds, they come.
 */
export function productShares(
  { products }: SubsidyScheme,
  earlier: (product: string) => readonly Counted[],
): (row: Counted & { readonly product: string }, isRewardedElsewhere: boolean) => Share {
  const known = new Map(products.map((product) => [product.product, product]));
  const counted = new Map<string, Counted[]>();
  return ({ product: code, stage, quantity }, isRewardedElsewhere) => {
    const product = known.get(code);
    const rate = product?.ratesFen[stage - 1];
    const computedFen = product && rate !== undefined ? amountOf(product, rate, quantity) : 0;
    const nothing = (by: Cut['by']): Share => ({ computedFen, countedQuantity: 0, amountFen: 0, cuts: [{ by, amountFen: computedFen }] });
    if (isRewardedElsewhere) return nothing('otherScheme');
    if (!product || rate === undefined) return nothing('noRateForStage');
    if (quantity < product.minimum) return nothing('belowMinimum');
    const before = counted.get(code) ?? [...earlier(code)];
    counted.set(code, [...before, { stage, quantity }]);
    if (product.capQuantity === null) return { computedFen, countedQuantity: quantity, amountFen: computedFen, cuts: [] };
    const worth = worthOf(product, [...before, { stage, quantity }]) - worthOf(product, before);
    const amountFen = Math.min(worth, computedFen);
    const ahead = before.filter((one) => (product.ratesFen[one.stage - 1] ?? 0) >= rate).reduce((sum, one) => sum + one.quantity, 0);
    const countedQuantity = Math.min(Math.max(product.capQuantity - ahead, 0), quantity);
    return {
      ...{ computedFen, countedQuantity, amountFen },
      cuts: amountFen < computedFen ? [{ by: 'productCap', amountFen: computedFen - amountFen }] : [],
    };
  };
}

/** Of a product with a limit: the limit filled with the best rates. */
function worthOf(product: SchemeProduct, rows: readonly Counted[]): number {
  const rateOf = ({ stage }: Counted): number => product.ratesFen[stage - 1] ?? 0;
  let left = product.capQuantity ?? Infinity;
  let sum = 0;
  for (const row of rows.toSorted((a, b) => rateOf(b) - rateOf(a))) {
    const quantity = Math.min(row.quantity, left);
    left -= quantity;
    sum += rateOf(row) * quantity;
  }
  return product.unit === 'count' ? sum : Math.floor(sum / 100);
}

/** A rate is for a mu or a piece, a quantity of land in 0.01 mu; parts of a fen are not granted. */
const amountOf = ({ unit }: SchemeProduct, rateFen: number, quantity: number): number =>
  unit === 'count' ? rateFen * quantity : Math.floor((rateFen * quantity) / 100);
