import { productShares, type Counted } from './product-shares.rules.js';
import type { SubsidyScheme } from './scheme.js';

/** One accepted application, as the bureau has confirmed it. */
export interface Accepted {
  applicationId: string;
  householdId: string;
  product: string;
  stage: number;
  /** 0.01 mu or pieces. */
  quantity: number;
  /** What the cap of an earlier batch left of an application: worked out already, only the caps of money are asked again. */
  restFen?: number | null;
}

/** What households got or are sure to get from the scheme before this batch. */
export interface Earlier {
  /** By household, in fen. */
  grantedFen: ReadonlyMap<string, number>;
  /** By `householdId product`: every application that was granted something, once: they use the product's limit of the year. */
  counted: ReadonlyMap<string, readonly Counted[]>;
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
  /** What the limit took away; of the batch's: what waits for the next one. */
  amountFen: number;
}

export interface Granted {
  applicationId: string;
  householdId: string;
  /** Rate times accepted quantity, before any limit; of a rest, the rest. */
  computedFen: number;
  /** Quantity that counts within the product's limit. */
  countedQuantity: number;
  amountFen: number;
  cuts: Cut[];
}

/** What the cap of the batch left for the next one. Everything else that was cut is gone. */
export const waitsFen = ({ cuts }: { readonly cuts: readonly Cut[] }): number => cuts.find(({ by }) => by === 'batchCap')?.amountFen ?? 0;

/**
 * Amounts of one batch: rate × accepted quantity, cut by the product's limit, then by the household's, then by what all schemes of the year
 * may come to together, and last by the batch's (domain.md 6.2; the caps are policy of the scheme). What the batch cuts is not lost: it
 * waits for the next one (ADR 0183). Within a household rests come first, then product, stage, id: so the result is the same whatever the
 * order of the rows, and a household ends with the same sum however its applications are divided into rounds.
 */
export function grant(scheme: SubsidyScheme, rows: readonly Accepted[], earlier: Earlier, elsewhere: Elsewhere = NOWHERE): Granted[] {
  const byHousehold = new Map<string, Accepted[]>();
  for (const row of rows) {
    const own = byHousehold.get(row.householdId);
    if (own) own.push(row);
    else byHousehold.set(row.householdId, [row]);
  }
  return [...byHousehold.keys()].toSorted(inCodeOrder).flatMap((householdId) => {
    const own = (byHousehold.get(householdId) as Accepted[]).toSorted(served);
    return grantHousehold(scheme, own, earlier, elsewhere);
  });
}

function grantHousehold(scheme: SubsidyScheme, rows: readonly Accepted[], earlier: Earlier, elsewhere: Elsewhere): Granted[] {
  const householdId = rows[0]?.householdId ?? '';
  const shares = productShares(scheme, (product) => earlier.counted.get(`${householdId} ${product}`) ?? []);
  const left = {
    batchCap: scheme.batchCapFen as number,
    householdCap: Math.max(scheme.householdCapFen - (earlier.grantedFen.get(householdId) ?? 0), 0),
    yearCap: elsewhere.left.get(householdId)?.fen ?? Infinity,
  };
  return rows.map((row): Granted => {
    const { computedFen, countedQuantity, amountFen, cuts } =
      typeof row.restFen === 'number'
        ? { computedFen: row.restFen, countedQuantity: 0, amountFen: row.restFen, cuts: [] }
        : shares(row, elsewhere.excluded.has(row.applicationId));
    let granted = amountFen;
    for (const by of ['householdCap', 'yearCap', 'batchCap'] as const) {
      const kept = Math.min(granted, left[by]);
      if (kept < granted) cuts.push({ by, amountFen: granted - kept });
      granted = kept;
    }
    for (const by of ['householdCap', 'yearCap', 'batchCap'] as const) left[by] -= granted;
    return { applicationId: row.applicationId, householdId, computedFen, countedQuantity, amountFen: granted, cuts };
  });
}

const inCodeOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const isNew = ({ restFen }: Accepted): number => (typeof restFen === 'number' ? 0 : 1);
const served = (a: Accepted, b: Accepted): number =>
  isNew(a) - isNew(b) || inCodeOrder(a.product, b.product) || a.stage - b.stage || inCodeOrder(a.applicationId, b.applicationId);
