import type { Household } from '../../../../api/identification/households.js';
import { entriesOf, incomeChange, netOf } from './income-entries.js';
import { changesOf, type ProposalForm } from './proposal-form.js';

const household = {
  mainCause: '01',
  secondaryCauses: ['08'],
  category: 'general',
  groupName: '第三组',
  bankAccountMasked: '*****1234',
  living: { safeWater: false, builtYear: 1998 },
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

  it('proposes living conditions as a whole, without what was cleared; a group as it reads; an account only when typed', () => {
    const living = (entries: object) => changesOf(form({ kind: 'living', living: { ...entries } }), household);
    expect(living({ safeWater: false, builtYear: 1998, fuel: null })).toBeUndefined();
    expect(living({ safeWater: true, builtYear: null })).toEqual({ kind: 'living', changes: { living: { safeWater: true } } });
    const group = (groupName: string) => changesOf(form({ kind: 'group', group: { groupName } }), household);
    expect(group('第三组')).toBeUndefined();
    expect(group(' ')).toEqual({ kind: 'group', changes: { groupName: null } });
    const bank = (entries: object) => changesOf(form({ kind: 'bank', bank: { bankName: '瑞金农商银行', ...entries } }), household);
    expect(bank({})).toBeUndefined();
    expect(bank({ account: '6230 5204 8001' })).toEqual({ kind: 'bank', changes: { bankName: '瑞金农商银行', account: '623052048001' } });
    expect(bank({ isClosed: true })).toEqual({ kind: 'bank', changes: { bankName: null, account: null } });
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
