import { run, type Handle } from '@jingzhun/persistence';
import { PROJECT } from './listed-project.js';
import { ENDED } from './loan-candidates.js';
import type { ListedProject } from './loan-list.dto.js';
import { LoanListLineUnfit } from './loan-list.errors.js';

interface Applied {
  readonly loanId: string;
  readonly householdId: string;
  readonly bankCode: string;
  readonly villageCode: string;
}

/** The application keeps the line it came from. @throws LoanListLineUnfit */
export async function keepLine(handle: Handle, lineId: string, { loanId, householdId, bankCode, villageCode }: Applied): Promise<void> {
  const kept = await run(
    handle,
    `insert into loan_from_list (loan_id, line_id, bank_code, village_code)
     select $1::uuid, n.id, n.bank_code, $5 from joint_loan_line n where n.id = $2::uuid and n.standing = 'listed' and n.household_id = $3::uuid and n.bank_code = $4
       and not exists (select from loan_from_list f join loan l on l.id = f.loan_id where f.line_id = n.id and l.state not in ${ENDED}) returning loan_id`,
    [loanId, lineId, householdId, bankCode, villageCode],
  );
  if (kept.length === 0) throw new LoanListLineUnfit();
}

export interface LineOfLoan {
  readonly listId: string;
  readonly listNumber: number;
  readonly project: ListedProject;
}

export async function lineOf(handle: Handle, loanId: string): Promise<LineOfLoan | null> {
  const [line] = await run<LineOfLoan>(
    handle,
    `select o.id as "listId", o.number::int as "listNumber", ${PROJECT} as project from loan_from_list f join joint_loan_line n on n.id = f.line_id join joint_loan_list o on o.id = n.list_id where f.loan_id = $1::uuid`,
    [loanId],
  );
  return line ?? null;
}
