import { Module } from '@nestjs/common';
import { DivisionNames, DivisionNamesModule } from '@jingzhun/household-directory';
import { noticeDeadlines } from '@jingzhun/notices';
import { POLICY_DEADLINES, RemindersModule } from '@jingzhun/reminders';
import { CLAIM_DEADLINES } from './claim-deadlines.js';
import { LOAN_DEADLINES } from './loan-deadlines.js';
import { ORDER_DEADLINES } from './order-deadlines.js';
import { PAYMENT_DEADLINES } from './payment-deadlines.js';

const MAKERS_OF_SUBSIDY = `(select jsonb_agg(distinct e.actor_id) from subsidy_event e where e.application_id = n.subject_id and e.actor_id is not null)`;

@Module({
  imports: [
    RemindersModule.forRoot({
      sources: [noticeDeadlines(MAKERS_OF_SUBSIDY), LOAN_DEADLINES, CLAIM_DEADLINES, PAYMENT_DEADLINES, ORDER_DEADLINES, POLICY_DEADLINES],
      imports: [DivisionNamesModule],
      places: DivisionNames,
    }),
  ],
})
export class ReminderModule {}
