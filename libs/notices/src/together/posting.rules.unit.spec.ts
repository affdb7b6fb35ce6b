import fc from 'fast-check';
import type { NoticeRecord } from '../posting/notice-record.js';
import { hangs, leftBecause, sheetsOf, whyNotOneSheet } from './posting.rules.js';

const notice = (parts: object = {}): NoticeRecord =>
  ({
    ...{ kind: 'village', place: '360781102208', groupName: null, state: 'posted', objections: { open: 0, upheld: 0, dismissed: 0 } },
    ...{ postedOn: '2016-06-15', firstDay: '2016-06-16', lastDay: '2016-06-22' },
    ...parts,
  }) as unknown as NoticeRecord;
const composed = notice({ state: 'composed', postedOn: null, firstDay: null, lastDay: null });

describe('notices that hang as one paper', () => {
  it.each([
    [undefined, [notice(), notice()]],
    [undefined, [notice(), composed]],
    ['kind', [notice(), notice({ kind: 'group' })]],
    ['place', [notice(), notice({ place: '360781102209' })]],
    ['place', [notice(), notice({ groupName: '第三小组' })]],
    ['day', [notice(), notice({ postedOn: '2016-06-14', firstDay: '2016-06-15', lastDay: '2016-06-21' })]],
    ['day', [notice(), notice({ lastDay: '2016-06-25' })]],
  ])('%s keeps them apart', (why, notices) => {
    expect(whyNotOneSheet(notices)).toBe(why);
  });

  it('every notice is on exactly one sheet, and a sheet hangs in one place', () => {
    const places = fc.record({
      place: fc.constantFrom('360781102208', '360781102209'),
      groupName: fc.constantFrom(null, '第一组', '第二组'),
    });
    fc.assert(
      fc.property(fc.array(places, { maxLength: 30 }), (list) => {
        const notices = list.map((parts) => notice(parts));
        const sheets = sheetsOf(notices);
        expect(sheets.flat()).toHaveLength(notices.length);
        expect(new Set(sheets.flat()).size).toBe(notices.length);
        for (const sheet of sheets) expect(whyNotOneSheet(sheet)).toBeUndefined();
        expect(sheets).toHaveLength(new Set(notices.map(({ place, groupName }) => `${place}${groupName}`)).size);
      }),
      { seed: 137, numRuns: process.env['DEEP'] ? 2_000 : 100 },
    );
  });

  it.each([
    ['posted', 0, null, true],
    ['posted', 1, 'objection-upheld', false],
    ['withdrawn', 0, 'withdrawn', false],
    ['withdrawn', 1, 'objection-upheld', false],
    ['closed', 0, null, false],
  ] as const)('%s with %i upheld: left because %s, a photo proves it: %s', (state, upheld, left, proven) => {
    const line = notice({ state, objections: { open: 0, upheld, dismissed: 0 } });
    expect([leftBecause(line), hangs(line)]).toEqual([left, proven]);
  });
});
