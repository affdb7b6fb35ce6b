import { Body, Controller, Header, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Caller, SignedIn, type Principal } from '@jingzhun/auth';
import { NotACommand } from '@jingzhun/service-shell';
import { SigningProofRequest, SigningProofResponse } from './signing-proof.dto.js';
import { SigningProofService } from './signing-proof.service.js';

@ApiTags('signing proofs')
@Controller('signing-proofs')
export class SigningProofController {
  constructor(@Inject(SigningProofService) private readonly proofs: SigningProofService) {}

  @Post()
  @HttpCode(200)
  @NotACommand()
  @SignedIn('what may be signed is the department’s to decide; who signs is proved here')
  @Header('Cache-Control', 'no-store')
  @ApiResponse({ status: 200, standardSchema: SigningProofResponse, description: 'who is signed in was asked for the password again' })
  prove(
    @Caller() caller: Principal,
    @Body({ schema: SigningProofRequest }) body: SigningProofRequest,
    @Req() request: Request,
  ): Promise<SigningProofResponse> {
    return this.proofs.prove(caller, body, request.ip ?? '');
  }
}
