import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { run } from '@jingzhun/persistence';
import { staleVersion } from '@jingzhun/service-shell';
import { ApplicationEntity } from '../case/application.entity.js';
import { ApplicationNotFound } from '../case/application.errors.js';
import { SUBJECT_TYPE } from '../notice/case-notices.js';
import type { StepsRequest } from './steps-request.js';

/**
 * All notices of the cases, before the cases: an objection counts whichever of them it was made to, and none comes in between what is
 * read and what is written. The library locks them in the same order.
 */
export async function lockNotices(em: EntityManager, caseIds: readonly string[]): Promise<void> {
  await run(em, 'select from notice where subject_type = $2 and subject_id = any($1::uuid[]) order by id for update', [
    caseIds,
    SUBJECT_TYPE,
  ]);
}

/** @throws ApplicationNotFound, a stale version */
export async function lockCases(em: EntityManager, request: StepsRequest): Promise<ApplicationEntity[]> {
  const applications: ApplicationEntity[] = [];
  // in one order everywhere, so that two commands never wait for each other
  for (const { id } of [...request.cases].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const application = await em.findOne(ApplicationEntity, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!application) throw new ApplicationNotFound();
    applications.push(application);
  }
  return inOrder(applications, request);
}

/** Without locking them, for a preview. @throws ApplicationNotFound, a stale version */
export async function findCases(em: EntityManager, request: StepsRequest): Promise<ApplicationEntity[]> {
  const applications = await em.find(ApplicationEntity, { id: { $in: request.cases.map(({ id }) => id) } });
  if (applications.length < new Set(request.cases.map(({ id }) => id)).size) throw new ApplicationNotFound();
  return inOrder(applications, request);
}

/** In the order of the command, which its pointers count. */
function inOrder(applications: ApplicationEntity[], { cases }: StepsRequest): ApplicationEntity[] {
  const byId = new Map(applications.map((application) => [application.id, application]));
  return [...new Set(cases.map(({ id }) => id))].map((id) => {
    const application = byId.get(id) as ApplicationEntity;
    const expected = cases.find((one) => one.id === id)?.version;
    if (application.version !== expected) throw staleVersion(application.version);
    return application;
  });
}
