import { z } from 'zod';
import { Fen } from './money.js';
import { PlainDate } from './plain-date.js';

/** What the square on a payment certificate holds. */
export const CertificateCode = z.string().regex(/^[0-9a-f]{32}$/);

/** What anybody who holds the paper may read of it: no account, no place, and of a name what tells it from another. */
export const PublicCertificate = z
  .object({
    number: z.string(),
    amountFen: Fen,
    paidOn: PlainDate,
    paidTo: z
      .string()
      .optional()
      .describe('family name and stars of the head (刘*华), or the institution; a service of before does not say'),
    isValid: z.boolean().describe('false: the money came back from the bank or was taken back'),
  })
  .meta({ id: 'PublicCertificate' });
export type PublicCertificate = z.infer<typeof PublicCertificate>;
