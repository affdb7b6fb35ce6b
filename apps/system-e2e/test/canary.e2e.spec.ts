import { read } from 'hucre';
import {
  CANARY,
  canaryExtract,
  canaryWorkbook,
  OPEN_MARKERS,
  REGISTERED_ELSEWHERE,
  SEALED_MARKERS,
  TWIN,
  twinWorkbook,
} from '../src/canary.js';
import { findInFiles, placesOf } from '../src/find-in-files.js';
import { Officer, type Answer } from '../src/officer.js';
import { until } from '../src/until.js';

const ADDRESS = process.env['E2E_ADDRESS'] ?? '';
const DATA = process.env['E2E_DATA'] ?? '';
const IDENTIFICATION = '/api/identification/v1';
const SERVICES = ['identification', 'industry', 'finance', 'relocation', 'medical', 'accountability'];
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

interface Preview {
  id: string;
  state: string;
  counts: { householdsNew: number; householdsRefused: number };
}

describe('a person whose every field is a marker', () => {
  let maker: Officer;
  let checker: Officer;
  let householdId: string;
  const answers: { what: string; answer: Answer }[] = [];
  const seen = (what: string, answer: Answer): Answer => {
    answers.push({ what, answer });
    return answer;
  };

  beforeAll(async () => {
    maker = await Officer.signIn(ADDRESS, 'lin.upload');
    checker = await Officer.signIn(ADDRESS, 'gu.release');
  });

  /** Uploads a workbook and waits for its preview. */
  const uploaded = async (workbook: Promise<Uint8Array>): Promise<Preview> => {
    const answer = seen(
      'upload',
      await maker.upload(`${IDENTIFICATION}/imports`, Buffer.from(await workbook), {
        'Content-Type': XLSX,
        'X-File-Name': encodeURIComponent('雀.xlsx'),
      }),
    );
    expect([answer.status, answer.text]).toEqual([202, expect.any(String)]);
    const { id } = answer.body as { id: string };
    return until('the preview', async () => {
      const now = await stateOf(id);
      return (now.state === 'previewed' || now.state === 'failed') && now;
    });
  };
  const stateOf = async (id: string): Promise<Preview> =>
    seen('import', await maker.get(`${IDENTIFICATION}/imports/${id}`)).body as Preview;
  const released = async (id: string): Promise<void> => {
    expect(seen('release', await checker.post(`${IDENTIFICATION}/imports/${id}/release`)).status).toBeLessThan(300);
    await until('the release', async () => (await stateOf(id)).state === 'released');
  };

  it('comes in by workbook, is previewed, and released by a second person', async () => {
    const { id, state, counts } = await uploaded(canaryWorkbook());
    const refusals = seen('refusals', await maker.get(`${IDENTIFICATION}/imports/${id}/refusals`));
    expect([state, counts.householdsNew, refusals.text]).toEqual(['previewed', 1, expect.any(String)]);
    const own = seen('own release', await maker.post(`${IDENTIFICATION}/imports/${id}/release`));
    expect(own.status).toBe(403);
    await released(id);
  });

  it('is found by each of its numbers, with the terms in the body only', async () => {
    for (const terms of [
      { idNumber: CANARY.idNumber },
      { phone: CANARY.phone },
      { bankAccount: CANARY.bankAccount },
      { name: CANARY.name },
    ]) {
      const found = seen('search', await maker.post(`${IDENTIFICATION}/households/search`, terms));
      expect([Object.keys(terms), (found.body as { items: { number: string }[] }).items.map(({ number }) => number)]).toEqual([
        Object.keys(terms),
        [CANARY.householdNumber],
      ]);
      householdId = (found.body as { items: { id: string }[] }).items[0]?.id ?? '';
    }
  });

  it('is shown masked, and in full only for a purpose', async () => {
    const page = seen('page', await maker.get(`${IDENTIFICATION}/households/${householdId}`));
    expect(page.text).toContain(CANARY.address);
    expect(page.text).toContain(CANARY.group);
    const plain = await maker.post(`${IDENTIFICATION}/households/${householdId}/reveal`, { field: 'bankAccount', purpose: '核对发放账户' });
    expect((plain.body as { value: string }).value).toBe(CANARY.bankAccount);
  });

  it('goes through a change, a proposal, an export and refusals', async () => {
    const version = Number(
      /"(\d+)"/.exec(seen('page', await maker.get(`${IDENTIFICATION}/households/${householdId}`)).headers.get('etag') ?? '')?.[1],
    );
    const contact = seen(
      'contact',
      await maker.post(
        `${IDENTIFICATION}/households/${householdId}/contact`,
        { phone: CANARY.correctedPhone, reason: '换号' },
        { 'If-Match': `"${version}"` },
      ),
    );
    expect(contact.status).toBeLessThan(300);
    seen(
      'stale',
      await maker.post(
        `${IDENTIFICATION}/households/${householdId}/contact`,
        { phone: CANARY.phone, reason: '换号' },
        { 'If-Match': `"${version}"` },
      ),
    );
    seen(
      'malformed',
      await maker.post(`${IDENTIFICATION}/households/search`, { idNumber: `${CANARY.idNumber}9`, noSuchField: CANARY.phone }),
    );
    seen('timeline', await maker.get(`${IDENTIFICATION}/households/${householdId}/timeline`));
    const file = await maker.post(`${IDENTIFICATION}/exports`, {
      list: 'households',
      filters: { area: CANARY.villageCode },
      format: 'csv',
      reason: '核对名册',
    });
    expect([file.status, file.text.includes(CANARY.name)]).toEqual([expect.any(Number), true]);
    seen('export', file);
  });

  it('is claimed by a second file: the marked workbook goes to its two readers only, the double registration to the queue', async () => {
    const { id, counts } = await uploaded(twinWorkbook());
    expect([counts.householdsNew, counts.householdsRefused]).toEqual([0, 1]);
    const refusals = seen('refusals', await maker.get(`${IDENTIFICATION}/imports/${id}/refusals`));
    expect(refusals.text).toContain('证件号码');
    await released(id);
    for (const reader of [maker, checker]) {
      const { status, bytes } = await reader.download(`${IDENTIFICATION}/imports/${id}/workbook`);
      const cells = JSON.stringify((await read(bytes)).sheets.map(({ rows }) => rows));
      expect([status, cells.includes(TWIN.brokenIdNumber), cells.includes(CANARY.spouseIdNumber)]).toEqual([200, true, true]);
    }
    const stranger = await Officer.signIn(ADDRESS, 'he.rentian');
    expect(seen('marked for a stranger', await stranger.get(`${IDENTIFICATION}/imports/${id}/workbook`)).status).toBeGreaterThanOrEqual(
      403,
    );
    const queue = seen('duplicates', await checker.get(`${IDENTIFICATION}/duplicates`));
    const [found] = (queue.body as { items: { id: string; personName: string; household: { number: string } }[] }).items.filter(
      ({ household }) => household.number === TWIN.householdNumber,
    );
    expect(found?.personName).toBe(CANARY.spouseName);
    const decision = { decision: 'keep-registered', reason: '入户核实，仍在原户' };
    expect(seen('own decision', await maker.post(`${IDENTIFICATION}/duplicates/${found?.id}/decide`, decision)).status).toBe(403);
    expect(seen('decision', await checker.post(`${IDENTIFICATION}/duplicates/${found?.id}/decide`, decision)).status).toBeLessThan(300);
  });

  it('has a number corrected by maker and checker, and is found by the right one only', async () => {
    const page = seen('page', await maker.get(`${IDENTIFICATION}/households/${householdId}`)).body as {
      version: number;
      members: { personId: string; name: string }[];
    };
    const personId = page.members.find(({ name }) => name === CANARY.spouseName)?.personId;
    const proposed = seen(
      'proposal',
      await maker.post(
        `${IDENTIFICATION}/households/${householdId}/corrections`,
        {
          kind: 'identity',
          changes: { personId, idNumber: CANARY.rightSpouseIdNumber },
          reason: '户口簿核对',
          validFrom: '2016-02-01',
          sourceDocument: '户口簿',
        },
        { 'If-Match': `"${page.version}"` },
      ),
    );
    expect([proposed.status, proposed.text]).toEqual([201, expect.any(String)]);
    const { id } = proposed.body as { id: string };
    seen('corrections', await checker.get(`${IDENTIFICATION}/corrections?status=proposed`));
    const approved = seen('approval', await checker.post(`${IDENTIFICATION}/corrections/${id}/approve`, {}));
    expect([approved.status, approved.text]).toEqual([expect.any(Number), expect.stringContaining('approved')]);
    const foundBy = async (idNumber: string): Promise<number> =>
      (seen('search', await maker.post(`${IDENTIFICATION}/households/search`, { idNumber })).body as { items: unknown[] }).items.length;
    expect([await foundBy(CANARY.rightSpouseIdNumber), await foundBy(CANARY.spouseIdNumber)]).toEqual([1, 0]);
    seen('timeline', await maker.get(`${IDENTIFICATION}/households/${householdId}/timeline`));
  });

  it('stands in the register of another authority: the fact is kept, the doubt is decided by a person, the stranger leaves no trace', async () => {
    const { strangerName, doubtfulName } = REGISTERED_ELSEWHERE;
    const query = new URLSearchParams({ kind: 'vehicle', asOf: '2016-02-21', authority: '市公安局交警大队', document: '函〔2016〕21号' });
    const headers = { 'Content-Type': 'text/csv', 'X-File-Name': encodeURIComponent('登记.csv') };
    const sent = await checker.upload(`${IDENTIFICATION}/register-imports?${query.toString()}`, canaryExtract(), headers);
    expect([seen('register', sent).status, sent.text]).toEqual([202, expect.any(String)]);
    const { id } = sent.body as { id: string };
    const taken = await until('the extract', async () => {
      const now = seen('register import', await checker.get(`${IDENTIFICATION}/register-imports/${id}`)).body as {
        state: string;
        counts: object;
      };
      return now.state !== 'received' && now;
    });
    expect([taken.state, taken.counts]).toEqual(['taken', { rows: 3, matched: 1, unsure: 1, unmatched: 1, refused: 0, other: 0 }]);
    const verdict = await until('the verdict', async () => {
      const answer = await checker.get(`${IDENTIFICATION}/households/${householdId}/screening`);
      return answer.status === 200 && answer.text.includes('小型客车') && answer;
    });
    expect(seen('verdict', verdict).text).toContain(CANARY.name);
    const lists = [
      'registers',
      'register-imports',
      'screenings?rule=V2&result=veto',
      'screening-tasks',
      'screening-runs',
      'screenings/summary',
    ];
    for (const list of lists) expect([list, seen(list, await checker.get(`${IDENTIFICATION}/${list}`)).status]).toEqual([list, 200]);
    const matches = seen('matches', await checker.get(`${IDENTIFICATION}/register-matches?kind=vehicle&limit=200`));
    const [match] = (matches.body as { items: { id: string; given: { name: string; numberMasked: string } }[] }).items.filter(
      ({ given }) => given.name === doubtfulName,
    );
    expect(match?.given.numberMasked).toMatch(/^360799\*+$/);
    const decision = { decision: 'different', reason: '同号异人，登记有误' };
    expect(seen('decided match', await checker.post(`${IDENTIFICATION}/register-matches/${match?.id}/decide`, decision)).status).toBe(200);
    // of a doubtful person only the decision tells the name
    const others = answers.filter(({ what, answer }) => answer.text.includes(doubtfulName) && !['matches', 'decided match'].includes(what));
    expect(others.map(({ what }) => what)).toEqual([]);
    expect(answers.filter(({ answer }) => answer.text.includes(strangerName)).map(({ what }) => what)).toEqual([]);
    // the extract would count for everybody else as well
    const withdrawn = await checker.post(`${IDENTIFICATION}/register-imports/${id}/withdraw`, { reason: '演示用' });
    expect([seen('withdrawal', withdrawn).status, withdrawn.text]).toEqual([200, expect.any(String)]);
  });

  it('is paid by finance: its account is in the clear in the file for the bank, and nowhere else', async () => {
    const [county, approver, cashier] = (await Promise.all(
      ['qian.finance', 'meng.approve', 'kang.cashier'].map((name) => Officer.signIn(ADDRESS, name)),
    )) as [Officer, Officer, Officer];
    const FINANCE = '/api/finance/v1';
    const done = async <T>(what: string, sent: Promise<Answer>): Promise<T> => {
      const answer = seen(what, await sent);
      expect([what, answer.status < 300, answer.text]).toEqual([what, true, expect.any(String)]);
      return answer.body as T;
    };
    await until('the copy of finance', async () => (await county.get(`${FINANCE}/directory/households/${householdId}`)).status === 200);
    const list = `户编号,户主姓名,开户行,账号,户名\n${CANARY.householdNumber},${CANARY.name},演示银行,${CANARY.listedAccount},示例户名`;
    await done('accounts', county.upload(`${FINANCE}/payment-accounts/lists`, Buffer.from(list), { 'Content-Type': 'text/csv' }));
    const account = { householdId, bankName: '演示银行', holderName: '示例户名', sourceDocument: '开户回执', reason: '换卡' };
    const wrong = await county.post(`${FINANCE}/payment-accounts`, { ...account, accountNumber: `${CANARY.payeeAccount}A` });
    expect(seen('wrong account', wrong).status).toBeGreaterThanOrEqual(400);
    const twice = await county.upload(
      `${FINANCE}/payment-accounts/lists`,
      Buffer.from(`${list}\n${CANARY.householdNumber},别人,演示银行,${CANARY.listedAccount},示例户名`),
      { 'Content-Type': 'text/csv' },
    );
    expect(seen('refused list', twice).status).toBe(422);
    await done('account', county.post(`${FINANCE}/payment-accounts`, { ...account, accountNumber: CANARY.payeeAccount }));

    const { on } = (await county.get(`${FINANCE}/ledger/trial-balance`)).body as { on: string };
    const fundCode = `canary-${on.slice(0, 4)}`;
    const paper = { sourceDocument: '雀标文〔1999〕1号', reason: '演示' };
    await done(
      'fund',
      county.post(`${FINANCE}/budget/funds`, { code: fundCode, nameZh: '雀标资金', nameEn: 'fund of the canary', purpose: 'relocation' }),
    );
    await done('money', county.post(`${FINANCE}/budget/funds/${fundCode}/changes`, { amountFen: 10_000_000, on, ...paper }));
    await done(
      'allotment',
      county.post(`${FINANCE}/budget/funds/${fundCode}/allotments`, { area: '360781', amountFen: 10_000_000, ...paper }),
    );
    const about = { kind: 'relocation', milestone: 'roofed', source: 'cityPlatform', householdId, fundCode };
    const claim = await done<{ id: string; version: number }>(
      'claim',
      county.post(`${FINANCE}/claims`, { ...about, amountFen: 700_000, dueOn: on, document: '封顶验收单' }),
    );
    const steps = { step: 'approve', cases: [{ id: claim.id, version: claim.version }] };
    await done('approved claim', approver.post(`${FINANCE}/claims/steps`, steps));
    type Batch = { id: string; version: number; totals: object };
    const batches = `${FINANCE}/payment-batches`;
    const next = (by: Officer, { id, version }: Batch, what: string, body: object = {}): Promise<Batch> =>
      done(what, by.post(`${batches}/${id}/${what}`, body, { 'If-Match': `"${version}"` }));
    let batch = await done<Batch>('batch', county.post(batches, { title: '雀标批次', benefit: 'relocationSubsidy', fundCode }));
    batch = await next(county, batch, 'payments', { causeType: 'relocation-claim', causeIds: [claim.id] });
    batch = await next(county, batch, 'declare', batch.totals);
    batch = await next(approver, batch, 'approve');
    batch = await next(cashier, batch, 'send');
    for (const format of ['csv', 'fixed']) {
      const file = await cashier.download(`${batches}/${batch.id}/files/1?format=${format}`);
      const text = file.bytes.toString('latin1');
      expect([format, file.status, text.includes(CANARY.payeeAccount), text.includes(CANARY.listedAccount)]).toEqual([
        format,
        200,
        true,
        false,
      ]);
    }
    expect(seen('file for the maker', await county.get(`${batches}/${batch.id}/files/1?format=csv`)).status).toBe(403);
    for (const path of ['', '/payments']) seen('batch', await county.get(`${batches}/${batch.id}${path}`));
    const known = seen('accounts', await county.get(`${FINANCE}/payment-accounts?householdId=${householdId}`));
    expect((known.body as { items: { accountMasked: string }[] }).items.map(({ accountMasked }) => accountMasked.slice(-4))).toEqual([
      CANARY.payeeAccount.slice(-4),
      CANARY.listedAccount.slice(-4),
    ]);
  });

  it('is never in the clear in an answer, a metric or a health report', async () => {
    for (const service of SERVICES) {
      const officer = service === 'identification' ? maker : undefined;
      if (officer) seen('openapi', await officer.get(`/api/${service}/openapi.json`));
    }
    seen('healthz', await maker.get('/healthz'));
    const metrics = seen('metrics', await maker.get('/metrics'));
    expect(metrics.status).toBe(200);
    expect(metrics.text).not.toMatch(new RegExp(OPEN_MARKERS.join('|')));
    const leaks = answers.flatMap(({ what, answer }) =>
      SEALED_MARKERS.filter((marker) => answer.text.includes(marker)).map((marker) => `${what}: ${marker}`),
    );
    expect(leaks).toEqual([]);
  });

  it('is known to the other departments by name, and by nothing more', async () => {
    const finance = await Officer.signIn(ADDRESS, 'qian.finance');
    const copy = await until('the copy of finance', async () => {
      const answer = await finance.get(`/api/finance/v1/directory/households/${householdId}`);
      return answer.status === 200 && answer;
    });
    expect(copy.text).toContain(CANARY.name);
    for (const marker of [...SEALED_MARKERS, CANARY.address]) expect(copy.text).not.toContain(marker);
  });

  it('leaves no marker in a file where it does not belong, and each is found where it does', async () => {
    const { strangerName, doubtfulName } = REGISTERED_ELSEWHERE;
    const found = await findInFiles(DATA, [...SEALED_MARKERS, ...OPEN_MARKERS, CANARY.address, strangerName, doubtfulName]);
    const places = (marker: string): string[] => placesOf(found, marker);
    for (const marker of SEALED_MARKERS) expect([marker, places(marker)]).toEqual([marker, []]);
    for (const marker of OPEN_MARKERS) expect([marker, places(marker)]).toEqual([marker, ['nats', 'postgres']]);
    expect(places(CANARY.address)).toEqual(['postgres']);
    expect([places(strangerName), places(doubtfulName)]).toEqual([[], ['postgres']]);
  });
});
