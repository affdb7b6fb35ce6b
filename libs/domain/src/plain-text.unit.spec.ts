import { plainText } from './plain-text.js';

describe('plainText', () => {
  it.each([
    ['３６０７９９', '360799'],
    ["'0797", '0797'],
    [' 壬田 镇\u00a0', '壬田镇'],
    ['\ufeff01', '01'],
  ])('reads %p as %p', (given, expected) => {
    expect(plainText(given)).toBe(expected);
  });
});
