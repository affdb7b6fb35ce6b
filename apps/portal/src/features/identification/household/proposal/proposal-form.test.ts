import type { Household } from '../../../../api/identification/households.js';
import { entriesOf, incomeChange, netOf } from './income-entries.js';
import { changesOf, type ProposalForm } from './proposal-form.js';

const household = {
  mainCause: '01',
  secondaryCauses: ['08'],
  category: 'general',
  members: [
    { personId: 'p1', name: '刘水生', relation: '01' },
    { personId: 'p2', name: '钟发娣', relation: '02' },
  ],
} as unknown as Household;
const form = (part: Partial<ProposalForm>): ProposalForm => ({ kind: 'members', reason: '核实', validFrom: '2016-05-01', ...part });

describe('proposal of a correction', () => {
  it('proposes nothing when nothing differs', () => {
    expect(changesOf(form({ members: { current: { p1: { relation: '01' }, p2: { relation: '02' } } } }), household)).toBeUndefined();
    expect(changesOf(form({ kind: 'cause', cause: { mainCause: '01', secondaryCauses: ['08'] } }), household)).toBeUndefined();
    expect(changesOf(form({ kind: 'category', category: { category: 'general' } }), household)).toBeUndefined();
    expect(changesOf(form({ kind: 'identity', identity: { personId: 'p1', name: '刘水生' } }), household)).toBeUndefined();
  });

  it('registers a death: the member leaves, no relation is changed', () => {
    expect(changesOf(form({ members: { current: { p2: { relation: '99', leaving: '01' } } } }), household)).toEqual({
      kind: 'members',
      changes: { remove: [{ personId: 'p2', manner: '01' }] },
    });
  });

  it('sends a new number without spaces', () => {
    expect(changesOf(form({ kind: 'identity', identity: { personId: 'p1', idNumber: '360799 1960 0101 0016' } }), household)).toEqual({
      kind: 'identity',
      changes: { personId: 'p1', idNumber: '360799196001010016' },
    });
  });
});

describe('incomes as typed', () => {
  const recorded = {
    year: 2015,
    revision: 1,
    wageFen: 900_000,
    businessFen: 350_000,
    propertyFen: 20_000,
    transferFen: 228_000,
    businessExpenseFen: 120_000,
    items: { livingAllowanceFen: 180_000 },
    netFen: 1_378_000,
    netPerPersonFen: 344_500,
    recordedAt: '2016-01-20T03:00:00Z',
  };

  it('loses no fen of sums that their parts do not explain', () => {
    const change = incomeChange(entriesOf(recorded));
    expect(change.transferFen).toBe(recorded.transferFen);
    expect(change.propertyFen).toBe(recorded.propertyFen);
    expect(change.items).toEqual({ livingAllowanceFen: 180_000, otherTransferFen: 48_000, otherPropertyFen: 20_000 });
    expect(netOf(entriesOf(recorded))).toBe(recorded.netFen);
  });
});
