import type { PlainDate } from '@jingzhun/domain/plain-date';
import { misuseDecidable, type LastLook, type MisuseSoFar } from './misuse.rules.js';

const look = (parts: Partial<LastLook> = {}): LastLook => ({
  ...{ id: 'look', on: '2016-08-15' as PlainDate, finding: 'notAsAgreed', by: 'township', isDecided: false },
  ...parts,
});
const decision = (what: 'found' | 'putRight', on = '2016-08-14'): MisuseSoFar['decision'] => ({ what, on: on as PlainDate, by: 'county' });

describe('what the county may decide about the use of a loan', () => {
  it('nothing before somebody saw another use, and on each look once', () => {
    expect(misuseDecidable({ look: null, decision: null }, 'county')).toBeUndefined();
    for (const finding of ['asAgreed', 'notSeen'] as const)
      expect(misuseDecidable({ look: look({ finding }), decision: null }, 'county')).toBeUndefined();
    expect(misuseDecidable({ look: look({ isDecided: true }), decision: decision('putRight') }, 'county')).toBeUndefined();
    expect(misuseDecidable({ look: look(), decision: null }, 'county')).toEqual({ what: 'found', look: look(), isOwn: false });
  });

  it('a look of the day on which it was put right, or before, founds nothing; one of the day after does', () => {
    const on = (day: string) => misuseDecidable({ look: look({ on: day as PlainDate }), decision: decision('putRight') }, 'county')?.what;
    expect(['2016-08-01', '2016-08-14', '2016-08-15'].map(on)).toEqual([undefined, undefined, 'found']);
  });

  it('what was found is put right, whatever was seen since; neither by who did the step before', () => {
    for (const finding of ['asAgreed', 'notAsAgreed'] as const)
      expect(misuseDecidable({ look: look({ finding }), decision: decision('found') }, 'another')).toEqual({
        what: 'putRight',
        isOwn: false,
      });
    expect(misuseDecidable({ look: look(), decision: decision('found') }, 'county')?.isOwn).toBe(true);
    expect(misuseDecidable({ look: look(), decision: null }, 'township')?.isOwn).toBe(true);
  });
});
