import { run, type Handle } from '@jingzhun/persistence';
import type { PlainDate } from '@jingzhun/domain/plain-date';

export type Basis = 'adults' | 'households' | 'representatives';

export const GROUP_BASES = ['households', 'adults'] as const satisfies readonly Basis[];
export const ASSEMBLY_BASES = ['representatives'] as const satisfies readonly Basis[];

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

/** The newest confirmed roll of the day that states the number: a roll that corrects one group leaves the others as they were. */
export async function rollInForce(handle: Handle, { villageCode, groupName, bases, on }: Meeting): Promise<RollInForce | undefined> {
  const [row] = await run<RollInForce>(
    handle,
    `select r.id, n.count, r.valid_from::text as "validFrom", r.source_document as "sourceDocument"
     from voter_roll r left join voter_roll_group g on g.roll_id = r.id and g.group_name = $2::text
     cross join lateral (values ('representatives', r.representatives), ('households', g.households), ('adults', g.adults)) as n(basis, count)
     where r.village_code = $1::text and r.status = 'confirmed' and r.valid_from <= $4::date and n.basis = any($3::text[]) and n.count is not null
     order by r.valid_from desc, r.decided_at desc, r.id desc limit 1`,
    [villageCode, groupName ?? null, bases, on],
  );
  return row;
}
