import { Inject, Injectable, SetMetadata, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { ModuleRef, Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { from, lastValueFrom, tap, type Observable } from 'rxjs';
import { z } from 'zod';
import { sessionOf, withCommitHook } from '@jingzhun/persistence';
import type { Principal } from '@jingzhun/auth';
import { commandAlreadyDone, commandInProgress, idempotencyKeyNeeded, idempotencyKeyReused } from '../http/refusals.js';
import { tagWithVersion } from '../http/version.js';
import { ANSWER_READ_ANEW, type ReadAnew } from './answer-read-anew.js';
import { IdempotencyStore } from './idempotency.store.js';

const NOT_A_COMMAND = Symbol('not a command');

/** For a POST that changes nothing (a search) or whose answer must not be kept (a plain ID number, a file). */
export const NotACommand = (): MethodDecorator => SetMetadata(NOT_A_COMMAND, true);

const Key = z.uuid();

/** Every command carries an `Idempotency-Key` and happens once, however often it is sent. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(IdempotencyStore) private readonly store: IdempotencyStore,
    @Inject(ModuleRef) private readonly modules: ModuleRef,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Request & { principal?: Principal }>();
    const response = context.switchToHttp().getResponse<Response>();
    const isRead =
      request.method === 'GET' || request.method === 'HEAD' || this.reflector.get<boolean>(NOT_A_COMMAND, context.getHandler()) === true;
    if (isRead || !request.principal) return next.handle().pipe(tap((answer) => tagWithVersion(response, answer)));
    const key = Key.safeParse(request.header('idempotency-key'));
    if (!key.success) throw idempotencyKeyNeeded();
    const anew = this.reflector.get<ReadAnew<unknown, unknown> | undefined>(ANSWER_READ_ANEW, context.getHandler());
    return from(this.once(request, response, request.principal, key.data, next, anew));
  }

  private async once(
    request: Request,
    response: Response,
    principal: Principal,
    key: string,
    next: CallHandler,
    anew: ReadAnew<unknown, unknown> | undefined,
  ): Promise<unknown> {
    const session = sessionOf(principal);
    const claim = await this.store.claim(session, key, { method: request.method, route: request.path, body: request.body });
    switch (claim.outcome) {
      case 'other-content':
        throw idempotencyKeyReused();
      case 'in-progress':
        throw commandInProgress();
      case 'done-without-answer':
        throw commandAlreadyDone();
      case 'answered': {
        const answer = anew ? await anew.read((type) => this.modules.get(type, { strict: false }), principal, claim.answer) : claim.answer;
        response.status(claim.status).setHeader('Idempotency-Replayed', 'true');
        tagWithVersion(response, answer);
        return answer;
      }
      case 'run':
    }
    const { since } = claim;
    try {
      const answer = await withCommitHook(this.store.commitHook(session, key, since), () => this.tagged(next, response));
      await this.store.complete(session, key, since, response.statusCode, anew ? anew.keep(answer) : answer);
      return answer;
    } catch (error) {
      await this.store.release(session, key, since).catch(() => undefined);
      throw error;
    }
  }

  private async tagged(next: CallHandler, response: Response): Promise<unknown> {
    const answer: unknown = await lastValueFrom(next.handle(), { defaultValue: undefined });
    tagWithVersion(response, answer);
    return answer;
  }
}
