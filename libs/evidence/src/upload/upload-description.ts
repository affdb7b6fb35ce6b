import { z } from 'zod';
import { codeOf, contains, DivisionCode } from '@jingzhun/domain/division-code';
import { Uuid } from '@jingzhun/domain/uuid';
import type { Principal } from '@jingzhun/auth';
import { AUDIENCES } from '../attachment/attachment-ref.js';
import { UploadMisdescribed, UploadOutsideArea } from './upload.errors.js';

const FileName = z
  .string()
  .transform((name) =>
    name
      .normalize('NFC')
      .replace(/^.*[/\\]/, '')
      .replace(/[\p{C}\s]+/gu, ' ')
      .trim()
      .slice(0, 200),
  )
  .pipe(z.string().min(1));

/** `Upload-Metadata` of an upload. */
const Metadata = z.object({
  id: Uuid.describe('made by the client: the same id again is the same upload'),
  filename: FileName.describe('name on the device; only for people to read'),
  place: DivisionCode.optional().describe('12 digits of the village the attachment is for; the own area when absent'),
  audience: z.enum(AUDIENCES).default('area').describe('who may read it'),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional()
    .describe('of the whole file, where the client can compute it: damage on the way is noticed'),
});

export interface UploadDescription extends Omit<z.infer<typeof Metadata>, 'place'> {
  place: DivisionCode;
}

/** @throws UploadMisdescribed, UploadOutsideArea */
export function describedUpload(metadata: Record<string, string | null> | undefined, principal: Principal): UploadDescription {
  const given = Object.fromEntries(Object.entries(metadata ?? {}).filter(([, value]) => value !== null && value !== ''));
  const result = Metadata.safeParse(given);
  if (!result.success) throw new UploadMisdescribed();
  const place = result.data.place ?? codeOf(principal.area);
  if (!contains(principal.area, place)) throw new UploadOutsideArea();
  return { ...result.data, place };
}
