import fc from 'fast-check';
import { HEAD, unit } from '../../../test/survey-data.js';
import { beginFound, beginWork, changesOf, finish, withAnswer, withParts, withoutMember } from './work.rules.js';

const made = (id: string, neverSent?: string) => ({ id, at: '2016-06-15T02:00:00.000Z', formVersion: 1, neverSent });

describe('the work on one household', () => {
  it('reports what differs from what was downloaded, and nothing else', () => {
    const begun = beginWork(unit('u1', { address: '村头' }));
    expect(changesOf(begun)).toEqual({});
    const work = withAnswer(withAnswer(begun, 'address', undefined), 'income.wageFen', 120_000);
    expect(changesOf(work)).toEqual({ address: null, 'income.wageFen': 120_000 });
    expect(changesOf(withAnswer(work, 'address', '村头'))).toEqual({ 'income.wageFen': 120_000 });
  });

  it('repeats in a later report what earlier ones said, also what was taken back', () => {
    const first = finish(withAnswer(beginWork(unit('u1', { address: '村头' })), 'address', '村尾'), made('r1'));
    expect(first.report).toMatchObject({ id: 'r1', follows: [], baseVersion: 0, registerVersion: 1, changes: { address: '村尾' } });
    const second = finish(withAnswer(withAnswer(first.work, 'address', '村头'), 'need', '修路'), made('r2'));
    expect(second.report).toMatchObject({ id: 'r2', follows: ['r1'], changes: { address: '村头', need: '修路' } });
    expect(second.work).toMatchObject({ reports: ['r1', 'r2'], reported: ['address', 'need'], dirty: false });
  });

  it('writes a report that was never sent anew under its id', () => {
    const first = finish(withAnswer(beginWork(unit('u1')), 'need', '修路'), made('r1'));
    const again = finish(withAnswer(first.work, 'need', '通水'), made('r2', 'r1'));
    expect(again.report).toMatchObject({ id: 'r1', follows: [], changes: { need: '通水' } });
    expect(again.work.reports).toEqual(['r1']);
  });

  it('lets a signature stand for the answers it was given for only', () => {
    const work = withParts(withAnswer(beginWork(unit('u1')), 'need', '修路'), {
      outcome: 'met',
      signedPhoto: 'p1',
      photos: [{ id: 'p1', purpose: 'signature' }],
    });
    expect(finish(work, made('r1')).report.signedPhoto).toBe('p1');
    const changed = finish(withAnswer(work, 'need', '通水'), made('r1')).report;
    expect(changed.signedPhoto).toBeUndefined();
    expect(changed.photos).toHaveLength(1);
  });

  it('keeps text that is no value yet, and sends no answers of a visit nobody was there for', () => {
    const work = withAnswer(beginWork(unit('u1')), 'income.wageFen', undefined, '12a');
    expect(work.raw).toEqual({ 'income.wageFen': '12a' });
    expect(withAnswer(work, 'income.wageFen', 1200).raw).toEqual({});
    expect(finish(withParts(withAnswer(work, 'need', '修路'), { outcome: 'away' }), made('r1')).report.changes).toEqual({});
  });

  it('names a found household itself; a member added by mistake goes as a whole', () => {
    const work = withAnswer(
      withAnswer(beginFound('u9', HEAD, '360781102208'), `members.${HEAD}.name`, '谢新户'),
      'members.m2.name',
      '多余',
    );
    const { report } = finish(withoutMember(work, 'm2'), made('r1'));
    expect(report).toMatchObject({ found: { villageCode: '360781102208' }, baseVersion: 0, registerVersion: null, outcome: 'met' });
    expect(Object.keys(report.changes)).toEqual([`members.${HEAD}.name`, `members.${HEAD}.relation`]);
  });

  it('says in its last report everything that was ever said and still holds', () => {
    const step = fc.record({
      path: fc.constantFrom('address', 'need', 'mainCause'),
      value: fc.option(fc.constantFrom('甲', '乙', '01'), { nil: undefined }),
      report: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
        let work = beginWork(unit('u1', { address: '甲' }));
        steps.forEach(({ path, value, report }, i) => {
          work = withAnswer(work, path, value);
          if (report) work = finish(work, made(`r${i}`)).work;
        });
        const last = finish(work, made('last')).report;
        const seen: Record<string, unknown> = { ...work.base.answers };
        for (const [path, value] of Object.entries(last.changes)) {
          if (value === null) delete seen[path];
          else seen[path] = value;
        }
        expect(seen).toEqual(work.answers);
      }),
      { numRuns: 200, seed: 1 },
    );
  });
});
