/**
 * The mask of an ID number on pages of the register. They show the date of birth, so the usual mask (first six and last four)
 * would give the whole number away; with the place of first registration alone 500 numbers remain possible.
 */
export const maskBesideBirthDate = (idNumber18: string): string => `${idNumber18.slice(0, 6)}${'*'.repeat(12)}`;
