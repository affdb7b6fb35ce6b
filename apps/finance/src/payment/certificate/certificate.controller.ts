import { Controller, Get, Header, Headers, Inject, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Caller, Public, RequirePermission, type Principal } from '@jingzhun/auth';
import { CertificateCode, PublicCertificate } from '@jingzhun/domain/payment-certificate';
import { Uuid } from '@jingzhun/domain/uuid';
import { PaymentCertificates } from './payment-certificates.js';

const PrintQuery = z.strictObject({ lang: z.enum(['zh', 'en']).default('zh').describe('language of the paper') });
type PrintQuery = z.infer<typeof PrintQuery>;

/** Set by the gateway, whatever the caller sent: the address people use. */
const ORIGIN = 'x-jingzhun-origin';

@ApiTags('payment certificates')
@Controller()
export class CertificateController {
  constructor(@Inject(PaymentCertificates) private readonly certificates: PaymentCertificates) {}

  @Get('payments/:id/certificate')
  @RequirePermission('benefit.read', 'payment.read')
  @ApiProduces('application/pdf')
  @ApiResponse({ status: 200, description: 'the paper for the household', content: { 'application/pdf': {} } })
  async print(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Query({ schema: PrintQuery }) { lang }: PrintQuery,
    @Headers(ORIGIN) origin?: string,
  ): Promise<StreamableFile> {
    const pdf = await this.certificates.print(principal, id, { lang, origin: addressOf(origin) });
    return new StreamableFile(pdf, { type: 'application/pdf', disposition: 'inline; filename="payment-certificate.pdf"' });
  }

  @Get('public/payment-certificates/:code')
  @Public('whoever holds the paper may see whether it holds; of a person the family name and stars')
  @Header('Cache-Control', 'no-store')
  @ApiResponse({ status: 200, standardSchema: PublicCertificate, description: 'number, amount, day, to whom, and whether it holds' })
  verify(@Param('code', { schema: CertificateCode }) code: string): Promise<PublicCertificate> {
    return this.certificates.verify(code);
  }
}

const addressOf = (origin: string | undefined): string => {
  const given = process.env['JINGZHUN_PUBLIC_URL'] || origin;
  return given && URL.canParse(given) ? new URL(given).origin : 'http://127.0.0.1:8080';
};
