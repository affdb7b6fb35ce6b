import type { PlainDate } from '@jingzhun/domain/plain-date';
import type { AttachmentRef } from '@jingzhun/evidence';
import type { PostedNotice } from './notice-record.js';
import { proofDay } from './proof.rules.js';

const notice = { postedOn: '2016-06-15', firstDay: '2016-06-16', lastDay: '2016-06-22' } as PostedNotice;
const photo = (capturedOn: string | null, contentType = 'image/jpeg'): AttachmentRef =>
  ({ id: 'x', sha256: 'x', bytes: 1, contentType, capturedOn: capturedOn as PlainDate | null }) as unknown as AttachmentRef;
const day = (occasion: 'first' | 'last', ref: AttachmentRef, today: string): string => {
  try {
    return proofDay(notice, occasion, ref, today as PlainDate);
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('the photo of a notice', () => {
  it.each([
    ['first', '2016-06-15', '2016-06-15', '2016-06-15'],
    ['first', '2016-06-16', '2016-06-18', '2016-06-16'],
    ['first', null, '2016-06-16', '2016-06-16'],
    ['first', null, '2016-06-17', 'notice.proof-other-day'],
    ['first', '2016-06-14', '2016-06-16', 'notice.proof-other-day'],
    ['first', '2016-06-17', '2016-06-18', 'notice.proof-other-day'],
    ['first', '2016-06-16', '2016-06-15', 'notice.proof-other-day'],
    ['last', '2016-06-22', '2016-06-22', '2016-06-22'],
    ['last', '2016-06-22', '2016-06-25', '2016-06-22'],
    ['last', '2016-06-23', '2016-06-23', '2016-06-23'],
    ['last', '2016-06-23', '2016-06-30', '2016-06-23'],
    // weeks later a board proves nothing about the last day
    ['last', '2016-06-24', '2016-06-24', 'notice.proof-other-day'],
    ['last', null, '2016-06-24', 'notice.proof-other-day'],
    ['last', '2016-06-21', '2016-06-22', 'notice.proof-other-day'],
    ['last', null, '2016-06-21', 'notice.proof-other-day'],
    ['last', '2016-06-22', '2016-06-21', 'notice.proof-other-day'],
  ] as const)('of the %s day, taken on %s, handed in on %s: %s', (occasion, takenOn, today, expected) => {
    expect(day(occasion, photo(takenOn), today)).toBe(expected);
  });

  it('of the first day is taken at once, also when the counted days begin after a holiday', () => {
    const beforeHoliday = { postedOn: '2016-09-30', firstDay: '2016-10-08', lastDay: '2016-10-17' } as PostedNotice;
    const of = (takenOn: string) => () => proofDay(beforeHoliday, 'first', photo(takenOn), '2016-10-08' as PlainDate);
    expect(of('2016-10-01')()).toBe('2016-10-01');
    expect(of('2016-10-08')).toThrow();
  });

  it('is a photo', () => {
    expect(day('first', photo('2016-06-16', 'application/pdf'), '2016-06-16')).toBe('notice.proof-no-photo');
  });
});
