import { readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Refusal } from '@jingzhun/domain/refusal';

const SOURCE = path.resolve(import.meta.dirname, '../src');
const NEED = { code: 'not-over', zh: '公示期未满', en: 'The period is not over' };
const WRONG = { pointer: '/rows/2/amount', code: 'amount', zh: '第2行：金额不是正数。', en: 'Line 2: not positive.' };

/** What a refusal is made of where it is made of something, by module and class; a class that is missing here must need nothing. */
const PARTS: Readonly<Record<string, readonly (readonly unknown[])[]>> = {
  'bank-file BankFileRefused': [[[WRONG]]],
  'bank-file BankFileTotalsDiffer': [[[WRONG]]],
  'bank-file BankFileStepNotPossible': ['checking', 'checked', 'releasing', 'stopped', 'booked', 'withdrawn'].map((state) => [state]),
  'bank-file BankFileNotReady': [[[NEED]], [[NEED], [WRONG]]],
  'bank-statement StatementRefused': [[[WRONG]]],
  'budget AllotmentExceeded': [[500_000, 300_000]],
  'budget FundDayRefused': [
    ['future', '2016-06-15'],
    ['early', '2015-01-01'],
  ],
  'claim ClaimNotPossible': [['proposed']],
  'claim NotYourClaimStep': [[{ zh: '资金审批人', en: 'finance approver' }]],
  'claim ClaimNotYet': [[[NEED]]],
  'claim ClaimOneByOne': [[[0, 2]]],
  'claim ClaimListRefused': [[[WRONG]]],
  'institution InstitutionMissing': [[[{ zh: '大病保险', en: 'critical illness insurance' }], 2]],
  'institution EarlierDaysEnd': [
    ['2016-01-01', '2016-06-30', 0],
    ['2016-01-01', '2016-06-30', 2],
  ],
  'interest-claim ClaimBooksChanged': [[[WRONG]]],
  'interest-claim ClaimFileRefused': [[[WRONG]]],
  'interest-claim ClaimDecided': [['approved'], ['refused']],
  'loan-list LoanListRefused': [[[WRONG]]],
  'ledger EarlierPeriodOpen': [['2016-05']],
  'ledger StillOnTheWay': [
    ['2016-05', [{ number: 12, title: '第一批', payments: 3, amountFen: 1_500_000 }]],
    ['2016-05', []],
  ],
  'loan LoanStepNotPossible': [['applied']],
  'loan NotYourLoanStep': [['township'], ['bank']],
  'loan LoanStepNotYet': [[[NEED]]],
  'loan LoanRefused': ['purpose', 'term', 'amount', 'borrower', 'rate', 'contract', 'grace', 'contract-number'].map((what) => [what]),
  'loan MoreThanOwed': [[100]],
  'loan MoreThanApproved': [[100]],
  'loan LoanDateRefused': ['future', 'earlier', 'over'].map((why) => [why, '2016-06-15']),
  'loan ReversalBlocked': [['cap'], ['sums']],
  'outside OutsideListRefused': [[[WRONG]]],
  'outside OutsideTotalsDiffer': [[[WRONG]]],
  'outside OutsideFileDeclaredOtherwise': [[3]],
  'outside OutsideToldBefore': [[3]],
  'outside OutsideStepNotPossible': [['proposed']],
  'outside NotYourOutsideStep': [[{ zh: '资金审批人', en: 'finance approver' }]],
  'outside OutsideStepNotYet': [[[NEED]]],
  'overlap OverlapBlocked': [[[WRONG]], [[WRONG], { isWhole: true }]],
  'overlap OverlapOneByOne': [[[WRONG]]],
  'overlap OverlapUnanswered': [[[WRONG]]],
  'payment StepNotPossible': ['draft', 'declared', 'approved', 'sent', 'settled', 'cancelled'].map((state) => [state]),
  'payment SamePersonInBatch': ['enters', 'decided', 'approves', 'pays'].map((did) => [did]),
  'batch-cap BatchCapPassed': [[1, [WRONG]]],
  'payment CauseNotWaiting': [[2]],
  'payment TotalsDiffer': [
    [
      { count: 2, sumFen: 200 },
      { count: 3, sumFen: 300 },
    ],
  ],
  'payment AccountsMissing': [[1, [WRONG]]],
  'payment AccountsClosed': [[1, [WRONG]]],
  'part-recovery PartTooMuch': [[50_000]],
  'part-recovery PartNotLess': [[50_000]],
  'part-recovery PartInFuture': [['2016-06-15']],
  'part-recovery PartBeforePayment': [
    ['2016-06-10'],
    ['2016-06-10', [1, 2].map((place) => ({ id: `c${place}`, place, paidOn: '2016-06-10' }))],
  ],
  'payee PayeesChanged': ['declared', 'approved'].map((when) => [when, 1, [WRONG]]),
  'payee PayeeBySamePerson': [[1]],
  'payee InstitutionsFirst': [[3]],
  'payment ReturnFileRefused': [[[WRONG]]],
  'payment AccountListRefused': [[[WRONG]]],
  'money-order TakenBackBeforeProvision': [['2016-06-02']],
  'money-order OrdersNotApproved': [[[WRONG], 3]],
  'projects ProjectsRefused': [[[{ at: 0, obstacles: ['notWaiting', 'askedByHand'] }]]],
  'risk-fund LeverageUsedUp': [[100]],
  'subsidy SchemeRefused': ['cap', 'product-twice', 'product-name', 'evidence-twice', 'dates'].map((what) => [what]),
  'subsidy ApplicationRefused': [
    'closed',
    'household',
    'product',
    'onSite',
    'beforeApplication',
    'moreThanAsked',
    'parcel',
    'projectParcels',
  ].map((what) => [what]),
  'parcel ParcelTaken': [['onSite'], ['return', [1]], ['objection']],
  'parcel PossibleDuplicateUnanswered': [[[WRONG]]],
  'parcel PossibleDuplicateOneByOne': [[[1]]],
  'subsidy SubsidyStepNotPossible': [['applied']],
  'subsidy ProjectOfOtherProduct': [
    ['蔬菜', 1],
    [null, 2],
  ],
  'budget FundOfOtherPurpose': [['relocationSubsidy', 'industry', ['relocation']]],
  'contract-change ContractChangeOvertaken': [
    ['lent', '2016-06-20'],
    ['waived', '2016-06-20'],
    ['over', '2016-06-20'],
  ],
  'contract-change ExtensionTooLong': [[0], [12]],
  'payee PayeesUnanswered': [[1, [WRONG]]],
  'household-standing HouseholdsGone': [[[{ id: 'c1', place: 2 }]]],
  'stopped-payments PaymentsStopped': [[], [[WRONG]]],
  'subsidy NotYourSubsidyStep': [['village'], ['applicant'], ['bureau']],
  'subsidy SubsidyStepNotYet': [[[NEED]]],
};
/** Another word for the same thing confuses; the glossary has one. */
const OTHER_WORDS = /名册|补偿金|报错|系统错误|参数错误|非法|用户|数据库|接口|\b(null|undefined|NaN|error)\b/i;

