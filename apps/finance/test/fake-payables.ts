import { run } from '@jingzhun/persistence';
import { randomUUID } from 'node:crypto';
import type { Payable, PayableSource } from '../src/payment/payable-causes.js';
import { PayableCauses } from '../src/payment/payable-causes.js';
import type { Finance } from './service.js';

/** Decisions that wait for money, in memory; what became of each is remembered. */
export interface FakePayables extends PayableSource {
  decided: Map<string, Payable & { state: string; fundCode: string }>;
  decide(fundCode: string, ...payables: Payable[]): void;
}

export function fakePayables(finance: Finance): FakePayables {
  const decided: FakePayables['decided'] = new Map();
  const move = (ids: readonly string[], state: string): Promise<void> => {
    for (const id of ids) decided.get(id)!.state = state;
    return Promise.resolve();
  };
  const source: FakePayables = {
    causeType: 'test-decision',
    benefit: 'rewardSubsidy',
    decided,
    decide: (fundCode, ...payables) =>
      payables.forEach((payable) => decided.set(payable.causeId, { ...payable, state: 'waiting', fundCode })),
    // what is in a batch is asked of the database: a transaction that was undone has taken nothing
    waiting: async (em, fundCode, ids) => {
      const asked = [...decided.values()].filter((one) => one.fundCode === fundCode && (!ids || ids.includes(one.causeId)));
      const rows = await run<{ id: string }>(em, 'select cause_id as id from payment where cause_id = any ($1::uuid[])', [
        asked.map(({ causeId }) => causeId),
      ]);
      const taken = new Set(rows.map(({ id }) => id));
      return asked.filter(({ causeId }) => !taken.has(causeId));
    },
    taken: () => Promise.resolve(),
    released: () => Promise.resolve(),
    paid: (_em, ids) => move(ids, 'paid'),
    returned: (_em, ids) => move(ids, 'returned'),
    givenUp: (_em, id) => move([id], 'givenUp'),
  };
  finance.app.get(PayableCauses).register(source);
  return source;
}

/** Nobody of these tests, unless one says so. */
const DECIDED_BY = randomUUID();

/** Households of the own copy, by hand: no event is needed for what these tests ask. */
export async function households(finance: Finance, count: number, villageCode = '360781102208'): Promise<Payable[]> {
  const made = Array.from({ length: count }, (_, i): Payable => ({
    causeId: randomUUID(),
    householdId: randomUUID(),
    personId: null,
    villageCode,
    householdNumber: `H${String(Math.floor(Math.random() * 1e9))}-${i}`,
    headName: `示例${String.fromCodePoint(0x4e00 + i)}`,
    amountFen: 500_000 - i,
    decidedBy: DECIDED_BY,
  }));
  await finance.look(
    `insert into directory_household (id, version, number, village_code, status, category, secondary_causes, head_name, member_count, registered_on, registered_elsewhere)
     select h.id, 1, h.number, $3, 'registered', 'general', '{}', h.name, 3, '2014-12-31', true from unnest($1::uuid[], $2::text[], $4::text[]) as h (id, number, name)`,
    [
      made.map(({ householdId }) => householdId),
      made.map(({ householdNumber }) => householdNumber),
      villageCode,
      made.map(({ headName }) => headName),
    ],
  );
  await finance.look(
    `insert into directory_person (household_id, person_id, village_code, name, sex, birth_year, relation, is_head)
     select h, gen_random_uuid(), $2, name, 'male', 1970, '02', false from unnest($1::uuid[]) h, unnest(array['刘示例', '刘春华']) name`,
    [made.map(({ householdId }) => householdId), villageCode],
  );
  return made;
}
