import type { RefusalProblem } from '@jingzhun/domain/refusal';
import { run, type Handle } from '@jingzhun/persistence';
import { identifier, personName, rowProblem, type ReadRow } from '@jingzhun/workbooks';

/** How a list of a bank or a department names a household. */
export const LISTED_HOUSEHOLD = {
  householdNumber: { title: '户编号', aliases: ['户号', '贫困户编号'], read: identifier, required: true },
  headName: { title: '户主姓名', aliases: ['户主'], read: personName, required: true },
} as const;
type Named = ReadRow<{ householdNumber: string; headName: string }>;

/** A household of the directory as far as the reader's area goes. */
export interface ListedHousehold {
  readonly id: string;
  readonly number: string;
  readonly village: string;
  readonly headName: string;
  readonly persons: readonly { readonly id: string; readonly name: string }[];
}

export async function listedHouseholds(client: Handle, rows: readonly Named[]): Promise<Map<string, ListedHousehold>> {
  const found = await run<ListedHousehold>(
    client,
    `select h.id, h.number, h.village_code as village, h.head_name as "headName",
       (select coalesce(json_agg(json_build_object('id', p.person_id, 'name', p.name)), '[]') from directory_person p where p.household_id = h.id) as persons
     from directory_household h where h.number = any($1::text[])`,
    [rows.map(({ row }) => row.householdNumber)],
  );
  return new Map(found.map((household) => [household.number, household]));
}

const at = (key: keyof typeof LISTED_HOUSEHOLD): { key: string; title: string } => ({ key, title: LISTED_HOUSEHOLD[key].title });

/** Rows that shifted against each other are what a list gets wrong unseen: the head's name must be the register's. */
export function householdProblems({ line, row }: Named, household: ListedHousehold | undefined): RefusalProblem[] {
  if (!household)
    return [
      rowProblem(
        ...([line, at('householdNumber'), 'listed-household.unknown'] as const),
        '本辖区户册中没有这个户编号。请核对编号；外县农户请从名单中删去。',
        'no household of your area has this number; check it, and leave out households of other counties.',
      ),
    ];
  if (household.headName === row.headName) return [];
  return [
    rowProblem(
      ...([line, at('headName'), 'listed-household.head-differs'] as const),
      '与户册中的户主姓名不一致，可能错行。请对照户册核对本行。',
      "differs from the head's name in the register; rows may have shifted. Check this row.",
    ),
  ];
}
