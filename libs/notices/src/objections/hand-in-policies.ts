const AREA = `"place_code" between current_setting('app.area_from', true) and current_setting('app.area_to', true)`;
// a village's session holds exactly one code; township and county sessions hold a range that ends in 9s
const ABOVE_VILLAGE = `right(current_setting('app.area_to', true), 3) = '999'`;
const WHOLE_COUNTY = `right(current_setting('app.area_to', true), 6) = '999999'`;
const OWN_RECEIPT = `receipt_number = nullif(current_setting('app.receipt', true), '')`;

/**
 * Every level above the village takes an objection in, whoever investigates it; who hands it in reads no more of it than whether this
 * very form is there (ADR 0126). After `noticeTables`.
 */
export function objectionHandInPolicies(): string[] {
  const level = `case level when 'village' then true when 'county' then ${WHOLE_COUNTY} else ${ABOVE_VILLAGE} end`;
  return [
    ...['objection', 'objection_sealed'].map(
      (table) => `create policy "${table}_handed_in" on "${table}" for insert with check (${AREA} and ${ABOVE_VILLAGE})`,
    ),
    // the receipt is made from the whole of the form: who has it sent the form
    `create policy objection_of_own_form on objection for select using (${AREA} and ${ABOVE_VILLAGE} and ${OWN_RECEIPT})`,
    // the task of the investigators is made with it
    'drop policy notice_task_level on notice_task',
    `create policy notice_task_level on notice_task as restrictive for select using (${level})`,
    `create policy notice_task_level_changes on notice_task as restrictive for update using (${level})`,
    `create policy notice_task_level_made on notice_task as restrictive for insert with check (level = 'village' or ${ABOVE_VILLAGE})`,
  ];
}
