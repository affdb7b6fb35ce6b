import type { PlaceShare } from '../../../api/finance/payments.js';

export interface Share extends Omit<PlaceShare, 'villageCode'> {
  /** 9 digits of a township, 12 of a village. */
  readonly area: string;
}

/** By township while there are several, else by village; the largest sum first. */
export function sharesOf(places: readonly PlaceShare[], township?: string): Share[] {
  const townships = new Set(places.map(({ villageCode }) => villageCode.slice(0, 9)));
  const areaOf = ({ villageCode }: PlaceShare): string => (township || townships.size <= 1 ? villageCode : villageCode.slice(0, 9));
  const shares = new Map<string, Share>();
  for (const place of places.filter(({ villageCode }) => !township || villageCode.startsWith(township))) {
    const area = areaOf(place);
    const { households = 0, payments = 0, sumFen = 0, mostFen = 0 } = shares.get(area) ?? {};
    shares.set(area, {
      area,
      households: households + place.households,
      payments: payments + place.payments,
      sumFen: sumFen + place.sumFen,
      mostFen: Math.max(mostFen, place.mostFen),
    });
  }
  return [...shares.values()].sort((a, b) => b.sumFen - a.sumFen || (a.area < b.area ? -1 : 1));
}
