import { newId, systemSession } from '@jingzhun/persistence';
import { REGISTER_KINDS } from '../src/screening/rules/register-kind.js';
import { officer, type Caller, type Identification } from './service.js';

/** Extracts of today of every register that say nothing about anybody, and in which all applicants were looked for. */
export async function emptyRegisters(service: Identification): Promise<void> {
  await service.db.connection(systemSession('screening'), async (client) => {
    for (const kind of REGISTER_KINDS)
      await client.query(
        `insert into register_import (id, area_code, kind, as_of, authority, source_document, file_name, file_bytes, file_kind, state, sequence, matched_at, imported_by, imported_by_name, imported_at)
         values ($1, '360781000000', $2, $3, '市局', '函', 'f', 1, 'csv', 'taken', nextval('register_import_sequence'), $4, $1, '某人', $4)`,
        [newId(service.clock), kind, service.clock.today(), service.clock.now()],
      );
    await client.query(
      `insert into screening_person (id_index, since) select distinct id_index, 0 from screening_applicant
       on conflict (id_index) do nothing`,
    );
  });
}

/** What a person has to confirm about a case: that nothing is to be said against it. */
const GROUNDS = { V4: 'lives-here', V6: 'none', R4: 'none' } as const;

export const confirmerOf = (service: Identification): Caller => service.as(officer('360781', ['verification-officer']));

/** Judged anew and everything confirmed that only a person can say: the case may go to the township. */
export async function confirmed(
  service: Identification,
  id: string,
  rules: readonly (keyof typeof GROUNDS)[] = ['V4', 'V6', 'R4'],
): Promise<void> {
  const by = confirmerOf(service);
  for (const rule of rules) {
    const { body } = await by.get(`/applications/${id}/screening`).expect(200);
    await by.post(`/screenings/${body.id}/confirmations`, { rule, ground: GROUNDS[rule], note: '已入户核实' }).expect(201);
  }
}
