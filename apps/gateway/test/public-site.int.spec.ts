import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import { until } from '@jingzhun/messaging/testing';
import { Clock } from '@jingzhun/persistence';
import { NoticeBoard } from '../src/public-site/notice-board.js';
import { PUBLIC_LIMITS, PublicLimits } from '../src/public-site/public-limits.js';
import type { Answer, Browser } from './browser.js';
import { ENDED_ID, NOTICE_ID, NoticeDepartment, summary } from './notice-department.js';
import { startGateway, type TestGateway } from './start-gateway.js';

const OWN = `/public/identification/notices/${NOTICE_ID}`;

describe('the notice board for everybody', () => {
  let gateway: TestGateway;
  let department: NoticeDepartment;
  let reader: Browser;

  const departments = () => ({ JINGZHUN_IDENTIFICATION_URL: department.url, JINGZHUN_FINANCE_URL: '' });
  beforeEach(async () => {
    department = await NoticeDepartment.open();
    gateway = await startGateway(departments());
    reader = gateway.browser();
  });
  afterEach(async () => {
    await gateway.stop();
    await department.close().catch(() => undefined);
  });

  const open = (path: string): Promise<Answer> => reader.open(path);
  const object = async (fields: Record<string, string>): Promise<Answer> => reader.submit(await open(`${OWN}/object`), fields);
  const anew = (): void => gateway.machine.advance(20_000);

  it('leads from the townships to the village to the notice, without a script, a cookie or a picture', async () => {
    const board = await open('/public');
    expect(board.response.status).toBe(200);
    expect(board.text).toContain('壬田镇');
    const place = await open(/href="(\/public\/places\/\d+)"/.exec(board.text)?.[1] ?? '');
    expect(place.text).toContain('凤岗村民委员会');
    const notice = await open(/href="(\/public\/identification\/notices\/[^"]+)"/.exec(place.text)?.[1] ?? '');
    for (const words of ['杨春华', '2016年6月16日至2999年6月22日，共 7 天', '提出异议', '12317', '内容校验码'])
      expect(notice.text).toContain(words);
    for (const page of [board, place, notice]) {
      expect(page.text).not.toMatch(/<script|<img|javascript:|\son\w+=/i);
      expect(page.response.headers.get('set-cookie')).toBeNull();
      expect(page.text).toMatch(/<html lang="zh-CN">/);
      expect(page.text.match(/<h1>/g)).toHaveLength(1);
      const policy = page.response.headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toMatch(/unsafe-inline|script-src/);
      expect(page.response.headers.get('cache-control')).toBe('no-store');
    }
  });

  it('speaks English when asked, on every page from there on', async () => {
    const board = await open('/public?lang=en');
    expect(board.text).toContain('<html lang="en">');
    const place = await open((/href="(\/public\/places\/\d+\?lang=en)"/.exec(board.text)?.[1] ?? '').replace('&amp;', '&'));
    expect(place.text).toContain('until 2999-06-22');
    expect(place.text).toContain(`${OWN}?lang=en`);
    expect((await open(`${OWN}?lang=en`)).text).toContain('Object');
  });

  it('two notices about one household are told apart, and the form says which one is objected to', async () => {
    const money = (details: string, id: string) =>
      summary({
        id,
        kind: 'subsidy',
        title: { zh: '产业奖补拟发放公示', en: 'Notice of a reward subsidy' },
        details: { zh: details, en: details },
        groupName: null,
      });
    department.items = [
      money('蔬菜 · 3.00 亩 · 1,500.00 元', NOTICE_ID),
      money('脐橙 · 2.00 亩 · 2,000.00 元', '0155560d-0e80-7000-8000-0000000000a2'),
    ];
    const { text } = await open('/public/places/360781102208');
    for (const words of ['蔬菜 · 3.00 亩 · 1,500.00 元', '脐橙 · 2.00 亩 · 2,000.00 元', '2016年6月15日张贴'])
      expect(text).toContain(words);
    const form = (await open(`${OWN}/object`)).text;
    expect(form).toMatch(
      /您要对这份公示提出异议.*公示对象.*杨春华.*公示内容.*产业奖补拟发放公示 · 蔬菜 · 3.00 亩 · 1,500.00 元.*壬田镇 凤岗村民委员会.*2016年6月15日.*您的意见/s,
    );
  });

  it('the villages stand on the first page while one page holds them; beyond, each township is opened', async () => {
    const village = (i: number) =>
      summary({
        id: `0155560d-0e80-7000-8000-${String(i).padStart(12, '0')}`,
        place: `3607811${String(i % 9).padStart(2, '0')}${200 + i}`,
        placeNames: ['瑞金市', `第${i % 9}镇`, `第${i}村民委员会`],
      });
    department.items = Array.from({ length: 40 }, (_, i) => village(i));
    const one = (await open('/public')).text;
    expect([one.includes('<details>'), one.includes('第39村民委员会'), one.includes('请点开您所在的村')]).toEqual([false, true, true]);
    department.items = Array.from({ length: 41 }, (_, i) => village(i));
    anew();
    const many = (await open('/public')).text;
    expect([many.match(/<details>/g)?.length, many.includes('第40村民委员会'), many.includes('请点开您所在的乡镇')]).toEqual([
      9,
      true,
      true,
    ]);
  });

  it('shows the last known list while the department is down, says so and since when; also after a restart of its own', async () => {
    await open('/public');
    await department.close();
    anew();
    const board = await open('/public');
    expect(board.response.status).toBe(200);
    expect(board.text).toMatch(/“精准识别”的公示暂时无法更新，下面是 \d+年\d+月\d+日 \d\d:\d\d 的公示/);
    expect(board.text).toContain('壬田镇');
    const notice = await open(OWN);
    expect([notice.response.status, notice.text.includes('“精准识别”的系统暂时连接不上')]).toEqual([503, true]);
    const other = await startGateway({ JINGZHUN_IDENTIFICATION_URL: department.url, JINGZHUN_DATA: `${gateway.folder}/data` });
    try {
      expect((await other.browser().open('/public/places/360781102')).text).toContain('凤岗村民委员会');
    } finally {
      await other.stop();
    }
  });

  describe('a name that was taken down', () => {
    const later = summary({ id: '0155560d-0e80-7000-8000-0000000000a2', about: { zh: '刘大山', en: '刘大山' } });
    const kept = (): Promise<string> => readFile(path.join(gateway.folder, 'data/gateway/notice-board/identification.json'), 'utf8');
    const idle = (): Promise<void> => gateway.app.get(NoticeBoard).idle();

    it('leaves the gateway’s file by itself, without a reader', async () => {
      department.items = [summary(), later];
      await open('/public');
      expect(await kept()).toMatch(/杨春华.*刘大山/s);
      department.items = [later];
      anew();
      await idle();
      expect(await kept()).toContain('刘大山');
      expect(await kept()).not.toContain('杨春华');
      department.items = [];
      anew();
      await idle();
      expect(await kept()).not.toContain('刘大山');
      const { asked } = department;
      anew();
      await idle();
      expect(department.asked).toBe(asked);
    });

    it('leaves it the day after its last day, also while its department is down', async () => {
      const today = gateway.app.get(Clock).today();
      department.items = [summary({ lastDay: today }), later];
      await open('/public');
      await department.close();
      anew();
      await idle();
      expect(await kept()).toMatch(/杨春华.*刘大山/s);
      gateway.app.get(Clock).advance(86_400_000);
      await idle();
      expect(await kept()).toContain('刘大山');
      expect(await kept()).not.toContain('杨春华');
    });

    it('leaves it when the gateway starts, and when its department is part of the place no more', async () => {
      await open('/public');
      department.items = [later];
      const again = { JINGZHUN_DATA: `${gateway.folder}/data`, JINGZHUN_FINANCE_URL: '' };
      for (const url of [department.url, '']) {
        const other = await startGateway({ ...again, JINGZHUN_IDENTIFICATION_URL: url });
        await other.app.get(NoticeBoard).idle();
        if (url) expect(await kept()).not.toContain('杨春华');
        await other.stop();
      }
      await expect(kept()).rejects.toThrow('ENOENT');
    });
  });

  it('shows nothing of a list that has ended since, and says when nothing hangs', async () => {
    department.items = [summary({ lastDay: '2016-06-22' })];
    const board = await open('/public');
    expect(board.text).not.toContain('壬田镇');
    expect(board.text).toContain('现在没有正在公示的内容');
  });

  it('says that a notice has ended instead of that it never was', async () => {
    const ended = await open(`/public/identification/notices/${ENDED_ID}`);
    expect([ended.response.status, ended.text.includes('公示已结束')]).toEqual([410, true]);
    for (const path of [
      '/public/identification/notices/x',
      '/public/nowhere/notices/x',
      '/public/places/36',
      '/public/places/360781',
      '/public/x/y/z',
      '/public/finance/notices/x',
    ])
      expect([path, (await open(path)).response.status]).toEqual([path, 404]);
  });

  it('takes an objection without a name and shows a receipt, then the answer', async () => {
    const receipt = await object({ text: '该户去年已在县城买房。', name: '', phone: '', website: '' });
    expect(receipt.response.status).toBe(200);
    for (const words of ['4K7Q-2M9X', '7H2M-9QX3-AB4D', '2016年6月30日']) expect(receipt.text).toContain(words);
    expect(department.received[0]?.body).toMatchObject({ text: '该户去年已在县城买房。', name: null, phone: null });
    expect(receipt.url.href).not.toMatch(/4K7Q|7H2M/);
    const wrong = await reader.submit(await open('/public/receipts'), { receiptNumber: '4K7Q-2M9X', secret: 'XXXX-XXXX-XXXX' });
    expect([wrong.response.status, wrong.text.includes('不正确')]).toEqual([404, true]);
    const status = await reader.submit(await open('/public/receipts'), { receiptNumber: '4K7Q-2M9X', secret: '7H2M-9QX3-AB4D' });
    expect(status.text).toContain('未能得到证实');
    expect(status.url.href).not.toMatch(/4K7Q|7H2M/);
  });

  it('gives the form back with what was typed when something is missing', async () => {
    const again = await object({ text: '不对', name: '', phone: '13870000001' });
    expect(again.response.status).toBe(422);
    for (const words of ['至少 5 个字', '请填写姓名', '>不对</textarea>', 'value="13870000001"', 'role="alert"'])
      expect(again.text).toContain(words);
    expect(department.received).toHaveLength(0);
    const sent = await reader.submit(again, { text: '该户去年已在县城买房。', name: '', phone: '' });
    expect(sent.text).toContain('4K7Q-2M9X');
  });

  it('shows what others typed as text, never as markup', async () => {
    department.name = '<script>alert(1)</script>';
    expect((await open(OWN)).text).toContain('&lt;script&gt;alert(1)');
    const again = await object({ text: '<b>', name: '"><img src=x onerror=alert(1)>', phone: '' });
    expect(again.text).not.toMatch(/<b>|<img/);
  });

  it('sent twice it is the same submission; from another notice, altered or a day old it is none', async () => {
    const form = await open(`${OWN}/object`);
    await reader.submit(form, { text: '该户去年已在县城买房。' });
    await reader.submit(form, { text: '该户去年已在县城买房。' });
    expect(new Set(department.received.map(({ body }) => body.submissionId)).size).toBe(1);
    expect(department.received).toHaveLength(2);
    const altered = { ...form, text: form.text.replace(/name="token" value="(.)/, 'name="token" value="x$1') };
    expect((await reader.submit(altered, { text: '该户去年已在县城买房。' })).response.status).toBe(400);
    const elsewhere = { ...form, text: form.text.replaceAll(NOTICE_ID, ENDED_ID) };
    expect((await reader.submit(elsewhere, { text: '该户去年已在县城买房。' })).response.status).toBe(400);
    gateway.machine.advance(25 * 3_600_000);
    const old = await reader.submit(form, { text: '该户去年已在县城买房。' });
    expect([old.response.status, old.text.includes('异议没有收到')]).toEqual([400, true]);
    expect(department.received).toHaveLength(2);
  });

  it('takes nothing from another site, and nothing from who fills in what no person sees', async () => {
    const form = await open(`${OWN}/object`);
    const token = /name="token" value="([^"]+)"/.exec(form.text)?.[1] ?? '';
    const send = (headers: Record<string, string>, fields: object = {}): Promise<Response> =>
      fetch(new URL(`${OWN}/object`, gateway.origin), {
        method: 'POST',
        headers,
        body: new URLSearchParams({ token, text: '该户去年已在县城买房。', ...fields }),
      });
    expect((await send({ origin: 'https://elsewhere.example' })).status).toBe(400);
    expect((await send({ 'sec-fetch-site': 'cross-site', origin: gateway.origin })).status).toBe(400);
    expect((await send({}, { website: 'http://spam.example' })).status).toBe(400);
    expect(department.received).toHaveLength(0);
    // a cheap phone's browser that says nothing
    expect((await send({})).status).toBe(200);
  });

  it('hands out the paper with the address people use, and never an address a reader made up', async () => {
    const paper = await fetch(new URL(`${OWN}/notice.pdf`, gateway.origin), { headers: { 'x-jingzhun-origin': 'https://evil.example' } });
    expect([paper.headers.get('content-type'), await paper.text()]).toEqual(['application/pdf', `%PDF-1.7 ${gateway.origin}`]);
    const direct = await fetch(new URL(`/api/identification/v1/public/notices/${NOTICE_ID}/pdf`, gateway.origin), {
      headers: { 'x-jingzhun-origin': 'https://evil.example' },
    });
    expect(await direct.text()).toBe(`%PDF-1.7 ${gateway.origin}`);
  });

  it('asks a department once for many readers', async () => {
    await Promise.all(Array.from({ length: 30 }, () => open('/public')));
    await open('/public/places/360781102');
    expect(department.asked).toBe(1);
  });

  const direct = (body: object = { submissionId: randomUUID(), text: '直接提交的意见' }): Promise<Response> =>
    fetch(new URL(`/api/identification/v1/public/notices/${NOTICE_ID}/objections`, gateway.origin), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  it('empty forms and a script at the department’s own address use up no place of a villager behind the same line', async () => {
    const form = await open(`${OWN}/object`);
    const tooShort: number[] = [];
    for (let i = 0; i < PUBLIC_LIMITS.mistakes.points + 2; i += 1) tooShort.push((await reader.submit(form, { text: '' })).response.status);
    expect([tooShort.filter((status) => status === 422).length, ...tooShort.slice(-2)]).toEqual([120, 429, 429]);
    department.refusesObjections = 422;
    const script = await Promise.all(Array.from({ length: PUBLIC_LIMITS.mistakes.points + 30 }, () => direct({})));
    expect(script.filter(({ status }) => status === 201)).toEqual([]);
    await until('the script is held back', async () => (await direct({})).status === 429 || undefined);
    department.refusesObjections = undefined;
    const receipt = await object({ text: '该户去年在县城买了房' });
    expect([receipt.response.status, receipt.text.includes('4K7Q-2M9X')]).toEqual([200, true]);
  });

  it('one address takes a third of what a notice takes in an hour; what the department did not accept and what is sent again takes none', async () => {
    const form = await open(`${OWN}/object`);
    department.refusesObjections = 410;
    for (let i = 0; i < 25; i += 1) expect((await object({ text: `第 ${i} 条没有受理的意见` })).response.status).toBe(410);
    department.refusesObjections = undefined;
    expect((await reader.submit(form, { text: '第一条意见，线路不好' })).response.status).toBe(200);
    for (let i = 1; i < PUBLIC_LIMITS.toNotice.points; i += 1)
      expect((await object({ text: `第 ${i} 条意见，各不相同` })).response.status).toBe(200);
    const refused = await object({ text: '第二十一条意见' });
    expect([refused.response.status, refused.text.includes('访问太频繁')]).toEqual([429, true]);
    // the receipt of a form that was accepted is there for whoever sends it again
    const again = await reader.submit(form, { text: '第一条意见，线路不好' });
    expect([again.response.status, again.text.includes('4K7Q-2M9X')]).toEqual([200, true]);
    expect((await direct()).status).toBe(201);
  });

  it('an address spelled otherwise takes from the same share', async () => {
    const spelled = [NOTICE_ID.toUpperCase(), NOTICE_ID, NOTICE_ID.replace(/^./, (first) => `%${first.charCodeAt(0).toString(16)}`)];
    const send = (i: number): Promise<number> =>
      fetch(new URL(`/api/identification/v1/public/notices/${spelled[i % 3]}/${i % 2 ? 'Objections' : 'objections/'}`, gateway.origin), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ submissionId: randomUUID(), text: `第 ${i} 条直接提交的意见` }),
      }).then(({ status }) => status);
    const statuses: number[] = [];
    for (let i = 0; i < PUBLIC_LIMITS.toNotice.points + 3; i += 1) statuses.push(await send(i));
    expect(statuses.slice(-3)).toEqual([429, 429, 429]);
    expect(statuses.slice(0, PUBLIC_LIMITS.toNotice.points)).not.toContain(429);
  });

  /** Sends, and when the department has it, breaks the connection as a telephone without signal does. */
  async function sendAndHangUp(path: string, type: string, body: string): Promise<void> {
    const before = department.received.length;
    const sent = connect(Number(new URL(gateway.origin).port), '127.0.0.1');
    sent.on('error', () => undefined);
    const head = `POST ${path} HTTP/1.1\r\nHost: gateway\r\nContent-Type: ${type}\r\nContent-Length: ${Buffer.byteLength(body)}`;
    sent.write(`${head}\r\n\r\n${body}`);
    await until('the department has it', () => department.received.length > before || undefined);
    sent.resetAndDestroy();
  }

  it('who hangs up before the answer has had the place: the department may have accepted it', async () => {
    department.isSlow = true;
    for (let i = 1; i <= PUBLIC_LIMITS.toNotice.points; i += 1) {
      const body = JSON.stringify({ submissionId: randomUUID(), text: `第 ${i} 条意见，随即断线` });
      await sendAndHangUp(`/api/identification/v1/public/notices/${NOTICE_ID}/objections`, 'application/json', body);
      await until('the gateway has left as well', () => department.left >= i || undefined);
    }
    department.isSlow = false;
    expect((await direct()).status).toBe(429);
    // the page is another door
    expect((await object({ text: '网页上的意见照常受理' })).response.status).toBe(200);
  });

  it('on the page as well, also when the department breaks off', async () => {
    const forms: Answer[] = [];
    for (let i = 0; i <= PUBLIC_LIMITS.toNotice.points; i += 1) forms.push(await open(`${OWN}/object`));
    department.isSlow = true;
    for (const [i, { text }] of forms.slice(1).entries()) {
      const token = /name="token" value="([^"]*)"/.exec(text)?.[1] ?? '';
      const body = new URLSearchParams({ token, website: '', text: `第 ${i} 条意见，随即断线`, name: '', phone: '' });
      await sendAndHangUp(`${OWN}/object`, 'application/x-www-form-urlencoded', body.toString());
    }
    department.breakOff();
    await until('the gateway has noticed', () => department.left === PUBLIC_LIMITS.toNotice.points || undefined);
    department.isSlow = false;
    expect((await reader.submit(forms[0]!, { text: '又一条意见' })).response.status).toBe(429);
    expect((await direct()).status).toBe(201);
  });

  const forged = (i: number, behind = ''): Promise<number> =>
    fetch(new URL(`/api/identification/v1/public/notices/${NOTICE_ID}/objections`, gateway.origin), {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': `198.51.100.${i}${behind}`, forwarded: `for=198.51.100.${i}` },
      body: JSON.stringify({ submissionId: randomUUID(), text: `第 ${i} 条意见，自称来自别处` }),
    }).then(({ status }) => status);
  async function manyForged(behind = ''): Promise<number[]> {
    const statuses: number[] = [];
    for (let i = 1; i <= PUBLIC_LIMITS.toNotice.points + 2; i += 1) statuses.push(await forged(i, behind));
    return statuses.slice(-3);
  }
  const from = (): unknown[] => [...new Set(department.received.map(({ headers }) => headers['x-forwarded-for']))];

  it('who writes an address into his request has the share of his line all the same, and the department is told the line', async () => {
    expect(await manyForged()).toEqual([201, 429, 429]);
    expect(from()).toEqual(['127.0.0.1']);
  });

  it('behind a proxy the line is the one the proxy names, whatever was written before it', async () => {
    await gateway.stop();
    gateway = await startGateway({ ...departments(), JINGZHUN_TRUST_PROXY: 'on' });
    expect(await manyForged(', 203.0.113.7')).toEqual([201, 429, 429]);
    expect(from()).toEqual(['203.0.113.7']);
    expect(await forged(1, ', 203.0.113.8')).toBe(201);
  });
});

