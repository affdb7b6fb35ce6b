import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PublicCertificate } from '@jingzhun/domain/payment-certificate';
import type { Browser } from './browser.js';
import { startGateway, type TestGateway } from './start-gateway.js';

const CODE = 'ab'.repeat(16);
const certificate = { number: 'F20160314-000012', amountFen: 300_000, paidOn: '2016-03-14', isValid: true };

/** What the square on a payment certificate opens on anybody's phone. */
describe('the page that verifies a payment certificate', () => {
  let finance: Server;
  let gateway: TestGateway;
  let reader: Browser;
  let shown: Partial<Record<keyof PublicCertificate, unknown>> | undefined;
  beforeAll(async () => {
    finance = createServer((request, response) => {
      const known = request.url === `/api/finance/v1/public/payment-certificates/${CODE}` && shown;
      const body = known || { title: '没有这张付款凭证', detail: '没有。', next: '请核对二维码是否完整。', code: 'x' };
      response.writeHead(known ? 200 : 404, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => finance.listen(0, '127.0.0.1', resolve));
    gateway = await startGateway({ JINGZHUN_FINANCE_URL: `http://127.0.0.1:${(finance.address() as AddressInfo).port}` });
    reader = gateway.browser();
  });
  afterAll(async () => {
    await gateway.stop();
    finance.closeAllConnections();
    await new Promise((resolve) => finance.close(resolve));
  });
  const open = (code: string, query = '') => reader.open(`/public/finance/certificates/${code}${query}`);

  it('says that it holds, with number, amount and day, without a script or a cookie', async () => {
    shown = certificate;
    const { response, text } = await open(CODE);
    expect([response.status, response.headers.get('set-cookie')]).toEqual([200, null]);
    for (const words of ['有效：', 'F20160314-000012', '3,000.00 元', '2016年3月14日']) expect(text).toContain(words);
    expect(text).not.toMatch(/<script|<img/i);
    expect((await open(CODE, '?lang=en')).text).toContain('Valid:');
  });

  it('shows to whom, so that a real square on a paper with another name is found out', async () => {
    shown = { ...certificate, paidTo: '刘*华<b>' };
    expect((await open(CODE)).text).toContain('<dt>收款人</dt><dd>刘*华&lt;b&gt;</dd>');
    expect((await open(CODE, '?lang=en')).text).toContain('Paid to');
  });

  it('says that it is void', async () => {
    shown = { ...certificate, isValid: false };
    expect((await open(CODE)).text).toContain('作废：');
  });

  it('shows nothing that is not in the contract, and knows nothing of other codes', async () => {
    shown = { ...certificate, amountFen: '三千元' };
    expect((await open(CODE)).response.status).toBe(503);
    shown = undefined;
    expect((await open(CODE)).text).toContain('请核对二维码是否完整');
    expect((await open('..%2f..%2faudit')).response.status).toBe(404);
  });
});
