import { Officer } from '../src/officer.js';

const ADDRESS = process.env['E2E_ADDRESS'] ?? '';
const API = '/api/finance/v1';

interface Row {
  id: string;
  state: string;
}

/** What a finance officer looks for first is there after `npm start`, found by the accounts whose it is. */
describe('the demonstration of finance', () => {
  let county: Officer;
  let bank: Officer;
  const read = async <T>(who: Officer, path: string): Promise<T> => {
    const { status, body } = await who.get(`${API}${path}`);
    expect([path, status]).toEqual([path, 200]);
    return body as T;
  };
  const items = async <T>(who: Officer, path: string): Promise<T[]> => (await read<{ items: T[] }>(who, path)).items;

  beforeAll(async () => {
    [county, bank] = [await Officer.signIn(ADDRESS, 'qian.finance'), await Officer.signIn(ADDRESS, 'wei.bank')];
  });

  it('lives on the day of all others, with loans of the year before', async () => {
    const [finance, identification] = await Promise.all([
      read<{ today: string }>(county, '/clock'),
      Officer.signIn(ADDRESS, 'lin.upload').then(async (who) => (await who.get('/api/identification/v1/clock')).body as { today: string }),
    ]);
    expect(finance.today >= identification.today).toBe(true);
    const states = (await items<Row>(county, '/loans?limit=500')).map(({ state }) => state);
    expect(states).toEqual(expect.arrayContaining(['drawn', 'repaying', 'overdue', 'compensated', 'writtenOff', 'repaid']));
  });

  it('has a loan that is overdue, with its penalty, its bucket and the next step of the bank', async () => {
    const [late] = await items<Row>(bank, '/loans?state=overdue&bucket=2');
    expect((await items<Row>(bank, '/loans?waiting=me&limit=500')).map(({ id }) => id)).toContain(late?.id);
    type Loan = { penalty: { owedFen: number; waivedFen: number }; next: { step: string; mayDo: boolean; possible: boolean }[] };
    const loan = await read<Loan & { events: { step: string }[]; overdueSince: string }>(county, `/loans/${late?.id}`);
    expect(loan.penalty.owedFen).toBeGreaterThan(0);
    expect(loan.penalty.waivedFen).toBeGreaterThan(0);
    expect(loan.overdueSince).toBe('2016-01-20');
    expect(loan.events.filter(({ step }) => step === 'fallOverdue')).toHaveLength(2);
    const { next } = await read<Loan>(bank, `/loans/${late?.id}`);
    expect(next.filter(({ step }) => step === 'collect')).toEqual([expect.objectContaining({ mayDo: true, possible: true })]);
  });

  it('has losses that the risk fund shared, and what of them came back', async () => {
    type Fund = { kind: string; amountFen: number; fundCode: string | null };
    const changes = await items<Fund>(county, '/lender-banks/rcb/fund-changes');
    const sum = (kind: string) => changes.filter((one) => one.kind === kind).reduce((total, { amountFen }) => total + amountFen, 0);
    // half of each, by the policy
    expect([sum('compensation'), sum('recovery')]).toEqual([-1_800_000, 375_000]);
    const [rcb] = await items<{ badRatioBp: number; stoppedSince: string | null }>(county, '/lender-banks');
    expect([rcb?.badRatioBp, rcb?.stoppedSince]).toEqual([0, null]);
    for (const [state, lostFen, recoveredFen] of [
      ['compensated', 2_000_000, 600_000],
      ['writtenOff', 1_600_000, 150_000],
    ] as const) {
      const [row] = await items<Row>(county, `/loans?state=${state}`);
      expect(await read(county, `/loans/${row?.id}`)).toMatchObject({ lostFen, recoveredFen });
    }
  });

  it('has a quarter of interest that was paid back, and one in review whose differences are explained', async () => {
    type Claim = { id: string; quarter: string; state: string; byResult: { result: string; lines: number }[] };
    const claims = await items<Claim>(county, '/interest-claims');
    expect(claims.map(({ quarter, state }) => `${quarter} ${state}`).toSorted()).toEqual(['2015-Q3 approved', '2015-Q4 received']);
    const [paid] = await items<{ state: string; title: string }>(county, '/payment-batches').then((batches) =>
      batches.filter(({ title }) => title === '2015年第三季度贷款贴息'),
    );
    expect(paid?.state).toBe('settled');
    const review = claims.find(({ state }) => state === 'received');
    type Line = { result: string; parts: { cause: string }[] };
    const lines = await items<Line>(county, `/interest-claims/${review?.id}/lines?limit=100`);
    expect(lines.flatMap(({ parts }) => parts.map(({ cause }) => cause)).toSorted()).toEqual([
      'dayCount',
      'late',
      // of the loan that is not paid
      'late',
      'prepayments',
      'rateChanges',
    ]);
    expect([...new Set(lines.map(({ result }) => result))].toSorted()).toEqual([
      'agreed',
      'differs',
      'notClaimed',
      'notPaid',
      'unknownContract',
    ]);
  });

  it('has premiums paid to the insurer: a line that came back and was sent again, and a batch that waits for the cashier', async () => {
    type Batch = { id: string; benefit: string; state: string; files: number; institutions: { count: number }[] };
    const batches = (await items<Batch>(county, '/payment-batches')).filter(({ benefit }) => benefit === 'premium');
    expect(batches.map(({ state, files }) => `${state} ${files}`).toSorted()).toEqual(['approved 0', 'settled 2']);
    const settled = batches.find(({ state }) => state === 'settled');
    const batch = await read<Batch>(county, `/payment-batches/${settled?.id}`);
    expect(batch.institutions).toHaveLength(1);
    const payments = await items<{ state: string; attempts: number }>(county, `/payment-batches/${settled?.id}/payments?limit=100`);
    expect([...new Set(payments.map(({ state }) => state))]).toEqual(['paid']);
    const institutions = await items<{ state: string }>(county, '/payee-institutions');
    expect(institutions.map(({ state }) => state).toSorted()).toEqual(['confirmed', 'proposed']);
    const milestones = await items<{ kind: string; state: string }>(county, '/claims?kind=relocation&limit=200');
    expect(milestones.map(({ state }) => state)).toEqual(expect.arrayContaining(['proposed', 'approved', 'paid']));
  });

  it('has a subsidy in every state of its way, and somebody whom each limit cut', async () => {
    type Application = { id: string; state: string };
    const all = await items<Application>(county, '/subsidy-applications?limit=500');
    const states = new Set(all.map(({ state }) => state));
    for (const state of [
      'applied',
      'villageChecked',
      'measured',
      'accepted',
      'granted',
      'noticePosted',
      'noticeClosed',
      'approved',
      'inPayment',
      'paid',
      'acknowledged',
    ])
      expect(states).toContain(state);
    const granted = await Promise.all(
      all.map(({ id }) => read<{ grant: { cuts: { by: string }[] } | null }>(county, `/subsidy-applications/${id}`)),
    );
    const cuts = new Set(granted.flatMap(({ grant }) => grant?.cuts.map(({ by }) => by) ?? []));
    for (const cap of ['productCap', 'batchCap', 'householdCap', 'yearCap']) expect(cuts).toContain(cap);
  });

  it('has an acknowledged payment whose certificate anybody verifies', async () => {
    const [acknowledged] = await items<{ id: string; householdNumber: string }>(county, '/subsidy-applications?state=acknowledged');
    const { payment } = await read<{ payment: { batchId: string } }>(county, `/subsidy-applications/${acknowledged?.id}`);
    const payments = await items<{ id: string; householdNumber: string }>(county, `/payment-batches/${payment.batchId}/payments?limit=100`);
    const own = payments.find(({ householdNumber }) => householdNumber === acknowledged?.householdNumber);
    const { status, text } = await county.get(`${API}/payments/${own?.id}/certificate?lang=zh`);
    expect([status, text.slice(0, 5)]).toEqual([200, '%PDF-']);
  });

  it('warns the approver of a household that has a benefit already, and names the source nobody has heard from', async () => {
    const approver = await Officer.signIn(ADDRESS, 'meng.approve');
    const waiting = await items<{ id: string }>(approver, '/subsidy-applications?state=noticeClosed&limit=100');
    type Preview = { findings: { rule: string }[]; sources: { kind: string; heardAt: string | null }[] };
    const preview = async (subject: string, ids: string[]): Promise<Preview> =>
      (await approver.post(`${API}/benefit-overlaps/preview`, { subject, ids })).body as Preview;
    const subsidies = await preview(
      'subsidies',
      waiting.map(({ id }) => id),
    );
    expect(subsidies.findings.map(({ rule }) => rule)).toContain('overlap.rewardSameProduct');
    const claims = await items<{ id: string; document: string }>(approver, '/claims?state=proposed&kind=relocation&limit=200');
    const relocation = await preview(
      'claims',
      claims.filter(({ document }) => document.startsWith('封顶验收单')).map(({ id }) => id),
    );
    expect(relocation.findings.map(({ rule }) => rule)).toContain('overlap.relocationCap');
    expect(relocation.sources).toContainEqual(expect.objectContaining({ kind: 'dangerousHouse', heardAt: null }));
    const lists = await items<{ state: string }>(county, '/outside-lists');
    expect(lists.map(({ state }) => state).toSorted()).toEqual(['proposed', 'released']);
  });
});
