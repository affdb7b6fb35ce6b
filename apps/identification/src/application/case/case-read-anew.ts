import type { ReadAnew } from '@jingzhun/service-shell';
import type { ApplicationResponse } from './application.dto.js';
import { ApplicationQueries } from './application.queries.js';

/** A case is answered with its content, which its own table seals: kept is only which case it was. */
export const CASE_READ_ANEW: ReadAnew<ApplicationResponse, Pick<ApplicationResponse, 'id'>> = {
  keep: ({ id }) => ({ id }),
  read: (the, principal, { id }) => the(ApplicationQueries).page(principal, id),
};
