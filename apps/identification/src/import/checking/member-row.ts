import type { IdNumber } from '@jingzhun/domain/id-number';
import type { Cell } from '@jingzhun/workbooks';
import { problemOf, readRow, type CellProblem } from './row-values.js';
import type { TitleMatch } from './title-matching.js';

/** A member as the row says it, checked. Sex and date of birth are those of the ID number. */
export interface MemberRow {
  householdNumber: string;
  name: string;
  idNumber: IdNumber;
  ethnicity: string | null;
  relation: string;
  householdPhone: string | null;
  facts: Record<string, unknown>;
}

export interface CheckedMember {
  householdNumber: string | null;
  member: MemberRow | null;
  problems: CellProblem[];
}

export interface MemberContext {
  today: string;
  isFormula?: (at: number) => boolean;
}

export function checkMember(match: TitleMatch, cells: readonly Cell[], context: MemberContext): CheckedMember {
  const { row, facts, problems } = readRow(match, cells, context.today, context.isFormula);
  const id = row['idNumber'] as IdNumber | undefined;
  if (id) compareWithNumber(match, id, row, facts, problems);
  const householdNumber = (row['householdNumber'] as string | undefined) ?? null;
  if (problems.length > 0 || householdNumber === null || !id) return { householdNumber, member: null, problems };
  return {
    householdNumber,
    problems,
    member: {
      householdNumber,
      name: row['name'] as string,
      idNumber: id,
      ethnicity: (row['ethnicity'] as string | undefined) ?? null,
      relation: row['relation'] as string,
      householdPhone: (row['householdPhone'] as string | undefined) ?? null,
      facts,
    },
  };
}

/** What the number itself says must not be contradicted beside it. */
function compareWithNumber(
  match: TitleMatch,
  id: IdNumber,
  row: Record<string, unknown>,
  facts: Record<string, unknown>,
  problems: CellProblem[],
): void {
  if (row['sex'] !== undefined && row['sex'] !== id.sex) problems.push(problemOf(match, 'sex', 'member.sex-differs-from-number'));
  if (row['birthDate'] !== undefined && row['birthDate'] !== id.birthDate)
    problems.push(problemOf(match, 'birthDate', 'member.birth-differs-from-number'));
  if (!id.disability) return;
  if (facts['disabilityType'] !== undefined && facts['disabilityType'] !== id.disability.type)
    problems.push(problemOf(match, 'disabilityType', 'member.disability-differs-from-number'));
  facts['disabilityType'] ??= id.disability.type;
  facts['disabilityGrade'] = id.disability.grade;
}
