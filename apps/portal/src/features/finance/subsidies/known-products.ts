/** What counties of the region grant for (table of a neighbouring county of June 2016): a start to be changed, never a rule. */
export const knownProducts = [
  { product: 'vegetables', nameZh: '蔬菜', unit: 'centiMu', minimum: 200, ratesFen: [50_000], capQuantity: 1_000 },
  { product: 'navelOrange', nameZh: '脐橙', unit: 'centiMu', minimum: 200, ratesFen: [60_000, 20_000, 20_000], capQuantity: 500 },
  { product: 'oilTea', nameZh: '油茶新造', unit: 'centiMu', minimum: 300, ratesFen: [60_000, 20_000, 20_000], capQuantity: 1_000 },
  { product: 'oilTeaRenewed', nameZh: '油茶低改', unit: 'centiMu', minimum: 300, ratesFen: [30_000], capQuantity: 1_000 },
  { product: 'tobacco', nameZh: '烤烟', unit: 'centiMu', minimum: 200, ratesFen: [30_000], capQuantity: null },
  { product: 'stevia', nameZh: '甜叶菊', unit: 'centiMu', minimum: 200, ratesFen: [30_000], capQuantity: 1_000 },
  { product: 'curingBarn', nameZh: '烤房修缮', unit: 'count', minimum: 1, ratesFen: [500_000], capQuantity: null },
] as const;

/** Papers an application may have to bring; inspectors' photographs are asked for by policy. */
export const knownPapers = [
  { code: 'landRight', nameZh: '土地承包或流转证明', nameEn: 'proof of the land' },
  { code: 'seedlingReceipt', nameZh: '种苗购买凭证', nameEn: 'receipt of seedlings' },
  { code: 'contract', nameZh: '合作或代管协议', nameEn: 'contract with the partner' },
  { code: 'licence', nameZh: '经营许可证照', nameEn: 'licence' },
] as const;

/** A product that is not in the list gets a code of its own; people only ever see its name. */
export function productCode(nameZh: string, position: number): string {
  const known = knownProducts.find((one) => one.nameZh === nameZh);
  return known?.product ?? `other${String.fromCodePoint('A'.codePointAt(0)! + (position % 26))}${position >= 26 ? 'x' : ''}`;
}
