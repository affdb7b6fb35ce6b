export const claimsPlace = '/finance/interest-claims';
export const claimPlace = (id: string): string => `${claimsPlace}/${id}`;
