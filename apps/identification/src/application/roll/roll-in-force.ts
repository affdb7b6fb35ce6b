import { run, type Handle } from '@jingzhun/persistence';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import type { Basis, StatedNumber } from './basis.js';

export interface RollInForce {
  id: string;
  /** How many are entitled. */
  count: number;
  validFrom: PlainDate;
  sourceDocument: string;
}

interface Meeting {
  villageCode: string;
  /** Of a group appraisal. */
  groupName?: string | null | undefined;
  bases: readonly Basis[];
  on: PlainDate;
}

const STATED = `from voter_roll r left join voter_roll_group g on g.roll_id = r.id and g.group_name = $2::text
     cross join lateral (values ('representatives', r.representatives), ('households', g.households), ('adults', g.adults)) as n(basis, count)
     where r.village_code = $1::text and r.status = 'confirmed' and r.valid_from <= $4::date and n.basis = any($3::text[]) and n.count is not null`;

/** The newest confirmed roll of the day that states the number: a roll that corrects one group leaves the others as they were. */
export async function rollInForce(handle: Handle, { villageCode, groupName, bases, on }: Meeting): Promise<RollInForce | undefined> {
  const [row] = await run<RollInForce>(
    handle,
    `select r.id, n.count, r.valid_from::text as "validFrom", r.source_document as "sourceDocument"
     ${STATED}
     order by r.valid_from desc, r.decided_at desc, r.id desc limit 1`,
    [villageCode, groupName ?? null, bases, on],
  );
  return row;
}

/** Which of the numbers are stated for a meeting of that day or, from the day they are stated for, of an earlier one. */
export function statedNumbers(handle: Handle, { villageCode, groupName, bases, on }: Meeting): Promise<StatedNumber[]> {
  return run<StatedNumber>(
    handle,
    `select n.basis, min(r.valid_from)::text as since
     ${STATED}
     group by n.basis order by n.basis desc`,
    [villageCode, groupName ?? null, bases, on],
  );
}
