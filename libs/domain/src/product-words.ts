/** A county's own products are coded by their place in its scheme and have no words but their name. */
const OWN = /^other[A-Z]x?$/;

/** A product in English text, from its code: `navelOrange` → `navel orange`; a county's own is called as the county calls it. */
export const productWords = (code: string, nameZh: string | null): string =>
  OWN.test(code) && nameZh ? nameZh : code.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
