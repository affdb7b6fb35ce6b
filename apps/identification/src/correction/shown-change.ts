import { z } from 'zod';

/** One line of a comparison for screens; numbers appear masked. `field` is a path such as `members.<personId>.name`. */
export const ShownChange = z
  .object({
    field: z.string().describe('path of the field, names of the household response'),
    before: z.unknown().describe('value before; null when there was none'),
    after: z.unknown().describe('value after; null when it goes'),
  })
  .meta({ id: 'ShownChange' });
export type ShownChange = z.infer<typeof ShownChange>;
