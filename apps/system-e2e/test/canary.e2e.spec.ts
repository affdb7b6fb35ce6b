import { read } from 'hucre';
import {
  CANARY,
  canaryExtract,
  canaryWorkbook,
  CHILD,
  OPEN_MARKERS,
  REGISTERED_ELSEWHERE,
  SEALED_MARKERS,
  TWIN,
  twinWorkbook,
} from '../src/canary.js';
import { applied, canaryApplicant, type CanaryApplicant } from '../src/canary-applicant.js';
import { everyColumnIsFilled, everyFieldIsMarked } from '../src/canary-enumeration.js';
import { CANARY_FIELDS, HEAD_FIELDS, HOUSEHOLD_FIELDS, markersOf } from '../src/canary-fields.js';
import { paidByFinance } from '../src/canary-payment.js';
import { searchFiles, searchTables } from '../src/canary-search.js';
import { valuesAt, type OpenApi } from '../src/fields-of-schema.js';
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
  let applicant: CanaryApplicant;
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

  it('has a marker for every column of the template, every field of the page and every column of the register', () =>
    everyFieldIsMarked(maker, DATA));

  it('comes in by workbook, is previewed, and released by a second person', async () => {
    const { id, state, counts } = await uploaded(canaryWorkbook(HOUSEHOLD_FIELDS, HEAD_FIELDS));
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

  it('is shown field by field, its numbers masked, and in full only for a purpose', async () => {
    const page = seen('page', await maker.get(`${IDENTIFICATION}/households/${householdId}`));
    for (const { shown, value } of CANARY_FIELDS)
      if (shown) expect([shown, valuesAt(page.body, shown)]).toEqual([shown, expect.arrayContaining([value])]);
    const personOf = (name: string): string | undefined =>
      (page.body as { members: { personId: string; name: string }[] }).members.find((member) => member.name === name)?.personId;
    for (const [field, personId, number] of [
      ['bankAccount', undefined, CANARY.bankAccount],
      ['phone', undefined, CANARY.phone],
      ['idNumber', personOf(CANARY.name), CANARY.idNumber],
      ['idNumber', personOf(CANARY.spouseName), CANARY.spouseIdNumber],
      ['idNumber', personOf(CHILD.name), CHILD.certificate],
    ] as const) {
      const plain = await maker.post(`${IDENTIFICATION}/households/${householdId}/reveal`, { field, personId, purpose: '核对登记信息' });
      expect([field, plain.body]).toEqual([field, { value: number }]);
    }
  });

  it('stands in the register column by column', async () =>
    everyColumnIsFilled(DATA, householdId, seen('page', await maker.get(`${IDENTIFICATION}/households/${householdId}`)).body));

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
    const perPerson = CANARY_FIELDS.find(({ shown }) => shown === 'netIncomePerPersonFen')?.value as number;
    for (const [list, expected] of [
      [
        'households',
        [CANARY.name, CANARY.group, CANARY.householdNumber, CANARY.registeredOn, CANARY.sourceDocument, (perPerson / 100).toFixed(2)],
      ],
      ['members', [CANARY.name, CANARY.spouseName, CHILD.name, CANARY.birthDate]],
    ] as const) {
      const order = { list, filters: { area: CANARY.villageCode }, format: 'csv', reason: '核对名册' };
      const file = seen('export', await maker.post(`${IDENTIFICATION}/exports`, order));
      expect([file.status, expected.filter((value) => !file.text.includes(value))]).toEqual([200, []]);
    }
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

  it('applies, and every field the form has is read by the clerk alone', async () => {
    const clerk = await Officer.signIn(ADDRESS, 'yu.fenggang');
    applicant = canaryApplicant((await maker.get('/api/identification/openapi.json')).body as OpenApi);
    await applied(clerk, applicant, seen);
  });

  it('is paid by finance: its account is in the clear in the file for the bank, and nowhere else', () =>
    paidByFinance(ADDRESS, householdId, seen));

  it('is never in the clear in an answer, a metric or a health report', async () => {
    for (const service of SERVICES) {
      const officer = service === 'identification' ? maker : undefined;
      if (officer) seen('openapi', await officer.get(`/api/${service}/openapi.json`));
    }
    seen('healthz', await maker.get('/healthz'));
    const metrics = seen('metrics', await maker.get('/metrics'));
    expect(metrics.status).toBe(200);
    const everything = [...OPEN_MARKERS, ...markersOf('register', 'departments')];
    expect(everything.filter((marker) => metrics.text.includes(marker))).toEqual([]);
    const leaks = answers.flatMap(({ what, answer }) =>
      [...SEALED_MARKERS, ...markersOf('sealed', 'nowhere'), ...applicant.masked, ...applicant.shown]
        .filter((marker) => answer.text.includes(marker))
        .map((marker) => `${what}: ${marker}`),
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
    for (const marker of [...SEALED_MARKERS, ...markersOf('register', 'sealed', 'nowhere')]) expect(copy.text).not.toContain(marker);
  });

  it('leaves no marker in a table where it does not belong, and each is found where it does', () =>
    searchTables(DATA, householdId, applicant));

  it('leaves no marker in a file where it does not belong, and each is found where it does', () => searchFiles(DATA, applicant));
});
