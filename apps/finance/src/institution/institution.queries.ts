import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '@jingzhun/auth';
import { Database, run, sessionOf } from '@jingzhun/persistence';
import { PremiumSchemes } from '../claim/claim-kinds.js';
import type { PayeeInstitution, PayeeInstitutionList } from './institution.dto.js';

const LIST = `select v.id, v.number::int as number, v.institution_id as "institutionId", i.credit_code as "creditCode", v.name, v.schemes, v.bank_name as "bankName",
    v.account_masked as "accountMasked", v.valid_from::text as "validFrom", v.valid_to::text as "validTo", v.source_document as "sourceDocument", v.reason, v.state,
    case when v.state = 'proposed' and h.id is not null then array_remove(array[
      case when h.name <> v.name then 'name' end, case when (h.account_index, h.bank_name) <> (v.account_index, v.bank_name) then 'account' end,
      case when not (h.schemes @> v.schemes and v.schemes @> h.schemes) then 'schemes' end,
      case when (h.valid_from, h.valid_to) is distinct from (v.valid_from, v.valid_to) then 'period' end], null) else '{}'::text[] end as changes,
    (select count(distinct o.payee_id) from payment_account o where o.account_index = v.account_index and o.payee_id <> v.institution_id and o.closed_at is null)::int as "sharedWith",
    v.proposed_by_name as "proposedByName", v.proposed_by = $1::uuid as "isOwn", v.decided_by_name as "decidedByName", v.refusal
  from payee_institution_version v join payee_institution i on i.id = v.institution_id
    left join payee_institution_version h on h.institution_id = v.institution_id and h.state = 'confirmed'
  order by array_position(array['proposed', 'confirmed', 'refused', 'replaced'], v.state), v.number desc limit 200`;

type Row = Omit<PayeeInstitution, 'schemes'> & { schemes: Parameters<typeof PremiumSchemes.get>[0][] };

@Injectable()
export class InstitutionQueries {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** What waits first, then what holds, then what has been. */
  list(principal: Principal): Promise<PayeeInstitutionList> {
    return this.database.connection(sessionOf(principal), async (client) => {
      const rows = await run<Row>(client, LIST, [principal.accountId]);
      return {
        items: rows.map(({ schemes, ...row }) => ({
          ...row,
          schemes: schemes.map((code) => ({ code, zh: PremiumSchemes.get(code).zh, en: PremiumSchemes.get(code).en })),
        })),
      };
    });
  }
}
