import { Migration } from '@mikro-orm/migrations';

/** Where nothing was lost with the write-off only penalty interest is owed: what comes back may be that alone. */
export class Migration20261128150000_PenaltyAloneIsRecovered extends Migration {
  override up(): void {
    this.addSql(`alter table loan_movement drop constraint loan_movement_adds_up, add constraint loan_movement_adds_up check (case kind
      when 'approval' then reserved_fen > 0 and principal_fen = 0
      when 'lapse' then reserved_fen < 0 and principal_fen = 0
      when 'drawing' then principal_fen > 0 and reserved_fen = -principal_fen
      when 'repayment' then principal_fen <= 0 and interest_fen >= 0 and prepaid_fen >= 0 and lines_fen + prepaid_fen = interest_fen - principal_fen and lines_fen + prepaid_fen + penalty_fen > 0
      when 'compensation' then lost_fen > 0 and principal_fen = -lost_fen and fund_fen between 0 and lost_fen
      when 'recovery' then recovered_fen >= 0 and recovered_fen + penalty_fen > 0 and fund_fen between 0 and recovered_fen
      when 'writeOff' then principal_fen = -lost_fen and lost_fen >= 0
      when 'waiver' then penalty_fen > 0 and reason is not null
        and (reserved_fen, principal_fen, interest_fen, lines_fen, prepaid_fen, lost_fen, fund_fen, recovered_fen) = (0, 0, 0, 0, 0, 0, 0, 0)
      else reverses is not null end)`);
  }
}
