import { randomUUID } from 'node:crypto';
import { readXlsx, writeXlsx } from 'hucre';
import { ProjectAcceptedV1 } from '@jingzhun/events/industry/project-accepted.v1';
import type { ReceivedEvent } from '@jingzhun/messaging';
import { systemSession } from '@jingzhun/persistence';
import { claimDesk, TITLES, type ClaimDesk } from '../../test/claim.factory.js';
import { households } from '../../test/fake-payables.js';
import { binary, startFinance, type Finance } from '../../test/service.js';
import { fundAndScheme, FUND, subsidyOffice, type SubsidyOffice } from '../../test/subsidy.factory.js';
import type { Payable } from '../payment/payable-causes.js';
import { RecordAcceptedProjects } from './record-accepted-projects.consumer.js';

describe('lists of claims', () => {
  let finance: Finance;
  let people: SubsidyOffice;
  let desk: ClaimDesk;

  beforeAll(async () => {
    finance = await startFinance();
    people = subsidyOffice(finance);
    desk = claimDesk(finance, people);
    await fundAndScheme(people);
  });
  afterAll(async () => finance?.stop());

  it('a list is refused whole: a row twice, a stranger, a shifted head, sums that do not add up, a protected or damaged file', async () => {
    const [a, b] = (await households(finance, 2)) as [Payable, Payable];
    const rows = [
      desk.line(a, '8000.00'),
      desk.line(a, '8000.00'),
      desk.line(b, '500.00', '旁人'),
      desk.line({ ...b, householdNumber: 'X-1' }, '1.00'),
      '合计,,,,16501.00,,',
    ];
    const { body } = await desk.upload([TITLES, ...rows].join('\n')).expect(422);
    expect(body.problems.map(({ pointer, code }: Record<string, string>) => [pointer, code])).toEqual([
      ['/rows/3/householdNumber', 'claim-list.twice'],
      ['/rows/4/headName', 'listed-household.head-differs'],
      ['/rows/5/householdNumber', 'listed-household.unknown'],
    ]);
    expect(JSON.stringify(body)).not.toMatch(/旁人|示例|X-1/);
    const sums = await desk.upload([TITLES, desk.line(a, '8000.00'), '合计,,,,8000.01,,'].join('\n')).expect(422);
    expect(sums.body.code).toBe('claim.list-refused');
    const workbook = Buffer.from(
      await writeXlsx({ sheets: [{ name: '名单', rows: [TITLES.split(','), desk.line(a, '8000.00').split(',')] }] }),
    );
    expect((await desk.upload(workbook.subarray(0, workbook.length / 2))).status).toBe(422);
    expect([...(await desk.of(a)), ...(await desk.of(b))]).toEqual([]);
  });

  it('what was refused comes back with every wrong row named; what would be taken comes back as it is, and is not kept', async () => {
    const [a, b] = (await households(finance, 2)) as [Payable, Payable];
    const marked = async (content: string) => {
      const { body } = await people.bureau
        .upload(`/claims/lists/marked.xlsx?kind=relocation&fund=${FUND}`, content, 'text/csv')
        .buffer()
        .parse(binary)
        .expect(200);
      return (await readXlsx(body as Buffer)).sheets[0]!.rows.map((cells) => [String(cells[0] ?? ''), String(cells[7] ?? '')]);
    };
    const list = (...rows: string[]) => [TITLES, ...rows, `合计,,,,${8000 * rows.length},,`].join('\n');
    const twice = list(desk.line(a, '8000'), desk.line(a, '8000'), desk.line(b, '8000', '旁人'));
    expect((await desk.upload(twice)).status).toBe(422);
    const rows = await marked(twice);
    expect(rows.map(([, why]) => why)).toEqual([
      '导入说明（系统填写）',
      '',
      expect.stringContaining('同一户'),
      expect.stringContaining('户主'),
      '',
    ]);
    expect(rows[1]![0]).toBe(a.householdNumber);
    // a cell that cannot be read, before anything is compared with the register
    expect((await marked(list(desk.line(a, '八千'))))[1]![1]).not.toBe('');
    expect((await marked(list(desk.line(a, '8000'), desk.line(b, '8000')))).slice(1, 3).map(([, why]) => why)).toEqual(['', '']);
    expect([...(await desk.of(a)), ...(await desk.of(b))]).toEqual([]);
    // told with another amount before: known only once it would be entered
    await desk.upload(list(desk.line(a, '8000'))).expect(200);
    const other = list(desk.line(b, '8000'), desk.line(a, '9000')).replace('16000', '17000');
    expect((await desk.upload(other)).status).toBe(422);
    const different = await marked(other);
    expect([different[1]![1], different[2]![1]]).toEqual(['', expect.stringMatching(/金额|登记/)]);
    expect(await desk.of(b)).toEqual([]);
    expect((await people.cashier.upload('/claims/lists/marked.xlsx?kind=premium', twice, 'text/csv')).status).toBe(403);
  });

  it('of accepted projects come by list as well, with no money; what industry tells of the same paper is the same project', async () => {
    const [one, two] = (await households(finance, 2)) as [Payable, Payable];
    const titles = '户编号,户主姓名,产业项目,第几年,规模,验收日期,验收文号';
    const row = ({ householdNumber, headName }: Payable, paper: string, scale = '3.2') =>
      [householdNumber, headName, '脐橙', 1, scale, '2016-05-20', paper].join(',');
    const take = (...rows: string[]) => people.bureau.upload('/claims/lists?kind=project', [titles, ...rows].join('\n'), 'text/csv');
    const accepted = (householdId: string, document: string): ReceivedEvent =>
      ({
        ...{ id: randomUUID(), type: ProjectAcceptedV1.type, definition: ProjectAcceptedV1, division: '360781102208' },
        data: {
          ...{ projectId: randomUUID(), householdId, product: 'navelOrange', stage: 1, parcels: [], acceptedOn: '2016-05-21', document },
          measure: { unit: 'centiMu', areaCentiMu: 310 },
        },
      }) as unknown as ReceivedEvent;
    const heard = (...events: ReceivedEvent[]) =>
      finance.db.transaction(systemSession('import'), (em) =>
        finance.app.get(RecordAcceptedProjects, { strict: false }).handle(events, em),
      );
    expect((await take(row(one, '验收 7 号'), row(one, '验收 7 号')).expect(422)).body.problems).toMatchObject([
      { code: 'claim-list.twice' },
    ]);
    expect((await take(row(one, '验收 7 号', '0')).expect(422)).body.problems).toMatchObject([{ code: 'claim-list.nothing' }]);
    expect((await take(row(one, '验收 7 号'))).body).toMatchObject({ rows: 1, entered: 1, known: 0 });
    expect((await take(row(one, '验收 7 号'))).body).toMatchObject({ entered: 0, known: 1, notEntered: [{ row: 2, state: 'received' }] });
    expect(await desk.of(one)).toMatchObject([
      {
        kind: 'project',
        state: 'received',
        amountFen: null,
        fundCode: null,
        about: { zh: '脐橙（第 1 年，3.2 亩）' },
        enteredByName: null,
      },
    ]);
    const [told, other] = [accepted(one.householdId, '验收 7 号'), accepted(one.householdId, '验收 7 号')];
    await heard(told, accepted(two.householdId, '验收 8 号'));
    await heard(told);
    const [claim, ...more] = await desk.of(one);
    expect([more.length, claim.about.zh, claim.dueOn]).toEqual([0, '脐橙（第 1 年，3.1 亩）', '2016-05-21']);
    const [kept] = await finance.look<{ project: string }>(`select subject ->> 'projectId' as project from claim where id = '${claim.id}'`);
    expect(kept!.project).toBe((told.data as { projectId: string }).projectId);
    // industry tells it once more, with another paper and another size: still the same project
    const again = (nth: number, document: string, areaCentiMu: number): ReceivedEvent => ({
      // an event told later has the greater number
      ...{ ...told, id: `ffffffff-ffff-4fff-bfff-fffffffffff${nth}` },
      data: { ...(told.data as object), document, measure: { unit: 'centiMu', areaCentiMu } },
    });
    await heard(again(1, '验收 7 号', 305));
    await heard(again(2, '验收 7 号（更正）', 300), again(3, '验收 7 号（更正）', 290));
    expect((await desk.of(one)).map(({ about }: { about: { zh: string } }) => about.zh)).toEqual(['脐橙（第 1 年，2.9 亩）']);
    // the other way round, and another project of one paper
    expect((await take(row(two, '验收 8 号')).expect(200)).body).toMatchObject({ entered: 0, known: 1 });
    await heard(other);
    expect([(await desk.of(one)).length, (await desk.of(two)).length]).toEqual([2, 1]);
    // two projects of a listed paper in one delivery, one of them twice
    expect((await take(row(two, '验收 9 号'))).body).toMatchObject({ entered: 1 });
    const [third, fourth] = [accepted(two.householdId, '验收 9 号'), accepted(two.householdId, '验收 9 号')];
    await heard(third, fourth, third);
    expect((await desk.of(two)).length).toBe(3);
    expect((await people.bureau.upload(`/claims/lists?kind=project&fund=${FUND}`, titles, 'text/csv')).status).toBe(400);
  });

  it('and every other list finance takes has a template that it reads itself', async () => {
    const template = async (path: string) => {
      const { body } = await people.bureau
        .get(`${path}template.xlsx${path.startsWith('/claims') ? '?kind=relocation' : ''}`)
        .buffer()
        .parse(binary)
        .expect(200);
      return (await readXlsx(body as Buffer)).sheets;
    };
    const [list, choices] = await template('/claims/lists/');
    expect(list!.dataValidations?.map(({ range }) => range)).toEqual(['C2:C20000', 'D2:D20000']);
    expect(choices!.rows[1]).toEqual(['签订协议', '中央和省级资金']);
    const titles = list!.rows[0]!.join(',');
    expect(
      (await desk.upload(`${titles}\n${desk.line(await desk.household(), '8000.00')}\n合计,,,,8000.00,,`).expect(200)).body,
    ).toMatchObject({
      entered: 1,
    });
    expect((await template('/payment-accounts/lists/'))[0]!.rows[0]).toEqual(['*户编号', '*户主姓名', '*开户行', '*账号', '*户名']);
    expect((await template('/interest-claims/'))[0]!.rows[0]).toEqual(['*合同编号', '*申报贴息（元）']);
  });
});
