import { registerHousehold, syntheticId, type HouseholdParts, type MemberParts } from '../../test/household.factory.js';
import { officer, startIdentification, type Caller, type Identification } from '../../test/service.js';
import { QUALITY_RULES } from './quality-rules.js';

const good = { education: '02', health: ['01'], labour: '01', residentMedical: true } as const;
const head: MemberParts = {
  name: '户主',
  birthDate: '1970-01-01',
  sex: 'male',
  relation: '01',
  facts: { ...good, health: [...good.health] },
};
const withMember = (parts: Partial<MemberParts>): HouseholdParts => ({
  members: [
    head,
    { name: '成员', birthDate: '1980-01-01', sex: 'male', relation: '21', ...parts, facts: { ...good, health: ['01'], ...parts.facts } },
  ],
});
const income = (parts: object): HouseholdParts => ({ income: { year: 2015, wageFen: 800_000, ...parts } });

/** One household per reason: the data, and the findings they must give. Today is 2016-06-15. */
const CASES: [string, HouseholdParts, string[]][] = [
  ['a household without doubt', {}, []],
  [
    'two spouses',
    { members: [head, { name: '甲', sex: 'female', relation: '02' }, { name: '乙', sex: 'female', relation: '02' }] },
    ['Q4.several-spouses'],
  ],
  ['spouse of the same sex', { members: [head, { name: '甲', sex: 'male', relation: '02' }] }, ['Q4.same-sex']],
  ['unknown labour code', withMember({ facts: { labour: '77' as '01' } }), ['Q5.labour']],
  ['unknown health code', withMember({ facts: { health: ['77' as '01'] } }), ['Q5.health']],
  ['education and school', withMember({ birthDate: '2006-01-01', facts: { school: '03' } }), ['Q6.both']],
  ['neither education nor school', withMember({ facts: { education: undefined } }), ['Q6.neither']],
  ['place without months', withMember({ facts: { workPlace: '04' } }), ['Q7.place-without-months']],
  ['months without place', withMember({ facts: { workMonths: 3 } }), ['Q7.months-without-place']],
  ['landline as phone', { phone: '07972522110' }, ['Q8.not-mobile']],
  ['no phone', { phone: null }, []],
  ['both insurances', withMember({ facts: { employeeMedical: true } }), ['Q9.both-insurances']],
  ['no insurance', withMember({ facts: { residentMedical: false } }), ['Q9.no-insurance']],
  ['road not measured', { living: {} }, ['Q11.missing']],
  ['road too long', { living: { mainRoadMetres: 5001 } }, ['Q11.too-far']],
  ['road as long as allowed', { living: { mainRoadMetres: 5000 } }, []],
  ['wage too low', income({ wageFen: 29_999 }), ['Q12.wage']],
  ['no wage', income({ wageFen: 0 }), []],
  ['pension too low', income({ items: { pension: 8_799 } }), ['Q12.pension']],
  ['business without expense', income({ businessFen: 100 }), ['Q12.business-without-expense']],
  [
    'returned forest beyond the forest',
    { living: { mainRoadMetres: 1, returnedForestCentiMu: 300, forestCentiMu: 100, pastureCentiMu: 199 } },
    ['Q12.returned-forest'],
  ],
  ['ecological compensation without forest', income({ items: { ecological: 100 } }), ['Q12.ecological-without-forest']],
  ['pupil of 15', withMember({ birthDate: '2001-06-15', facts: { education: undefined, school: '03' } }), ['Q14.age']],
  ['pupil on the last day of 14', withMember({ birthDate: '2001-06-16', facts: { education: undefined, school: '03' } }), []],
  ['healthy, of working age, without labour', withMember({ facts: { labour: '04' } }), ['Q15.labour']],
  ['sixty, without labour', withMember({ birthDate: '1956-06-15', facts: { labour: '04' } }), []],
  ['works without labour capacity', withMember({ facts: { labour: '03', workPlace: '04', workMonths: 2 } }), ['Q16.works-without-labour']],
  [
    'pupil works',
    withMember({ birthDate: '2000-01-01', facts: { education: undefined, school: '07', workPlace: '04', workMonths: 2 } }),
    ['Q16.pupil-works'],
  ],
  ['too young for a public post', withMember({ birthDate: '2001-01-01', facts: { welfarePost: '保洁员' } }), ['Q16.too-young-for-post']],
  ['five-guarantee person works', withMember({ facts: { fiveGuarantee: true, workPlace: '01', workMonths: 1 } }), ['Q18.works-away']],
];