describe('whose places they are', () => {
  it('a network counts as one address, however many it makes for itself', async () => {
    const limits = new PublicLimits();
    const taken = [];
    for (let i = 0; i < 20; i += 1) taken.push(await limits.place('page', `2408:8256:1:2:0:0:${i}:1`, NOTICE_ID));
    expect(taken.filter((place) => typeof place === 'number')).toEqual([]);
    expect(await limits.place('page', '2408:8256:1:2::9', NOTICE_ID)).toEqual(expect.any(Number));
    expect(await limits.place('page', '2408:8256:1:3::9', NOTICE_ID)).toEqual({ giveBack: expect.any(Function) });
    expect(await limits.place('page', '::ffff:10.0.0.1', NOTICE_ID)).toEqual({ giveBack: expect.any(Function) });
  });

  it('a place is given back once, and never as credit', async () => {
    const limits = new PublicLimits();
    const first = await limits.place('page', '10.0.0.2', NOTICE_ID);
    if (typeof first === 'number') throw new Error('no place');
    for (let i = 0; i < 5; i += 1) await first.giveBack();
    const taken = [];
    for (let i = 0; i < 21; i += 1) taken.push(await limits.place('page', '10.0.0.2', NOTICE_ID));
    expect(taken.filter((place) => typeof place === 'number')).toHaveLength(1);
  });
});
