import { textOfPdf } from '@jingzhun/print/testing';
import { advanced, draft, office, registrationContent, submitted, withdrawn, type Office } from '../../test/application.factory.js';
import { withFakeScreening } from '../../test/fake-screening.js';
import { registerHousehold } from '../../test/household.factory.js';
import { BASE, officer, startIdentification, type Caller, type Identification } from '../../test/service.js';

describe('the registered file', () => {
  const { module } = withFakeScreening();
  let service: Identification;
  let people: Office;

  beforeAll(async () => {
    service = await startIdentification(new Date('2016-06-15T02:00:00Z'), module);
    people = office(service);
  });
  afterAll(async () => service?.stop());

  async function paper(by: Caller, path: string, body?: object): Promise<{ status: number; text: string; type: string | null }> {
    const response = await fetch(`${await service.app.getUrl()}${BASE}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        Authorization: `Bearer ${await service.issuer.tokenFor(by.principal, { lifetimeSeconds: 600 })}`,
        ...(body ? { 'Content-Type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const type = response.headers.get('content-type');
    const bytes = Buffer.from(await response.arrayBuffer());
    const text = type === 'application/pdf' ? (await textOfPdf(bytes)).join(' ').replaceAll(/\s/g, '') : bytes.toString();
    return { status: response.status, text, type };
  }

  it('the application on paper for the signature of the head: what is asked, masked, with consent and digest', async () => {
    const content = registrationContent({ bankName: '瑞金农商银行', bankAccount: '6217000012345678901' });
    const page = await draft(people, content);
    const { status, text } = await paper(people.clerk, `/applications/${page.id}/form`);
    expect(status).toBe(200);
    for (const words of [
      ...[
        '贫困户申请书',
        '瑞金市壬田镇凤岗村',
        '第三小组',
        '户主姓名朱秋生',
        '缺技术',
        '缺资金',
        '一般贫困户',
        '耕地面积2.50亩',
        '住房面积80.00㎡',
      ],
      ...[
        '谢香莲',
        '配偶',
        '2015',
        '3,000.00',
        '家中缺少技术和资金',
        '进行数据比对',
        '户主签字（按印）',
        '见证人（经办）',
        page.contentDigest.slice(0, 16),
      ],
    ])
      expect(text).toContain(words);
    const numbers = (content['members'] as { idNumber: string }[]).map(({ idNumber }) => idNumber);
    for (const number of [...numbers, '6217000012345678901', String(content['phone'])]) expect(text).not.toContain(number.slice(6));
    const english = await paper(people.clerk, `/applications/${page.id}/form?lang=en`);
    expect(english.text).toContain('Applicationforregistration');
    expect((await paper(service.as(officer('360781204')), `/applications/${page.id}/form`)).status).toBe(404);
  });

  it('the registration form: masked for everybody, in plain for who may reveal, with the purpose in the log', async () => {
    const content = registrationContent();
    await withdrawn(service, people, (await submitted(service, people, content)).id, '户主外出务工');
    const { id } = await submitted(service, people, content);
    const { householdId } = await advanced(service, people, id, 'completed');
    const numbers = (content['members'] as { idNumber: string }[]).map(({ idNumber }) => idNumber);
    const masked = await paper(people.clerk, `/households/${householdId}/registration-form`);
    const number = (await people.clerk.get(`/households/${householdId}`)).body.number;
    for (const words of [
      '贫困户登记表',
      number,
      '朱秋生',
      '准予建档立卡',
      '人均纯收入',
      '2,250.00',
      '乡镇负责人',
      '申请经过',
      '已撤回',
      '户主外出务工',
      '已办结',
    ])
      expect(masked.text).toContain(words);
    for (const plain of numbers) expect(masked.text).not.toContain(plain.slice(6));
    const purpose = { purpose: '归档装订户档' };
    expect((await paper(people.township, `/households/${householdId}/registration-form`, purpose)).status).toBe(403);
    const plain = await paper(people.county, `/households/${householdId}/registration-form`, purpose);
    for (const given of numbers) expect(plain.text).toContain(given);
    expect(
      await service.look(
        `select action, purpose from audit_log where object_id = $1 and action in ('household.print', 'household.reveal')`,
        [householdId],
      ),
    ).toEqual([
      { action: 'household.print', purpose: null },
      { action: 'household.reveal', purpose: '归档装订户档' },
    ]);
  });

  it('numbers of households go on in each village, past those that an import brought', async () => {
    const taken = await registerHousehold(service, { number: '36078110220800002' });
    expect(taken.number).toBe('36078110220800002');
    const numbers = [];
    for (let i = 0; i < 2; i += 1) {
      const { id } = await submitted(service, people);
      const { householdId } = await advanced(service, people, id, 'completed');
      numbers.push((await people.county.get(`/households/${householdId}`)).body.number);
    }
    expect(numbers).toEqual(['36078110220800003', '36078110220800004']);
  });

  it('handbooks: issued with number, day and who took it; a lost one is followed by another', async () => {
    const household = await registerHousehold(service, { registeredOn: '2016-01-05' });
    const issue = (parts: object = {}) =>
      people.clerk.post(`/households/${household.id}/handbooks`, {
        number: 'RJ-000123',
        issuedOn: '2016-06-01',
        receivedBy: '刘大山',
        ...parts,
      });
    expect((await issue({ issuedOn: '2015-12-31' })).body.code).toBe('handbook.day');
    expect((await issue({ issuedOn: '2030-01-01' })).body.code).toBe('handbook.day');
    expect((await issue()).status).toBe(201);
    expect((await issue()).body.code).toBe('handbook.number-used');
    const { body } = await issue({ number: 'RJ-000124', issuedOn: '2016-06-14' }).expect(201);
    expect(body.items.map(({ number }: { number: string }) => number)).toEqual(['RJ-000124', 'RJ-000123']);
    const gone = await registerHousehold(service, { status: 'cleanedOut' });
    const refused = await people.clerk.post(`/households/${gone.id}/handbooks`, {
      number: 'RJ-9',
      issuedOn: '2016-06-01',
      receivedBy: '刘大山',
    });
    expect(refused.status).toBeGreaterThanOrEqual(400);
    await expect(service.look('delete from handbook')).rejects.toThrow(/append-only/);
  });
});
