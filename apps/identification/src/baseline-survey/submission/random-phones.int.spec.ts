import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { registerHousehold } from '../../../test/household.factory.js';
import { officer, startIdentification, type Caller, type Identification } from '../../../test/service.js';
import { openRound, reportOf, send, takeList, VILLAGE, type Report, type Taken } from '../../../test/survey.js';

const RUNS = process.env['DEEP'] ? 200 : 8;
const FIELDS = ['address', 'need', 'remark', 'income.wageFen'] as const;

/** What three phones do without seeing each other, and how the network delivers it. */
const histories = fc.record({
  edits: fc.array(fc.record({ phone: fc.nat(2), field: fc.nat(FIELDS.length - 1), value: fc.nat(2), send: fc.boolean() }), {
    minLength: 4,
    maxLength: 14,
  }),
  shuffle: fc.infiniteStream(fc.nat(1_000)),
  repeats: fc.array(fc.nat(20), { maxLength: 6 }),
  choose: fc.boolean(),
});

interface Phone {
  caller: Caller;
  unit: Taken;
  view: Record<string, unknown>;
  touched: Set<string>;
  reports: Report[];
}

/** Random phones, partitions, repetitions and orders: nothing is lost, nothing counts twice, all end with the same answers. */
describe('phones without a common network', () => {
  let service: Identification;
  let manager: Caller;
  let surveyors: Caller[];

  beforeAll(async () => {
    service = await startIdentification();
    manager = service.as(officer('360781102'));
    surveyors = [0, 1, 2].map(() => service.as(officer(VILLAGE, ['village-cadre'])));
  });
  afterAll(async () => service?.stop());

  const valueOf = (field: string, value: number): unknown => (field === 'income.wageFen' ? value * 100 : `第${value}种说法`);

  function report(phone: Phone): void {
    const changes = Object.fromEntries([...phone.touched].map((field) => [field, phone.view[field] ?? null]));
    phone.reports.push(reportOf(phone.unit, changes, { follows: phone.reports.map(({ id }) => id) }));
  }

  it('converge, whatever is delivered when and how often', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async ({ edits, shuffle, repeats, choose }) => {
        await service.look(`update household set status = 'exited'`);
        await registerHousehold(service);
        const round = await openRound(service, manager, { name: randomUUID().slice(0, 8), villages: [VILLAGE] });
        const [unit] = (await takeList(surveyors[0] as Caller, round)) as [Taken];
        const phones: Phone[] = surveyors.map((caller) => ({ caller, unit, view: { ...unit.answers }, touched: new Set(), reports: [] }));
        for (const { phone: at, field, value, send: isSent } of edits) {
          const phone = phones[at] as Phone;
          const name = FIELDS[field] as string;
          phone.view[name] = valueOf(name, value);
          phone.touched.add(name);
          if (isSent) report(phone);
        }
        phones.forEach(report);
        const order = shuffle[Symbol.iterator]();
        const sent = phones.flatMap(({ caller, reports }) => reports.map((item) => ({ caller, item, at: order.next().value as number })));
        const delivered = [...sent].sort((a, b) => a.at - b.at);
        for (const index of repeats) delivered.push(delivered[index % sent.length] as (typeof sent)[number]);
        for (const { caller, item } of delivered) await send(caller, round, [item]);

        const outcomes = await service.look<{ result: string }>('select result from survey_submission where unit_id = $1', [unit.id]);
        expect(outcomes).toHaveLength(sent.length);
        const contested = await decideAll(round, choose ? 'current' : 'submitted');
        const page = (await manager.get(`/survey-units/${unit.id}`)).body;
        // what each phone said last counts, or a person has seen it beside what contradicts it and chosen
        for (const { view, touched } of phones)
          for (const field of touched) {
            const said = view[field];
            if (JSON.stringify(said) === JSON.stringify(unit.answers[field])) continue;
            expect([field, [page.answers[field], ...(contested.get(field) ?? [])]]).toEqual([field, expect.arrayContaining([said])]);
          }
        const after = (await manager.get(`/survey-units/${unit.id}`)).body;
        expect(after.openConflicts).toBe(0);
        // everybody who takes the list now has the same answers
        for (const { caller } of phones) expect((await takeList(caller, round))[0]?.answers).toEqual(after.answers);
        for (const { caller, item } of sent) expect((await send(caller, round, [item]))[0]?.outcome).toBe('duplicate');
        expect((await manager.get(`/survey-units/${unit.id}`)).body.version).toBe(after.version);
      }),
      { numRuns: RUNS, seed: 20_160_615 },
    );
  }, 600_000);

  /** @returns what the decider was shown, field by field */
  async function decideAll(round: string, side: 'current' | 'submitted'): Promise<Map<string, unknown[]>> {
    const shown = new Map<string, unknown[]>();
    for (;;) {
      const { items } = (await manager.get(`/survey-conflicts?roundId=${round}`)).body;
      if (items.length === 0) return shown;
      const { body } = await manager.get(`/survey-conflicts/${items[0].id}`);
      for (const { path, current, submitted } of body.contested) shown.set(path, [...(shown.get(path) ?? []), current, submitted]);
      const choices = Object.fromEntries(body.contested.map(({ path }: { path: string }) => [path, side]));
      await manager
        .post(`/survey-conflicts/${body.id}/decide`, { decision: 'choose', choices, reason: '电话核实' }, body.version)
        .expect(200);
    }
  }
});
