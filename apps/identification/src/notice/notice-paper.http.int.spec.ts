import { textOfPdf } from '@jingzhun/print/testing';
import { postNotice, registerHost, travelTo } from '../../test/notice.factory.js';
import { BASE, officer, startIdentification, type Caller, type Identification } from '../../test/service.js';

const VILLAGE = '360781102208';

describe('the paper of a notice', () => {
  let service: Identification;
  let cadre: Caller;

  beforeAll(async () => {
    service = await startIdentification(new Date('2016-06-15T02:00:00Z'));
    registerHost(service);
    cadre = service.as(officer(VILLAGE, ['village-cadre']));
  });
  afterAll(async () => service?.stop());

  /** With a token: for the office; without: for everybody. */
  const fetched = async (path: string, by?: Caller): Promise<{ status: number; type: string | null; body: Buffer }> => {
    const token = by && (await service.issuer.tokenFor(by.principal, { lifetimeSeconds: 600 }));
    const response = await fetch(`${await service.app.getUrl()}${BASE}${path}`, {
      headers: { 'X-Jingzhun-Origin': 'https://jz.example.cn', ...(token && { Authorization: `Bearer ${token}` }) },
    });
    return { status: response.status, type: response.headers.get('content-type'), body: Buffer.from(await response.arrayBuffer()) };
  };

  it('says what the page says, with period, complaint channel, address, seal and signature', async () => {
    const notice = await postNotice(service, cadre.principal);
    const { body, type, status } = await fetched(`/public/notices/${notice.id}/pdf`);
    expect([status, type]).toEqual([200, 'application/pdf']);
    const text = (await textOfPdf(body)).join(' ').replaceAll(' ', '');
    for (const words of [
      '村民小组评议结果公示',
      '瑞金市壬田镇凤岗村民委员会第三小组',
      '户主姓名杨春华',
      '家庭人口4人',
      '拟纳入建档立卡',
      '应到42人，实到36人，同意35人',
      '公示期：2016年6月16日至2016年6月22日，共7天（张贴当日不计）',
      '监督举报：扶贫监督举报电话12317',
      '凤岗村民委员会（盖章）',
      '负责人签字',
      `https://jz.example.cn/public/identification/notices/${notice.id}`,
      `内容校验码：${notice.contentDigest.slice(0, 16)}`,
    ])
      expect(text).toContain(words);
  });

  it('is the same for the office, and in English', async () => {
    const notice = await postNotice(service, cadre.principal);
    const { body } = await fetched(`/notices/${notice.id}/pdf?lang=en`, cadre);
    const text = (await textOfPdf(body)).join(' ');
    expect(text).toContain('36 of 42 present, 35 in favour');
    expect(text).toContain('Period: 2016-06-16 to 2016-06-22');
  });

  it('can be printed for the board before it is posted, by the office only', async () => {
    const { id } = await postNotice(service, cadre.principal, { post: false });
    expect(await fetched(`/notices/${id}/pdf`, cadre)).toMatchObject({ status: 200, type: 'application/pdf' });
    expect((await fetched(`/public/notices/${id}/pdf`)).status).toBe(404);
    expect((await fetched(`/notices/${id}/pdf`, service.as(officer('360781102209', ['village-cadre'])))).status).toBe(404);
  });

  it('is gone for everybody after the last day, and stays for the office', async () => {
    const notice = await postNotice(service, cadre.principal);
    expect((await fetched(`/public/notices/${notice.id}/pdf`)).status).toBe(200);
    travelTo(service, '2016-06-23T00:00:00+08:00');
    expect((await fetched(`/public/notices/${notice.id}/pdf`)).status).toBe(410);
    expect((await fetched(`/notices/${notice.id}/pdf`, cadre)).status).toBe(200);
  });
});
