import { randomUUID } from 'node:crypto';
import { readXlsx } from 'hucre';
import type { DataOf, EventDefinition } from '@jingzhun/events/define-event';
import { LoanListChangedV1 } from '@jingzhun/events/finance/loan-list-changed.v1';
import { Outbox } from '@jingzhun/messaging';
import type { Caller } from '@jingzhun/service-shell/testing';
import { askedLoan, BANK, bankClerk, borrower, drawnLoan, lenderBank, loanOffice, type LoanOffice } from '../../test/loan.factory.js';
import { COUNTY, officer, startFinance, type Finance } from '../../test/service.js';

const TOWNSHIP = '360781102';

describe('joint lists of accepted projects and loans', () => {
  let finance: Finance;
  let people: LoanOffice;
  let second: Caller;
  let [needy, lent, gone] = ['', '', ''];
  const households: Record<string, { householdId: string; borrowerId: string }> = {};

  /** As industry's event leaves it. */
  async function accepted(parts: { status?: string; village?: string } = {}): Promise<string> {
    const household = await borrower(finance, parts);
    const id = randomUUID();
    households[id] = household;
    const subject = { kind: 'project', projectId: randomUUID(), product: 'navelOrange', stage: 1, quantity: 500, unit: 'centiMu' };
    await finance.look(
      `insert into claim (id, kind, natural_key, household_id, village_code, subject, due_on, document, state, state_since)
       select $1, 'project', $2, $3, village_code, $4, '2016-05-20', '=验收1号', 'received', now() from directory_household where id = $3`,
      [id, `project ${id}`, household.householdId, subject],
    );
    return id;
  }
  const propose = (lines: object[], by = people.township, area = TOWNSHIP) => by.post('/loan-lists', { bankCode: BANK, area, lines });
  const decide = (list: { id: string; version: number }, body: object, by: Caller) =>
    by.post(`/loan-lists/${list.id}/decision`, body, list.version);
  const need = (claimId: string, neededFen = 2_000_000) => ({ claimId, purpose: 'planting', neededFen });
  const told: { division: string; data: DataOf<typeof LoanListChangedV1> }[] = [];

  beforeAll(async () => {
    finance = await startFinance();
    people = loanOffice(finance);
    const outbox = finance.app.get(Outbox, { strict: false });
    const add = outbox.add.bind(outbox);
    outbox.add = (em, event, draft) => {
      if ((event as EventDefinition) === LoanListChangedV1) told.push(draft as never);
      return add(em, event, draft);
    };
    second = finance.as(officer(['township-officer'], TOWNSHIP));
    await lenderBank(people);
    await lenderBank(loanOffice(finance, 'abc'), 1_000_000, 'abc');
    [needy, lent, gone] = [await accepted(), await accepted(), await accepted({ status: 'cleanedOut' })];
    await drawnLoan(finance, people, households[lent]);
  });
  afterAll(async () => finance?.stop());

  it('begin with the projects finance heard of, each as the rules of the loans see its household', async () => {
    await accepted({ village: '360781103201' });
    const { body } = await people.township.get(`/loan-lists/candidates?area=${TOWNSHIP}&bank=${BANK}`).expect(200);
    const by = Object.fromEntries(body.items.map((one: { claimId: string }) => [one.claimId, one]));
    expect(Object.keys(by).toSorted()).toEqual([needy, lent, gone].toSorted());
    expect(by[needy]).toMatchObject({
      ...{ isRegistered: true, isEligible: true, usedFen: 0, roomFen: 5_000_000, loan: null, listedIn: null, headName: '赖金生' },
      project: { product: 'navelOrange', quantity: 500, unit: 'centiMu', acceptedOn: '2016-05-20', document: '=验收1号' },
    });
    expect(by[lent]).toMatchObject({ usedFen: 3_000_000, roomFen: 2_000_000, isEligible: true, loan: { state: 'drawn' } });
    expect(by[gone]).toMatchObject({ isRegistered: false, isEligible: false });
    const asked = async (query: string) => {
      const { body: found } = await people.township.get(`/loan-lists/candidates?bank=${BANK}&${query}`).expect(200);
      return [found.total, found.items.map(({ claimId }: { claimId: string }) => claimId).toSorted()];
    };
    expect(await asked(`area=${TOWNSHIP}&open=true`)).toEqual([2, [needy, lent].toSorted()]);
    expect(await asked(`area=${TOWNSHIP}208&open=false`)).toEqual([3, [needy, lent, gone].toSorted()]);
    expect(await asked(`area=${TOWNSHIP}207`)).toEqual([0, []]);
    expect((await asked(`area=${TOWNSHIP}&limit=1`))[0]).toBe(3);
    expect((await people.township.get(`/loan-lists/candidates?area=${COUNTY}&bank=${BANK}`).expect(403)).body.code).toBe(
      'loan-list.outside-area',
    );
  });

  it('name every wrong line, and write nothing of a list that has one', async () => {
    const lines = [need(randomUUID()), need(needy, 6_000_000), { claimId: gone, purpose: 'planting' }];
    const { body } = await propose(lines).expect(422);
    expect(body.problems.map(({ pointer, code }: Record<string, string>) => `${pointer} ${code}`)).toEqual([
      '/lines/0 loan-list.project-unknown',
      '/lines/1 loan-list.above-cap',
      '/lines/2 loan-list.no-need',
    ]);
    expect((await people.county.get('/loan-lists').expect(200)).body.items).toEqual([]);
  });

  it('are confirmed by another person; only then its bank sees it, and industry hears of it', async () => {
    const { body: list } = await propose([need(needy), { claimId: lent, purpose: 'planting' }]).expect(201);
    expect(list).toMatchObject({ number: 1, state: 'proposed', rows: 2, neededFen: 2_000_000, mayDecide: false });
    expect((await propose([need(needy)]).expect(422)).body.problems[0].code).toBe('loan-list.listed');
    expect((await decide(list, { decision: 'confirm' }, people.township).expect(409)).body.code).toBe('loan-list.needs-another');
    expect((await people.teller.get('/loan-lists').expect(200)).body.items).toEqual([]);
    await people.teller.get(`/loan-lists/${list.id}`).expect(404);
    expect(told).toEqual([]);
    const far = finance.as(officer(['township-officer'], '360781103'));
    expect((await decide(list, { decision: 'confirm' }, far).expect(403)).body.code).toBe('loan-list.outside-area');
    const { body: confirmed } = await decide(list, { decision: 'confirm' }, second).expect(200);
    expect(confirmed).toMatchObject({ state: 'confirmed', decidedByName: second.principal.name, version: 2 });
    expect((await people.teller.get(`/loan-lists/${list.id}`).expect(200)).body.lines).toMatchObject([
      { neededFen: 2_000_000, loan: null, standing: 'listed' },
      { neededFen: null, loan: { state: 'drawn' } },
    ]);
    const other = finance.as(bankClerk('abc'));
    expect((await other.get('/loan-lists').expect(200)).body.items).toEqual([]);
    await other.get(`/loan-lists/${list.id}`).expect(404);
    expect((await far.get('/loan-lists').expect(200)).body.items).toEqual([]);
    const [event] = told;
    expect([event?.division, event?.data.lines.length]).toEqual(['360781102000', 2]);
    expect(event?.data.lines.map(({ villageCode }) => villageCode)).toEqual([`${TOWNSHIP}208`, `${TOWNSHIP}208`]);
    expect(JSON.stringify(event?.data)).not.toContain('赖金生');
  });

  it('are what an application starts from, which keeps project and list', async () => {
    const [row] = (await people.clerk.get('/loan-lists').expect(200)).body.items;
    const { lines } = (await people.clerk.get(`/loan-lists/${row.id}`).expect(200)).body;
    const asked = await askedLoan(finance, { ...households[needy], listLineId: lines[0].id });
    const stranger = await askedLoan(finance, { listLineId: lines[0].id });
    expect((await people.clerk.post('/loans', stranger).expect(422)).body.code).toBe('loan-list.line-unfit');
    const { body: loan } = await people.clerk.post('/loans', asked).expect(201);
    expect(loan.list).toMatchObject({ listNumber: 1, project: { product: 'navelOrange', document: '=验收1号' } });
    expect((await people.clerk.post('/loans', asked).expect(422)).body.code).toBe('loan-list.line-unfit');
    const [line] = (await people.clerk.get(`/loan-lists/${row.id}`).expect(200)).body.lines;
    expect(line.loan).toMatchObject({ id: loan.id, state: 'applied' });
  });

  it('lose a line with a reason, told to everybody; the project can be listed anew', async () => {
    const [row] = (await people.county.get('/loan-lists').expect(200)).body.items;
    const { lines, version } = (await people.county.get(`/loan-lists/${row.id}`).expect(200)).body;
    const withdraw = (by: Caller, of: number) =>
      by.post(`/loan-lists/${row.id}/lines/${lines[0].id}/withdrawal`, { reason: '农户放弃贷款' }, of);
    await withdraw(people.clerk, version).expect(403);
    const { body } = await withdraw(second, version).expect(200);
    expect(body.lines[0]).toMatchObject({ standing: 'ended', withdrawnBecause: '农户放弃贷款' });
    expect((await withdraw(second, body.version).expect(409)).body.code).toBe('loan-list.decided');
    expect(told.map(({ data }) => [data.version, data.lines.map(({ state }) => state)])).toEqual([
      [2, ['listed', 'listed']],
      [3, ['withdrawn', 'listed']],
    ]);
    const { body: anew } = await propose([need(needy)]).expect(201);
    expect((await decide(anew, { decision: 'reject' }, second)).status).toBe(400);
    await decide(anew, { decision: 'reject', reason: '先补材料' }, second).expect(200);
    expect(told).toHaveLength(2);
  });

  it('are exported as text that no spreadsheet takes for a formula, and the export is recorded', async () => {
    const row = (await people.teller.get('/loan-lists').expect(200)).body.items[0];
    const { body } = await people.teller.get(`/loan-lists/${row.id}/list.xlsx`).buffer().parse(binary).expect(200);
    const { sheets } = await readXlsx(body as Buffer);
    expect([sheets[0]!.rows[1]![0], sheets[0]!.rows[2]![8]]).toEqual(['序号', '=验收1号']);
    expect((body as Buffer).includes('<f>')).toBe(false);
    const seen = await finance.look<{ action: string }>(`select distinct action from audit_log where action like 'loan-list.%' order by 1`);
    expect(seen.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['loan-list.export', 'loan-list.confirm', 'loan-list.withdraw-line']),
    );
  });

  it('are kept under the code: never decided by the proposer, never twice, never opened again', async () => {
    const attempt = (sql: string): Promise<string> =>
      finance.look(sql).then(
        () => 'done',
        ({ code, constraint }: { code: string; constraint?: string }) => constraint ?? code,
      );
    const { body: open } = await propose([need(needy)]).expect(201);
    const decided = `update joint_loan_list set state = 'confirmed', decided_at = now(), decided_by = proposed_by, decided_by_name = '某', version = version + 1 where id = '${open.id}'`;
    expect(await attempt(decided)).toBe('joint_loan_list_decided_by_another');
    expect(await attempt(`update joint_loan_list set state = 'proposed', version = version + 1 where state = 'confirmed'`)).toBe('JZ027');
    expect(await attempt(`update joint_loan_line set standing = 'listed' where standing = 'ended'`)).toBe('JZ027');
    expect(await attempt(`update joint_loan_line set withdrawn_because = '无' where standing = 'proposed'`)).not.toBe('done');
    await expect(finance.look('update loan_from_list set line_id = line_id')).rejects.toThrow(/append-only/);
  });
});

const binary = (response: unknown, done: (error: Error | null, body: Buffer) => void): void => {
  const parts: Buffer[] = [];
  (response as NodeJS.ReadableStream).on('data', (part: Buffer) => parts.push(part)).on('end', () => done(null, Buffer.concat(parts)));
};
