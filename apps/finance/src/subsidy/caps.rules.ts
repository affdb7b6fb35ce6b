import type { SchemeProduct, SubsidyScheme } from './scheme.js';

/** One accepted application, as the bureau has confirmed it. */
export interface Accepted {
  applicationId: string;
  householdId: string;
  product: string;
  stage: number;
  /** 0.01 mu or pieces. */
  quantity: number;
}

/** What households got or are sure to get from the scheme before this batch. */
export interface Earlier {
  /** By household, in fen. */
  grantedFen: ReadonlyMap<string, number>;
  /** By `householdId product`, in units: counts towards the product's limit of the year. */
  quantity: ReadonlyMap<string, number>;
}

/** What limits that hold over all schemes leave of a round. */
export interface Elsewhere {
  /** By household; `besidesFen` is what it has of other grants that count. Absent: no such limit. */
  left: ReadonlyMap<string, { fen: number; besidesFen: number }>;
  /** Applications for what another scheme rewards already. */
  excluded: ReadonlySet<string>;
}
const NOWHERE: Elsewhere = { left: new Map(), excluded: new Set() };

export type CutBy = 'belowMinimum' | 'noRateForStage' | 'productCap' | 'batchCap' | 'householdCap' | 'yearCap' | 'otherScheme';

export interface Cut {
  by: CutBy;
  /** What the limit took away. */
  amountFen: number;
}

export interface Granted {
  applicationId: string;
  householdId: string;
  /** Rate times accepted quantity, before any limit. */
  computedFen: number;
  /** Quantity that counts within the product's limit. */
  countedQuantity: number;
  amountFen: number;
  cuts: Cut[];
}

/**
 * Amounts of one batch: rate × accepted quantity, cut by the product's limit, then by the batch's, then by the household's, then by what all
 * schemes of the year may come to together (domain.md 6.2; the caps are policy of the scheme). Where a limit leaves less than a household's applications ask for, they are
 * served by product, then by stage, then by id: so the result is the same whatever the order of the rows.
 */
export function grant(scheme: SubsidyScheme, rows: readonly Accepted[], earlier: Earlier, elsewhere: Elsewhere = NOWHERE): Granted[] {
  const products = new Map(scheme.products.map((product) => [product.product, product]));
  const byHousehold = new Map<string, Accepted[]>();
  for (const row of rows) {
    const own = byHousehold.get(row.householdId);
    if (own) own.push(row);
    else byHousehold.set(row.householdId, [row]);
  }
  return [...byHousehold.keys()].toSorted(inCodeOrder).flatMap((householdId) => {
    const own = (byHousehold.get(householdId) as Accepted[]).toSorted(served);
    return grantHousehold(scheme, products, own, earlier, elsewhere);
  });
}

function grantHousehold(
  scheme: SubsidyScheme,
  products: ReadonlyMap<string, SchemeProduct>,
  rows: readonly Accepted[],
  earlier: Earlier,
  elsewhere: Elsewhere,
): Granted[] {
  const householdId = rows[0]?.householdId ?? '';
  const used = new Map<string, number>();
  let batchLeft = scheme.batchCapFen as number;
  let householdLeft = Math.max(scheme.householdCapFen - (earlier.grantedFen.get(householdId) ?? 0), 0);
  let yearLeft = elsewhere.left.get(householdId)?.fen ?? Infinity;
  return rows.map((row): Granted => {
    const product = products.get(row.product);
    const before = used.get(row.product) ?? earlier.quantity.get(`${householdId} ${row.product}`) ?? 0;
    const { computedFen, countedQuantity, amountFen, cuts } = elsewhere.excluded.has(row.applicationId)
      ? rewardedElsewhere(product, row)
      : priceOf(product, row, before);
    used.set(row.product, before + countedQuantity);
    const afterBatch = Math.min(amountFen, batchLeft);
    if (afterBatch < amountFen) cuts.push({ by: 'batchCap', amountFen: amountFen - afterBatch });
    const afterHousehold = Math.min(afterBatch, householdLeft);
    if (afterHousehold < afterBatch) cuts.push({ by: 'householdCap', amountFen: afterBatch - afterHousehold });
    const afterYear = Math.min(afterHousehold, yearLeft);
    if (afterYear < afterHousehold) cuts.push({ by: 'yearCap', amountFen: afterHousehold - afterYear });
    batchLeft -= afterYear;
    householdLeft -= afterYear;
    yearLeft -= afterYear;
    return { applicationId: row.applicationId, householdId, computedFen, countedQuantity, amountFen: afterYear, cuts };
  });
}

function priceOf(
  product: SchemeProduct | undefined,
  { stage, quantity }: Accepted,
  before: number,
): Pick<Granted, 'computedFen' | 'countedQuantity' | 'amountFen' | 'cuts'> {
  const rate = product?.ratesFen[stage - 1];
  if (!product || rate === undefined)
    return { computedFen: 0, countedQuantity: 0, amountFen: 0, cuts: [{ by: 'noRateForStage', amountFen: 0 }] };
  const computedFen = amountOf(product, rate, quantity);
  if (quantity < product.minimum)
    return { computedFen, countedQuantity: 0, amountFen: 0, cuts: [{ by: 'belowMinimum', amountFen: computedFen }] };
  const countedQuantity = product.capQuantity === null ? quantity : Math.max(Math.min(quantity, product.capQuantity - before), 0);
  const amountFen = amountOf(product, rate, countedQuantity);
  return {
    computedFen,
    countedQuantity,
    amountFen,
    cuts: amountFen < computedFen ? [{ by: 'productCap', amountFen: computedFen - amountFen }] : [],
  };
}

function rewardedElsewhere(product: SchemeProduct | undefined, { stage, quantity }: Accepted): ReturnType<typeof priceOf> {
  const rate = product?.ratesFen[stage - 1];
  const computedFen = product && rate !== undefined ? amountOf(product, rate, quantity) : 0;
  return { computedFen, countedQuantity: 0, amountFen: 0, cuts: [{ by: 'otherScheme', amountFen: computedFen }] };
}

/** A rate is for a mu or a piece, a quantity of land in 0.01 mu; parts of a fen are not granted. */
const amountOf = ({ unit }: SchemeProduct, rateFen: number, quantity: number): number =>
  unit === 'count' ? rateFen * quantity : Math.floor((rateFen * quantity) / 100);

const inCodeOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const served = (a: Accepted, b: Accepted): number =>
  inCodeOrder(a.product, b.product) || a.stage - b.stage || inCodeOrder(a.applicationId, b.applicationId);
