import { run, type Handle } from '@jingzhun/persistence';
import { isOpen } from '../lifecycle/case-state.js';
import type { ApplicationEntity } from '../case/application.entity.js';

/**
 * Who the case names, by blind index. From the submission on the database holds each of them in one running case; a draft holds nobody.
 * Call it before the case's new state is written: the rows follow it by themselves.
 */
export async function indexPersons(
  handle: Handle,
  { id, villageCode, state }: Pick<ApplicationEntity, 'id' | 'villageCode' | 'state'>,
  persons: readonly { position: number; idIndex: Buffer }[],
): Promise<void> {
  await run(handle, 'delete from application_person where application_id = $1::uuid', [id]);
  if (persons.length === 0) return;
  await run(
    handle,
    `insert into application_person (application_id, position, village_code, id_index, running)
     select $1::uuid, p.position, $2, decode(p.index, 'hex'), $3::boolean from unnest($4::int[], $5::text[]) as p(position, index)`,
    [
      id,
      villageCode,
      state !== 'draft' && isOpen(state),
      persons.map(({ position }) => position),
      persons.map(({ idIndex }) => idIndex.toString('hex')),
    ],
  );
}