type Made = new (...parts: unknown[]) => Refusal;
const modules = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.errors.ts'));

describe('what finance refuses, as the office reads it', () => {
  const refusals: { name: string; refusal: Refusal }[] = [];
  const used = new Set<string>();

  beforeAll(async () => {
    for (const file of modules) {
      const module = path.basename(file, '.errors.ts');
      const exported = (await import(pathToFileURL(path.join(SOURCE, file)).href)) as Record<string, unknown>;
      for (const [name, one] of Object.entries(exported)) {
        if (typeof one !== 'function' || !(one.prototype instanceof Refusal)) continue;
        const key = `${module} ${name}`;
        used.add(key);
        for (const parts of PARTS[key] ?? [[]])
          refusals.push({ name: `${key} ${JSON.stringify(parts)}`, refusal: new (one as Made)(...parts) });
      }
    }
  });

  it('is every class of every feature', () => {
    expect(modules.length).toBeGreaterThan(9);
    expect(Object.keys(PARTS).filter((key) => !used.has(key))).toEqual([]);
    expect(refusals.length).toBeGreaterThan(90);
  });

  it('says what it is, what is wrong and what to do now, in both languages, in whole sentences', () => {
    const bad = refusals.filter(
      ({ refusal: { code, status, zh, en } }) =>
        !/^[a-z]+(-[a-z]+)*\.[a-z]+(-[A-Za-z]+)*$/.test(code) ||
        status < 400 ||
        status > 499 ||
        /[。，；]$/.test(zh.title) ||
        !/[一-龥][^。]*。$/.test(zh.detail) ||
        !/[一-龥].*。$/.test(zh.next) ||
        !/\.$/.test(en.detail) ||
        !/\.$/.test(en.next) ||
        /[一-龥]/.test(`${en.title}${en.detail}${en.next}`.replaceAll(/“[^”]*”/g, '')),
    );
    expect(bad.map(({ name, refusal: { code, zh, en } }) => [name, code, zh, en])).toEqual([]);
  });

  it('asks somebody to do something, and uses the words of the glossary', () => {
    const idle = refusals.filter(({ refusal: { zh } }) => !/请|无需/.test(zh.next));
    expect(idle.map(({ name, refusal }) => [name, refusal.zh.next])).toEqual([]);
    const strange = refusals.filter(({ refusal: { zh } }) => OTHER_WORDS.test(`${zh.title}${zh.detail}${zh.next}`));
    expect(strange.map(({ name, refusal }) => [name, refusal.zh])).toEqual([]);
  });

  it('has one text for a code, but for the state it names', () => {
    const titles = new Map<string, string>();
    for (const { refusal } of refusals) titles.set(refusal.code, titles.get(refusal.code) ?? refusal.zh.title);
    expect(refusals.filter(({ refusal }) => titles.get(refusal.code) !== refusal.zh.title).map(({ name }) => name)).toEqual([]);
  });
});
