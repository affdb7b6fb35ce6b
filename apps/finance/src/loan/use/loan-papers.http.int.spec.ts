import { sessionOf } from '@jingzhun/persistence';
import { bankClerk, drawnLoan, lenderBank, LOAN_VILLAGE, loanOffice, type LoanOffice } from '../../../test/loan.factory.js';
import { startFinance, type Finance } from '../../../test/service.js';
import { photo } from '../../../test/subsidy.factory.js';

describe('the papers of a loan', () => {
  let finance: Finance;
  let people: LoanOffice;

  beforeAll(async () => {
    finance = await startFinance(new Date('2016-06-15T02:00:00Z'));
    people = loanOffice(finance);
    await lenderBank(people);
  });
  afterAll(async () => finance?.stop());

  it('are opened by clerks of the own bank; another bank, and who is of none, is told of none, and of nothing else uploaded', async () => {
    const own = loanOffice(finance, 'papers');
    await lenderBank(own, 100_000_000, 'papers');
    const id = await drawnLoan(finance, own, { bankCode: 'papers' });
    const contract = await photo(finance);
    await people.clerk.post(`/loans/${id}/documents`, { kind: 'contract', attachmentIds: [contract] }).expect(201);
    const seen = await photo(finance);
    const look = { on: finance.clock.today(), finding: 'asAgreed', remark: '到地头看过，树苗已栽', attachmentIds: [seen] };
    await people.township.post(`/loans/${id}/use-checks`, look).expect(201);
    const loose = await photo(finance);
    await finance.look(
      `insert into signature (id, village_code, subject_type, subject_id, subject_version, digest, account_id, proof_id, signed_at, statement, seal_key_id, seal)
      select gen_random_uuid(), $1, 'loan', $2, 1, repeat('0', 64), gen_random_uuid(), gen_random_uuid(), now(), '{}', k.id, decode(repeat('00', 64), 'hex') from seal_key k limit 1`,
      [LOAN_VILLAGE, id],
    );

    for (const paper of [contract, seen]) {
      const { body } = await own.teller.get(`/attachments/${paper}`).expect(200);
      expect(body).toMatchObject({ id: paper, object: { type: 'loan', id }, state: 'ready' });
    }
    for (const stranger of [people.teller, finance.as(bankClerk())])
      for (const address of [
        `/attachments/${contract}`,
        `/attachments/${contract}/content`,
        `/attachments/${seen}`,
        `/attachments/${loose}`,
      ]) {
        const { status, body } = await stranger.get(address);
        expect([address, status, body.code]).toEqual([address, 404, 'evidence.attachment-not-found']);
      }
    // what belongs to no loan of his bank is not there, nor can he take a paper back or read who signed
    expect((await own.teller.get(`/attachments/${loose}`)).body.code).toBe('evidence.attachment-not-found');
    expect((await own.teller.post(`/attachments/${contract}/retract`, { reason: '收错了' })).status).toBe(403);
    expect((await own.teller.get(`/signatures?type=loan&id=${id}`).expect(200)).body.items).toEqual([]);
    await people.county.get(`/attachments/${loose}`).expect(200);

    // whatever a statement forgets to ask
    const rowsOf = (by: typeof own.teller, table: string) =>
      finance.db.connection(sessionOf(by.principal), async (client) =>
        (await client.query(`select * from ${table}`)).rows.map((row) => row.id),
      );
    expect((await rowsOf(own.teller, 'attachment')).toSorted()).toEqual([contract, seen].toSorted());
    expect(await rowsOf(people.teller, 'attachment')).not.toContain(contract);
    expect(await rowsOf(finance.as(bankClerk()), 'attachment')).toEqual([]);
    for (const table of ['upload', 'signature']) expect([table, await rowsOf(own.teller, table)]).toEqual([table, []]);
    expect(await rowsOf(people.county, 'signature')).toHaveLength(1);
  });
});
