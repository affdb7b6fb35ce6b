import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ObjectionStatus, PublicNotice, PublicNoticeList, Receipt, SubmitObjectionRequest } from '@jingzhun/notices/public';

export const NOTICE_ID = '0155560d-0e80-7000-8000-0000000000a1';
const ENDED_ID = '0155560d-0e80-7000-8000-0000000000a9';
export { ENDED_ID };

const both = (zh: string, en: string): { zh: string; en: string } => ({ zh, en });

export const summary = (parts: object = {}): PublicNoticeList['items'][number] =>
  PublicNoticeList.shape.items.element.parse({
    id: NOTICE_ID,
    kind: 'group',
    title: both('村民小组评议结果公示', 'Notice of the group’s appraisal'),
    about: both('杨春华', '杨春华'),
    details: both('4 人 · 拟纳入建档立卡', '4 · proposed for registration'),
    place: '360781102208',
    placeNames: ['瑞金市', '壬田镇', '凤岗村民委员会'],
    groupName: '第三小组',
    ...{ postedOn: '2016-06-15', firstDay: '2016-06-16', lastDay: '2999-06-22', days: 7, dayKind: 'calendar' },
    ...parts,
  });

/** A department that posts notices, as the contract says it answers. */
export class NoticeDepartment {
  items = [summary()];
  name = '杨春华';
  readonly received: { id: string; body: SubmitObjectionRequest; headers: IncomingMessage['headers'] }[] = [];
  asked = 0;
  /** The status it refuses objections with. */
  refusesObjections: number | undefined;
  /** Takes objections in and does not come to answer them. */
  isSlow = false;
  /** Objections whose sender, or the gateway for him, left before the answer. */
  left = 0;
  private readonly unanswered = new Set<ServerResponse>();

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async open(port = 0): Promise<NoticeDepartment> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    const department = new NoticeDepartment(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.on('request', (request: IncomingMessage, response: ServerResponse) => void department.answer(request, response));
    return department;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** It stops in the middle of its work. */
  breakOff(): void {
    for (const response of this.unanswered) response.destroy();
    this.unanswered.clear();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.asked += 1;
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body: unknown = parts.length > 0 ? JSON.parse(Buffer.concat(parts).toString('utf8')) : undefined;
    const path = (request.url ?? '').replace('/api/identification/v1/public/', '').replace(/\?.*$/, '');
    const send = (status: number, answer: object): void =>
      void response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer));
    if (path === 'notices') return send(200, PublicNoticeList.parse({ items: this.items, nextAfter: null, asOf: '2016-06-15T02:00:00Z' }));
    if (path === `notices/${NOTICE_ID}`) return send(200, this.notice());
    if (path === `notices/${NOTICE_ID}/pdf`)
      return void response
        .writeHead(200, { 'Content-Type': 'application/pdf' })
        .end(`%PDF-1.7 ${String(request.headers['x-jingzhun-origin'])}`);
    // read as a department reads it
    if (decodeURIComponent(path).toLowerCase().replace(/\/$/, '') === `notices/${NOTICE_ID}/objections`) {
      if (this.refusesObjections !== undefined)
        return send(this.refusesObjections, { code: 'objection.refused', title: '没有受理', detail: '没有受理。', next: '请稍后再试。' });
      this.received.push({ id: NOTICE_ID, body: SubmitObjectionRequest.parse(body), headers: request.headers });
      if (this.isSlow) {
        this.unanswered.add(response);
        return void response.once('close', () => (this.left += 1));
      }
      return send(201, Receipt.parse({ receiptNumber: '4K7Q-2M9X', secret: '7H2M-9QX3-AB4D', dueOn: '2016-06-30' }));
    }
    if (path === 'objections/status' && (body as { secret: string }).secret === '7H2M-9QX3-AB4D')
      return send(
        200,
        ObjectionStatus.parse({
          ...{ receiptNumber: '4K7Q-2M9X', state: 'decided', noticeTitle: both('村民小组评议结果公示', 'Notice'), dueOn: '2016-06-30' },
          answer: both('经调查，您反映的情况未能得到证实。', 'Could not be confirmed.'),
          decidedOn: '2016-06-21',
        }),
      );
    if (path === `notices/${ENDED_ID}`)
      return send(410, { code: 'notice.taken-down', title: '公示已结束', detail: '公示期已满。', next: '请向村民委员会查询。' });
    return send(404, { code: 'notice.not-found', title: '没有这份公示', detail: '地址有误。', next: '请从首页进入。' });
  }

  private notice(): PublicNotice {
    return PublicNotice.parse({
      ...this.items[0],
      text: {
        title: both('村民小组评议结果公示', 'Notice'),
        paragraphs: [both('经村民小组评议，现将评议结果予以公示。', 'Made public.')],
        facts: [{ label: both('户主姓名', 'head of household'), value: both(this.name, this.name) }],
        tables: [{ label: both('名单', 'list'), headings: [both('姓名', 'name')], rows: [[both('刘大山', '刘大山')]] }],
      },
      complaintChannel: both('扶贫监督举报电话 12317', 'Hotline 12317'),
      contentDigest: '3b1f0f2c6f1d8a0c5e0c2f6ad1b7a1f0a4d1f6d8e3c2b1a09f8e7d6c5b4a3928',
    });
  }
}
