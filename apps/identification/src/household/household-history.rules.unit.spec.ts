import fc from 'fast-check';
import { stateAsOf, timelineOf, type HistoryVersion } from './household-history.rules.js';
import type { HouseholdState, MemberState } from './household-state.js';
import { flatten, unflatten } from './state-diff.js';

const member = (parts: Partial<MemberState> = {}): MemberState => ({
  name: '刘大山',
  sex: 'male',
  birthDate: '1960-01-01',
  documentKind: 'citizen',
  idNumberMasked: '360799************',
  idMark: 'aa',
  ethnicity: '01',
  relation: '01',
  validFrom: '2014-12-01',
  facts: {},
  ...parts,
});

const state = (parts: Partial<HouseholdState> = {}): HouseholdState => ({
  number: '1',
  villageCode: '360781102208',
  groupName: null,
  status: 'registered',
  category: 'general',
  mainCause: '01',
  secondaryCauses: [],
  standard: '01',
  registeredOn: '2014-12-01',
  registeredElsewhere: false,
  sourceDocument: null,
  headPersonId: 'p1',
  headName: '刘大山',
  memberCount: 1,
  address: '旧址',
  phoneMasked: '199****0000',
  phoneMark: '01',
  bankName: null,
  bankAccountMasked: null,
  bankMark: null,
  living: {},
  members: { p1: member() },
  incomes: {},
  ...parts,
});

const version = (number: number, validFrom: string, recordedOn: string, of: HouseholdState): HistoryVersion => ({
  version: number,
  change: number === 1 ? 'registered' : 'contact',
  validFrom,
  recordedAt: new Date(`${recordedOn}T04:00:00Z`),
  accountName: null,
  reason: null,
  sourceDocument: null,
  state: of,
});

const at = (validOn: string, knownOn = '2030-01-01') => ({ validOn, knownUntil: new Date(`${knownOn}T23:59:59Z`) });

describe('state as of', () => {
  const history = [
    version(1, '2014-12-01', '2014-12-05', state()),
    version(2, '2016-01-01', '2016-01-10', state({ address: '新址' })),
    // recorded later, about an earlier day
    version(3, '2015-06-01', '2016-02-01', state({ address: '新址', mainCause: '02' })),
  ];

  it('gives each change its own time: a late record does not bring an earlier address along', () => {
    expect(stateAsOf(history, at('2015-07-01'))?.state).toMatchObject({ address: '旧址', mainCause: '02' });
    expect(stateAsOf(history, at('2016-01-01'))?.state).toMatchObject({ address: '新址', mainCause: '02' });
  });

  it('knows only what was recorded by then', () => {
    expect(stateAsOf(history, at('2015-07-01', '2016-01-31'))?.state.mainCause).toBe('01');
    expect(stateAsOf(history, at('2016-03-01', '2016-01-09'))?.state.address).toBe('旧址');
  });

  it('is nothing before the registration, or before it was known', () => {
    expect(stateAsOf(history, at('2014-11-30'))).toBeUndefined();
    expect(stateAsOf(history, at('2016-01-01', '2014-12-04'))).toBeUndefined();
  });

  it('lets members come and go with all their fields', () => {
    const both = state({
      memberCount: 2,
      members: { p1: member(), p2: member({ name: '钟秀英', relation: '02', facts: { health: ['02'] } }) },
    });
    const left = state({ memberCount: 1, members: { p1: member() } });
    const moved = [
      version(1, '2014-12-01', '2014-12-05', state()),
      version(2, '2015-03-01', '2015-03-01', both),
      version(3, '2016-03-01', '2016-03-01', left),
    ];
    expect(stateAsOf(moved, at('2015-12-31'))?.state).toEqual(both);
    expect(stateAsOf(moved, at('2016-12-31'))?.state).toEqual(left);
  });
});

describe('timeline', () => {
  it('is newest first, masked, without marks; who joins is one line', () => {
    const before = state();
    const after = state({
      phoneMark: '02',
      memberCount: 2,
      members: { p1: member({ idMark: 'bb' }), p2: member({ name: '钟秀英', relation: '02' }) },
    });
    const [newest, first] = timelineOf([version(1, '2014-12-01', '2014-12-05', before), version(2, '2015-01-01', '2015-01-01', after)]);
    expect(first?.fields).toEqual([]);
    expect(newest?.fields).toEqual([
      { field: 'memberCount', before: 1, after: 2 },
      { field: 'members.p1.idNumberMasked', before: '360799************', after: '360799************' },
      {
        field: 'members.p2',
        before: null,
        after: { name: '钟秀英', relation: '02', sex: 'male', birthDate: '1960-01-01', idNumberMasked: '360799************' },
      },
      { field: 'phoneMasked', before: '199****0000', after: '199****0000' },
    ]);
  });
});

const states = fc.record({
  address: fc.option(fc.string()),
  mainCause: fc.constantFrom('01', '02'),
  secondaryCauses: fc.subarray(['03', '04']),
  living: fc.record({ safeWater: fc.boolean() }, { requiredKeys: [] }),
  members: fc.dictionary(
    fc.constantFrom('p1', 'p2', 'p3'),
    fc
      .record({ name: fc.string(), health: fc.subarray(['01', '02'] as const) })
      .map(({ name, health }) => member({ name, facts: { health } })),
  ),
});

describe('properties', () => {
  it('a state survives being taken apart', () => {
    fc.assert(fc.property(states, (parts) => void expect(unflatten(flatten(state(parts)))).toEqual(state(parts))));
  });

  it('on the last day, with all knowledge, it is the newest state; changes that begin in order give each version back on its day', () => {
    fc.assert(
      fc.property(fc.array(states, { minLength: 1, maxLength: 6 }), (list) => {
        const history = list.map((parts, i) => version(i + 1, `2015-01-${String(i + 1).padStart(2, '0')}`, '2016-01-01', state(parts)));
        expect(stateAsOf(history, at('2020-01-01'))?.state).toEqual(history.at(-1)?.state);
        for (const { validFrom, state: then } of history) expect(stateAsOf(history, at(validFrom))?.state).toEqual(then);
      }),
    );
  });

  it('whatever the order of days, the far end is always the newest state once everything holds', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(states, fc.integer({ min: 1, max: 28 })), { minLength: 1, maxLength: 6 }), (list) => {
        const history = list.map(([parts, day], i) =>
          version(i + 1, `2015-01-${String(i === 0 ? 1 : day).padStart(2, '0')}`, '2016-01-01', state(parts)),
        );
        expect(stateAsOf(history, at('2015-02-01'))?.state).toEqual(history.at(-1)?.state);
      }),
    );
  });
});
