import { describeDepartmentService } from '@jingzhun/household-directory/testing';
import { judgeRules, keptRules, type OutOfReach } from '@jingzhun/service-shell/testing';
import { AppModule } from '../src/app.module.js';
import { databaseRules } from '../src/database-rules.js';
import { definition } from '../src/mikro-orm.config.js';

describe('finance', () => {
  describeDepartmentService({ definition, module: AppModule, released: new URL('../contracts/openapi.json', import.meta.url) });

  /** Rules of the database that no command of a person can break, each with the reason; a break is a fault then. */
  const OUT_OF_REACH: readonly OutOfReach[] = [
    {
      of: [
        ...['ledger_entry_has_two_sides', 'ledger_entry_value_day_is_earlier', 'ledger_line_says_something', 'ledger_period_balances'],
        ...['ledger_period_is_a_month', 'ledger_entry_has_its_lines: an entry without lines'],
        'ledger_lines_complete_their_entries: lines do not balance or do not complete their entry',
      ],
      because: 'entries are made by the ledger itself, whole and balanced, of amounts that the books of a feature hold',
    },
    {
      of: ['overlap_check_is_a_list', 'subsidy_event_position_positive', 'subsidy_grant_explained', 'outside_list_corrects_another'],
      because: 'worked out by the service: a list of findings, the next position, an amount after its cuts, an id that is new',
    },
    { of: ['outside_list_kinds_known'], because: 'the request takes words of the same list, at least one' },
    {
      of: ['bank_file_period', 'bank_file_row_amount'],
      because: 'a file is taken with rows that each are an entry of their kind; its period is from the first day of a row to the last',
    },
    { of: ['bank_file_never_deleted: what a bank sent is kept'], because: 'no command deletes a file of a bank or a row of it' },
    { of: ['payment_certificate_amount_fen_check'], because: 'the amount of the payment that it certifies, which is positive' },
  ];

  it('says in words what its database refuses, or says why nobody can meet it', async () => {
    const kept = await keptRules(definition);
    expect(kept.length).toBeGreaterThan(400);
    const { said, ...wrong } = judgeRules(kept, databaseRules, OUT_OF_REACH);
    expect(wrong).toEqual({ silent: [], both: [], stale: [], faults: [] });
    expect(said).toBeGreaterThan(300);
  });
});
