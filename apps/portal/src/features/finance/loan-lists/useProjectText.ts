import { productWords } from '@jingzhun/domain/product-words';
import type { ListedProject } from '../../../api/finance/loan-lists.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { knownProducts } from '../subsidies/known-products.js';
import { loanListMessages } from './loan-lists.messages.js';

/** Kind and scale of a project; a product no scheme names has its code. */
export function useProjectText(): (project: ListedProject) => string {
  const t = useMessages(loanListMessages);
  const language = useLanguage();
  return ({ product, productNameZh, quantity, unit, acceptedOn, document }) => {
    const known = knownProducts.find((one) => one.product === product);
    const name = language === 'zh' ? (productNameZh ?? known?.nameZh ?? product) : productWords(product, productNameZh);
    const scale = unit === 'centiMu' ? t('mu', { amount: quantity / 100 }) : t('count', { amount: quantity });
    return t('project', { name, scale, on: acceptedOn, document });
  };
}
