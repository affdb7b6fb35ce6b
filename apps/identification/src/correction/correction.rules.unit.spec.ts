import fc from 'fast-check';
import type { PersonId } from '@jingzhun/domain/uuid';
import type { IdNumber } from '@jingzhun/domain/id-number';
import type { RelationToHead } from '@jingzhun/domain/relation-to-head';
import type { HouseholdState } from '../household/household-state.js';
import { MembersChanges } from './correction.dto.js';
import { withMembers } from './correction.rules.js';
import { CorrectionStatus, findTransition, TRANSITIONS } from './correction-lifecycle.js';

const ID = (n: number): PersonId => `00000000-0000-4000-8000-00000000000${n}` as PersonId;
const member = (relation: string, name: string) => ({
  name,
  sex: 'male',
  birthDate: '1960-01-01',
  documentKind: 'citizen',
  idNumberMasked: '',
  idMark: '',
  ethnicity: null,
  relation,
  validFrom: '2014-12-01',
  facts: {},
});
const household = {
  headPersonId: ID(1),
  headName: '甲',
  memberCount: 3,
  members: { [ID(1)]: member('01', '甲'), [ID(2)]: member('02', '乙'), [ID(3)]: member('03', '丙') },
  incomes: {},
} as unknown as HouseholdState;
const changes = (parts: object) => MembersChanges.parse(parts);
const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return 'allowed';
};

describe('lifecycle of a correction', () => {
  it('only a proposal goes anywhere, and every end is final', () => {
    for (const from of CorrectionStatus.options)
      for (const { step } of TRANSITIONS)
        expect([from, step, Boolean(findTransition(step, from))]).toEqual([from, step, from === 'proposed']);
  });
});

describe('corrections of members', () => {
  it.each<[string, object, string]>([
    ['two heads', { relation: [{ personId: ID(2), relation: '01' }] }, 'correction.members-head'],
    ['no head', { remove: [{ personId: ID(1), manner: '01' }] }, 'correction.members-head'],
    ['nobody left', { remove: [1, 2, 3].map((n) => ({ personId: ID(n), manner: '08' })) }, 'correction.members-nobody-left'],
    [
      'leaves and is related',
      { remove: [{ personId: ID(2), manner: '08' }], relation: [{ personId: ID(2), relation: '21' }] },
      'correction.members-twice',
    ],
    ['a stranger leaves', { remove: [{ personId: ID(9), manner: '08' }] }, 'correction.not-a-member'],
    [
      'the head changes',
      {
        relation: [
          { personId: ID(1), relation: '11' },
          { personId: ID(3), relation: '01' },
        ],
      },
      'allowed',
    ],
  ])('%s', (_, parts, code) => {
    expect(codeOf(() => withMembers(household, changes(parts), [], '2016-01-01'))).toBe(code);
  });

  it('nobody leaves before joining', () => {
    expect(codeOf(() => withMembers(household, changes({ remove: [{ personId: ID(3), manner: '08' }] }), [], '2014-11-30'))).toBe(
      'correction.members-left-before-joining',
    );
  });

  it('whatever is tried, what is allowed has one head, the right count, and leaves the given state alone', () => {
    const relation = fc.constantFrom<RelationToHead>('01', '02', '21', '99');
    const person = fc.integer({ min: 1, max: 3 }).map(ID);
    const anything = fc.record({
      remove: fc.array(fc.record({ personId: person, manner: fc.constant('08') }), { maxLength: 3 }),
      relation: fc.array(fc.record({ personId: person, relation }), { maxLength: 3 }),
      add: fc.array(fc.record({ name: fc.constant('丁'), idNumber: fc.constant('x'), relation }), { maxLength: 2 }),
    });
    fc.assert(
      fc.property(anything, (parts) => {
        const parsed = MembersChanges.safeParse(parts);
        if (!parsed.success) return;
        const before = structuredClone(household);
        const joining = parsed.data.add.map((_, i) => ({
          personId: `new-${i + 1}`,
          number: { idNumber18: String(i), birthDate: '2000-01-01', sex: 'male', kind: 'citizen' } as unknown as IdNumber,
          shown: { masked: '', mark: '' },
        }));
        const code = codeOf(() => {
          const next = withMembers(household, parsed.data, joining, '2016-01-01');
          const heads = Object.entries(next.members).filter(([, one]) => one.relation === '01');
          expect(heads.map(([id, { name }]) => [id, name])).toEqual([[next.headPersonId, next.headName]]);
          expect(next.memberCount).toBe(Object.keys(next.members).length);
        });
        expect(code === 'allowed' || code.startsWith('correction.')).toBe(true);
        expect(household).toEqual(before);
      }),
    );
  });
});
