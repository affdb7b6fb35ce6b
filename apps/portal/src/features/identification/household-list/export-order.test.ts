import { exportOrderOf } from './export-order.js';

describe('export of what is on screen', () => {
  it('asks for the columns of the file, not for those of the screen', () => {
    expect(exportOrderOf({}, ['head', 'place', 'income', 'open']).columns).toEqual([
      'headName',
      'villageCode',
      'villageName',
      'groupName',
      'incomeYear',
      'netIncomePerPersonFen',
    ]);
  });

  it('takes the filters along, and leaves the order of the screen out', () => {
    expect(exportOrderOf({ area: '360781102', mainCause: '01', sort: 'income' }, ['head']).filters).toEqual({
      area: '360781102',
      mainCause: '01',
    });
  });
});
