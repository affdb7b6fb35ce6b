import { Inject, Injectable } from '@nestjs/common';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { Database, run, sessionOf } from '@jingzhun/persistence';
import type { JointList, JointListLine, JointListRow, JointLists } from './joint-list.dto.js';
import { JointListNotFound } from './joint-list.errors.js';

const LIST = `select l.id, l.number, l.bank_code as "bankCode", l.area, l.as_of::text as "asOf", l.confirmed_on::text as "confirmedOn", n.listed, n.withdrawn
  from joint_list l cross join lateral (select count(*) filter (where state = 'listed')::int as listed, count(*) filter (where state = 'withdrawn')::int as withdrawn
    from joint_list_line where list_id = l.id) n`;
/** The heading names no household; a list is of those who have its area, or a household in it. */
const OWN = `(starts_with(l.area, $1) or n.listed + n.withdrawn > 0)`;
const LINES = `select n.id, n.project_id as "projectId", n.household_id as "householdId", h.number as "householdNumber", h.head_name as "headName", h.village_code as "villageCode",
    n.purpose, n.is_eligible as "isEligible", n.state
  from joint_list_line n left join directory_household h on h.id = n.household_id where n.list_id = $1::uuid order by n.position`;

/** What finance and industry keep together, as far as it has arrived. */
@Injectable()
export class JointListQueries {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  list(principal: Principal): Promise<JointLists> {
    return this.database.connection(sessionOf(principal), async (client) => ({
      items: await run<JointListRow>(client, `${LIST} where ${OWN} order by l.number desc limit 200`, [principal.area]),
    }));
  }

  /** Reading its households is recorded. @throws JointListNotFound */
  get(principal: Principal, id: string): Promise<JointList> {
    return this.database.connection(sessionOf(principal), async (client) => {
      const [row] = await run<JointListRow>(client, `${LIST} where ${OWN} and l.id = $2::uuid`, [principal.area, id]);
      if (!row) throw new JointListNotFound();
      const lines = await run<JointListLine>(client, LINES, [id]);
      await this.audit.record(client, {
        ...{ actor: actorOf(principal), action: 'loan-list.read', objectType: 'loan-list', objectId: id, result: 'success' },
      });
      return { ...row, lines };
    });
  }
}
