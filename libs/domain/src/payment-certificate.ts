import { z } from 'zod';
import { Fen } from './money.js';
import { PlainDate } from './plain-date.js';

/** What the square on a payment certificate holds. */
export const CertificateCode = z.string().regex(/^[0-9a-f]{32}$/);

/** What anybody who holds the paper may read of it: no name, no account, no place. */
export const PublicCertificate = z
  .object({
    number: z.string(),
    amountFen: Fen,
    paidOn: PlainDate,
    isValid: z.boolean().describe('false: the money came back from the bank or was taken back'),
  })
  .meta({ id: 'PublicCertificate' });
export type PublicCertificate = z.infer<typeof PublicCertificate>;
