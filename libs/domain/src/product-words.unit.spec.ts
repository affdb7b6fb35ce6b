import { productWords } from './product-words.js';

describe('a product in English', () => {
  it('is its code in words; one of the county alone has the name the county gave it', () => {
    expect(['vegetables', 'navelOrange', 'oilTeaRenewed'].map((code) => productWords(code, '某'))).toEqual([
      'vegetables',
      'navel orange',
      'oil tea renewed',
    ]);
    expect([productWords('otherA', '百香果'), productWords('otherBx', '黄精'), productWords('otherA', null)]).toEqual([
      '百香果',
      '黄精',
      'other a',
    ]);
  });
});
