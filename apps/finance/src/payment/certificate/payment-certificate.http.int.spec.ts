import request from 'supertest';
import { textOfPdf } from '@jingzhun/print/testing';
import {
  bankAnswers,
  fundAndScheme,
  reached,
  read,
  sentToBank,
  setAccount,
  subsidyOffice,
  type SubsidyOffice,
} from '../../../test/subsidy.factory.js';
import { officer, startFinance, type Finance } from '../../../test/service.js';

describe('a payment certificate', () => {
  let finance: Finance;
  let people: SubsidyOffice;
  let batch: { id: string; number: number };
  let payment: string;
  const take = async (file: number, back = new Map<string, string>()) =>
    people.cashier.upload(
      `/payment-batches/${batch.id}/returns`,
      await bankAnswers(finance, batch.id, file, finance.clock.today(), back),
      'text/csv',
    );
  const verify = (code: string) => request(finance.app.getHttpServer()).get(`/api/finance/v1/public/payment-certificates/${code}`);
  const code = async (): Promise<string> =>
    (await finance.look<{ code: string }>('select code from payment_certificate order by number desc limit 1'))[0]!.code;
  let id: string;

  beforeAll(async () => {
    finance = await startFinance();
    people = subsidyOffice(finance);
    await fundAndScheme(people);
    id = await reached(finance, people, 'approve');
    await setAccount(people, (await read(people, id)).householdId);
    batch = await sentToBank(people, [id]);
    payment = (await people.bureau.get(`/payment-batches/${batch.id}/payments`).expect(200)).body.items[0].id;
  });
  afterAll(async () => finance?.stop());

  it('is not printed before the money has arrived', async () => {
    const { body } = await people.clerk.get(`/payments/${payment}/certificate`).expect(409);
    expect(body.code).toBe('payment.no-certificate');
  });

  it('is the household’s paper once the bank has credited it', async () => {
    await take(1).then(({ status }) => expect(status).toBe(200));
    const { body } = await people.clerk.get(`/payments/${payment}/certificate`).buffer().parse(binary).expect(200);
    const text = (await textOfPdf(body as Buffer)).join('').replaceAll(/\s/g, '');
    for (const words of ['扶贫资金付款凭证', '刘春华', '大写：贰仟元整', '*', await code()]) expect(text).toContain(words);
    expect(text).not.toContain('6228480000000000018');
    const [audited] = await finance.look<{ n: number }>(`select count(*)::int as n from audit_log where action = 'payment.certificate'`);
    expect(audited!.n).toBe(1);
  });

  it('is verified by anybody who holds it, and tells of a name what tells it from another', async () => {
    const { body } = await verify(await code()).expect(200);
    expect(Object.keys(body).sort()).toEqual(['amountFen', 'isValid', 'number', 'paidOn', 'paidTo']);
    expect(body).toMatchObject({ amountFen: 200_000, isValid: true, paidTo: '刘*华' });
    expect((await verify('0'.repeat(32)).expect(404)).body.code).toBe('payment.certificate-not-found');
    await verify('1%20or%201').expect(400);
  });

  it('belongs to the area: another village does not print it', async () => {
    await finance
      .as(officer(['village-cadre'], '360781103201'))
      .get(`/payments/${payment}/certificate`)
      .expect(409);
  });

  it('is void once the bank sends the money back, and the next payment has its own', async () => {
    const first = await code();
    await take(1, new Map([[id, '户名不符']])).then(({ status }) => expect(status).toBe(200));
    expect((await verify(first).expect(200)).body.isValid).toBe(false);
    await people.clerk.get(`/payments/${payment}/certificate`).expect(409);
    const { body } = await people.cashier.get(`/payment-batches/${batch.id}`).expect(200);
    await people.cashier.post(`/payment-batches/${batch.id}/resend`, {}, body.version).expect(200);
    await take(2).then(({ status }) => expect(status).toBe(200));
    expect((await verify(await code()).expect(200)).body.isValid).toBe(true);
    expect((await verify(first).expect(200)).body.isValid).toBe(false);
    expect(await code()).not.toBe(first);
  });
});

const binary = (response: unknown, done: (error: Error | null, body: Buffer) => void): void => {
  const parts: Buffer[] = [];
  (response as NodeJS.ReadableStream).on('data', (part: Buffer) => parts.push(part)).on('end', () => done(null, Buffer.concat(parts)));
};
