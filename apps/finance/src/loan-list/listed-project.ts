import { productName } from '../claim/listed-projects.js';

/** The project of a line `n` as it was listed, with the name its product has today. */
export const PROJECT = `n.project || jsonb_build_object('productNameZh', ${productName(`n.project ->> 'product'`)})`;
