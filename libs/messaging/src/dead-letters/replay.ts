import { Inject, Injectable } from '@nestjs/common';
import { decode } from '../consume/decode.js';
import { describeFailure } from '../consume/failure.js';
import { Consumers } from '../consume/consumers.js';
import { DeadLetterNotFound, HandlerNotHere, ReplayFailed, StillUndecodable } from '../messaging.errors.js';
import { DeadLetterOffice } from './dead-letter-office.js';
import { originalOf, toDeadLetter } from './dead-letter.js';

export interface ReplayResult {
  sequence: number;
  handler: string;
  /** `already-handled`: the effect was there before, so nothing happened but the removal. */
  outcome: 'handled' | 'already-handled';
}

/** Hands dead letters to their own handler again, to nobody else, through the same inbox: the effect happens once. */
@Injectable()
export class Replay {
  constructor(
    @Inject(DeadLetterOffice) private readonly office: DeadLetterOffice,
    @Inject(Consumers) private readonly consumers: Consumers,
  ) {}

  /** @throws DeadLetterNotFound, HandlerNotHere, StillUndecodable, ReplayFailed (the dead letter stays) */
  async one(sequence: number): Promise<ReplayResult> {
    const stored = await this.office.find(sequence);
    if (!stored) throw new DeadLetterNotFound();
    const { handler } = toDeadLetter(stored);
    const loop = this.consumers.find(handler);
    if (!loop) throw new HandlerNotHere();
    const event = decode(originalOf(stored), loop.subscription.owner);
    if ('reason' in event) throw new StillUndecodable(event.reason);
    const fresh = await loop.effect.once([event]).catch((error: unknown) => {
      throw new ReplayFailed(describeFailure(error));
    });
    await this.office.remove(sequence);
    return { sequence, handler, outcome: fresh > 0 ? 'handled' : 'already-handled' };
  }
}