describe('quality of the data', () => {
  let service: Identification;
  let caller: Caller;
  const ids = new Map<string, string>();

  beforeAll(async () => {
    service = await startIdentification();
    caller = service.as(officer('360781', ['county-officer']));
    for (const [name, parts] of CASES) ids.set(name, (await registerHousehold(service, parts)).id);
    await checkRegister();
  }, 120_000);
  afterAll(async () => service?.stop());

  async function checkRegister(): Promise<void> {
    const { body } = await caller.post('/findings/checks').expect(202);
    for (const deadline = Date.now() + 30_000; Date.now() < deadline;) {
      const { state } = (await caller.get(`/findings/checks/${body.jobId}`).expect(200)).body;
      if (state === 'done') return;
      if (state === 'failed') break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('the check did not end');
  }

  const openOf = async (id: string): Promise<string[]> => {
    const rows = await service.look<{ rule: string; reasons: string[] }>(
      `select rule, array(select jsonb_array_elements_text(detail -> 'reasons')) as reasons from finding where household_id = $1 and resolved_at is null order by rule`,
      [id],
    );
    return rows.flatMap(({ rule, reasons }) => reasons.map((reason) => `${rule}.${reason}`));
  };

  it.each(CASES)('%s', async (name, _, expected) => {
    expect(await openOf(ids.get(name) ?? '')).toEqual(expected);
  });

  it('a further check changes nothing', async () => {
    const before = await service.look('select id, found_at, resolved_at from finding order by id');
    await checkRegister();
    expect(await service.look('select id, found_at, resolved_at from finding order by id')).toEqual(before);
  });

  it('says of every rule whether it was checked, and what the others need', async () => {
    const { body } = await caller.get('/findings/summary').expect(200);
    expect(body.items.map(({ rule }: { rule: string }) => rule)).toEqual(QUALITY_RULES.map(({ rule }) => rule));
    const waiting = body.items.filter(({ checked }: { checked: boolean }) => !checked);
    expect(waiting.map(({ rule, needs }: { rule: string; needs?: object }) => [rule, Boolean(needs)])).toEqual([
      ['Q10', true],
      ['Q13', true],
      ['Q17', true],
    ]);
    expect([body.checkedRules, body.waitingRules]).toEqual([15, 3]);
    expect(body.items.find(({ rule }: { rule: string }) => rule === 'Q12').count).toBe(5);
  });

  it('rules about exited households are checked once there is one', async () => {
    const exited = await registerHousehold(service, {
      villageCode: '360781204206',
      status: 'exited',
      living: { mainRoadMetres: 1, houseSafety: '03', safeWater: true },
      income: { year: 2015, wageFen: 100_000 },
    });
    await checkRegister();
    expect(await openOf(exited.id)).toEqual(
      expect.arrayContaining(['Q9.exited-without-critical-illness', 'Q10.dangerous-house', 'Q13.low']),
    );
    expect((await caller.get('/findings/summary')).body.waitingRules).toBe(1);
  });

  it('lists findings with the words for what to do, and only of the own area', async () => {
    const { body } = await service.as(officer('360781102')).get('/findings?rule=Q7').expect(200);
    expect(body.items).toHaveLength(2);
    expect(body.items[0]).toMatchObject({ rule: 'Q7', personName: '成员', next: { zh: expect.any(String), en: expect.any(String) } });
    expect((await service.as(officer('360781103')).get('/findings')).body.items).toEqual([]);
  });

  it('a correction closes a finding at once', async () => {
    const id = ids.get('place without months') ?? '';
    const [member] = await service.look<{ person_id: string }>(`select person_id from member where household_id = $1 and relation = '21'`, [
      id,
    ]);
    const changes = { facts: [{ personId: member?.person_id, facts: { ...good, workPlace: '04', workMonths: 6 } }] };
    const proposal = await caller
      .post(`/households/${id}/corrections`, { kind: 'members', changes, reason: '电话核实', validFrom: '2016-06-01' }, 1)
      .expect(201);
    await service.as(officer('360781102')).post(`/corrections/${proposal.body.id}/approve`).expect(200);
    expect(await openOf(id)).toEqual([]);
  });

  it('a date of birth that contradicts the number is an error', async () => {
    const made = await registerHousehold(service, withMember({ idNumber: syntheticId('1988-08-08', 'female') }));
    await service.look(`update person set birth_date = '1987-08-08' where id = $1`, [made.members[1]?.personId]);
    await checkRegister();
    expect(await openOf(made.id)).toEqual(['Q1.birth-date']);
  });
});
