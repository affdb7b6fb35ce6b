import { z } from 'zod';
import { Division } from '@jingzhun/domain/division';
import { DivisionCode, DivisionPrefix } from '@jingzhun/domain/division-code';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { PolicyParameter } from '../parameters/policy-parameter.js';

/** `county.json` of a pack. */
export const CountyFile = z.strictObject({
  extends: z
    .string()
    .regex(/^[a-z0-9-]+$/)
    .optional()
    .describe('shipped pack whose parameters hold where this one is silent'),
  name: z.string().regex(/^[a-z0-9-]+$/),
  county: z.strictObject({ code: DivisionPrefix.refine((code) => code.length === 6), zh: z.string().min(1), en: z.string().min(1) }),
});

/** `divisions.json`: level and parent follow from the code; `source` and `validFrom` of the file hold where a row is silent. */
export const DivisionsFile = z.strictObject({
  source: z.string().min(1),
  validFrom: PlainDate,
  rows: z.array(
    z.strictObject({
      code: DivisionCode,
      name: z.string().min(1),
      kind: Division.shape.kind,
      source: z.string().optional(),
      validFrom: PlainDate.optional(),
      validTo: PlainDate.optional(),
      successorCode: DivisionCode.optional(),
    }),
  ),
});

export type DivisionsFile = z.infer<typeof DivisionsFile>;

/** `parameters.json`: a row without a region is for the whole county. */
export const ParametersFile = z.array(z.looseObject({ key: z.string(), regionCode: DivisionPrefix.optional() }));

/** `sources.json`: each source of the parameters, named in English in their rows, in Chinese. */
export const SourcesFile = z.record(z.string(), z.string().min(1));

/** What a county brings along: its divisions in time and its dated parameters. */
export const PolicyPack = CountyFile.omit({ extends: true }).extend({
  divisions: z.array(Division),
  parameters: z.array(PolicyParameter),
  sourcesZh: SourcesFile,
});
export type PolicyPack = z.infer<typeof PolicyPack>;
