import { mostExtensionMonths } from './extension.rules.js';

const RULE = { shortTermMonths: 12, shortTermShareBp: 10_000, mediumTermMonths: 60, mediumTermShareBp: 5_000, longTermMostMonths: 36 };

describe('how long an extension may be', () => {
  it.each([
    ['a short loan by its own term', 12, undefined, 12],
    ['one of a month more by half of it', 13, undefined, 6],
    ['a loan of three years by half of it', 36, undefined, 18],
    ['one of five years as well', 60, undefined, 30],
    ['a longer one by three years', 61, undefined, 36],
    ['not longer than the product says', 36, 12, 12],
    ['nor longer than the rule where the product says more', 12, 24, 12],
    ['not at all where the product says so', 36, 0, 0],
  ])('%s', (_, months, ofProduct, most) => {
    expect(mostExtensionMonths(months, RULE, ofProduct)).toBe(most);
  });
});
