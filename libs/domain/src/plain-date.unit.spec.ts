import fc from 'fast-check';
import { addDays, ageOn, compareDates, daysBetween, parsePlainDate, PlainDate, plainDateInShanghai } from './plain-date.js';

const date = (text: string): PlainDate => PlainDate.parse(text);
const anyDate = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2100-12-31'), noInvalidDate: true })
  .map((d) => date(d.toISOString().slice(0, 10)));

describe('parsePlainDate', () => {
  it.each(['2016-05-01', '2016-5-1', '2016/5/1', '2016/05/01', '2016.5.1', '20160501', '2016年5月1日', '2016年05月01日', ' ２０１６/5/1 '])(
    'reads %p',
    (text) => {
      expect(parsePlainDate(text)).toBe('2016-05-01');
    },
  );

  it.each(['', '2016', '2016-13-01', '2015-02-29', '20160431', '1/5/2016', '2016-5/1', 'null'])('refuses %p', (text) => {
    expect(parsePlainDate(text)).toBeUndefined();
  });

  it('reads back every date in every form', () => {
    fc.assert(
      fc.property(anyDate, (d) => {
        const [y, m, day] = d.split('-').map(Number);
        for (const text of [d, `${y}/${m}/${day}`, d.replaceAll('-', ''), `${y}年${m}月${day}日`]) expect(parsePlainDate(text)).toBe(d);
      }),
    );
  });
});

describe('arithmetic', () => {
  it('adds and counts days as inverse operations', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -40_000, max: 40_000 }), (d, days) => {
        expect(daysBetween(d, addDays(d, days))).toBe(days);
        expect(compareDates(d, addDays(d, days))).toBe(Math.sign(0 - days) + 0);
      }),
    );
  });

  it('counts completed years', () => {
    expect(ageOn(date('1996-05-02'), date('2016-05-01'))).toBe(19);
    expect(ageOn(date('1996-05-01'), date('2016-05-01'))).toBe(20);
    expect(ageOn(date('1996-02-29'), date('2015-02-28'))).toBe(18);
    expect(ageOn(date('1996-02-29'), date('2015-03-01'))).toBe(19);
  });

  it('is one year older on every anniversary and not the day before', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: 1, max: 90 }), (born, years) => {
        const anniversary = parsePlainDate(`${Number(born.slice(0, 4)) + years}${born.slice(4)}`);
        fc.pre(anniversary !== undefined);
        expect(ageOn(born, anniversary)).toBe(years);
        expect(ageOn(born, addDays(anniversary, -1))).toBe(years - 1);
      }),
    );
  });
});

describe('plainDateInShanghai', () => {
  it('turns at 16:00 UTC', () => {
    expect(plainDateInShanghai(new Date('2016-04-30T15:59:59.999Z'))).toBe('2016-04-30');
    expect(plainDateInShanghai(new Date('2016-04-30T16:00:00Z'))).toBe('2016-05-01');
  });
});
