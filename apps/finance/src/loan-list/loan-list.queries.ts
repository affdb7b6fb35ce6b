import { Inject, Injectable } from '@nestjs/common';
import { actorOf, AuditLog } from '@jingzhun/audit';
import { kebab } from '@jingzhun/domain/lifecycle';
import { may, type Principal } from '@jingzhun/auth';
import { Clock, Database, run, sessionOf, type Handle } from '@jingzhun/persistence';
import { CountyPack, PolicyService } from '@jingzhun/policy';
import { PROJECT } from './listed-project.js';
import { candidates, ENDED } from './loan-candidates.js';
import type {
  CandidatesQuery,
  JointLoanList,
  JointLoanListRow,
  JointLoanLists,
  LoanCandidates,
  LoanListLine,
  LoanListDeed,
} from './loan-list.dto.js';
import { LoanListNotFound, LoanListOutsideArea } from './loan-list.errors.js';

const LIST = `select l.id, l.number::int as number, l.bank_code as "bankCode", b.name_zh as "bankNameZh", b.name_en as "bankNameEn", l.area, l.as_of::text as "asOf", l.state,
    l.proposed_by_name as "proposedByName", l.decided_by_name as "decidedByName", to_char(l.decided_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as "decidedOn", l.reason,
    n.rows, n.fen as "neededFen", l.version, l.proposed_by as "proposedBy"
  from joint_loan_list l join lender_bank b on b.code = l.bank_code
    cross join lateral (select count(*)::int as rows, coalesce(sum(n.needed_fen), 0)::float8 as fen from joint_loan_line n where n.list_id = l.id and n.standing <> 'ended') n`;

/** The loan of the line as it stands now: the one applied for from it, or the one it was listed with. */
const LINES = `select n.id, n.position, n.household_id as "householdId", n.household_number as "householdNumber", n.head_name as "headName", n.village_code as "villageCode", ${PROJECT} as project,
    n.used_fen::float8 as "usedFen", n.room_fen::float8 as "roomFen", n.is_registered as "isRegistered", n.is_eligible as "isEligible", n.purpose, n.needed_fen::float8 as "neededFen",
    n.standing, n.withdrawn_because as "withdrawnBecause",
    coalesce((select json_build_object('id', l.id, 'number', l.number::int, 'state', l.state) from loan_from_list f join loan l on l.id = f.loan_id where f.line_id = n.id
        order by l.state in ${ENDED}, l.number desc limit 1),
      (select json_build_object('id', l.id, 'number', l.number::int, 'state', l.state) from loan l where l.id = n.loan_id)) as loan
  from joint_loan_line n where n.list_id = $1::uuid order by n.position`;

type Row = Omit<JointLoanListRow, 'mayDecide' | 'mayWithdraw'> & { proposedBy: string };

@Injectable()
export class LoanListQueries {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(PolicyService) private readonly policies: PolicyService,
    @Inject(CountyPack) private readonly pack: CountyPack,
  ) {}

  /** Newest first; of a bank clerk, what was confirmed for the own bank. Lists without a line of the own area are those of others. */
  list(principal: Principal): Promise<JointLoanLists> {
    return this.database.connection(sessionOf(principal), async (client) => {
      const rows = await run<Row>(
        client,
        `${LIST} where starts_with(l.area, $1) or exists (select from joint_loan_line n where n.list_id = l.id) order by l.number desc limit 200`,
        [principal.area],
      );
      return { items: rows.map((row) => shown(row, principal)) };
    });
  }

  /** Reading its households is recorded. @throws LoanListNotFound */
  get(principal: Principal, id: string, action: Extract<LoanListDeed, 'read' | 'export'> = 'read'): Promise<JointLoanList> {
    return this.database.connection(sessionOf(principal), async (client) => {
      const list = await listOf(client, principal, id);
      await this.audit.record(client, {
        ...{ actor: actorOf(principal), action: `loan-list.${kebab(action)}`, objectType: 'loan-list', objectId: id, result: 'success' },
      });
      return list;
    });
  }

  /** Accepted projects of an area as they stand for a bank today. @throws LoanListOutsideArea */
  async candidates(principal: Principal, { area, bank, open, limit }: CandidatesQuery): Promise<LoanCandidates> {
    if (!area.startsWith(principal.area)) throw new LoanListOutsideArea();
    const asOf = this.clock.today();
    const policy = await this.policies.snapshot(asOf, this.pack.county);
    return this.database.connection(sessionOf(principal), async (client) => {
      const { total, items } = await candidates(client, { area, bank, asOf, open, limit }, policy);
      await this.audit.record(client, {
        ...{ actor: actorOf(principal), action: 'loan-list.candidates', objectType: 'loan-list', result: 'success' },
        detail: { area, bank, rows: items.length },
      });
      return { asOf, capFen: policy.value('loan.household.capFen'), total, items };
    });
  }
}

async function listOf(client: Handle, principal: Principal, id: string): Promise<JointLoanList> {
  const [row] = await run<Row>(client, `${LIST} where l.id = $1::uuid`, [id]);
  if (!row) throw new LoanListNotFound();
  return { ...shown(row, principal), lines: await run<LoanListLine>(client, LINES, [id]) };
}

function shown({ proposedBy, ...row }: Row, by: Principal): JointLoanListRow {
  const isOffice = (may(by, 'loan.review') || may(by, 'loan.confirm')) && row.area.startsWith(by.area);
  return {
    ...row,
    mayDecide: isOffice && row.state === 'proposed' && proposedBy !== by.accountId,
    mayWithdraw: isOffice && row.state === 'confirmed',
  };
}
