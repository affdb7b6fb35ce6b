import type { PlainDate } from '@jingzhun/domain/plain-date';
import { earlierDaysEnding } from './institution-days.rules.js';

const serves = (validFrom: string, validTo: string | null = null, schemes = ['criticalIllness']) => ({
  ...{ schemes, validFrom: validFrom as PlainDate, validTo: validTo as PlainDate | null },
});

describe('days that end with a later version of an institution', () => {
  it('are those before its first day', () => {
    expect(earlierDaysEnding(serves('2016-01-01'), serves('2016-07-01'))).toEqual({ from: '2016-01-01', to: '2016-06-30' });
    expect(earlierDaysEnding(serves('2016-01-01', '2016-12-31'), serves('2017-01-01'))).toEqual({ from: '2016-01-01', to: '2016-12-31' });
    // an agreement that had ended before: days in between were nobody's
    expect(earlierDaysEnding(serves('2016-01-01', '2016-03-31'), serves('2016-07-01'))).toEqual({ from: '2016-01-01', to: '2016-03-31' });
  });

  it('are none where it begins as early, or gives up the scheme by name', () => {
    expect(earlierDaysEnding(serves('2016-01-01'), serves('2016-01-01', '2016-12-31'))).toBeUndefined();
    expect(earlierDaysEnding(serves('2016-07-01'), serves('2016-01-01'))).toBeUndefined();
    expect(earlierDaysEnding(serves('2016-01-01'), serves('2016-07-01', null, ['supplement']))).toBeUndefined();
  });
});
