import { SetMetadata, type Type } from '@nestjs/common';
import type { Principal } from '@jingzhun/auth';

export const ANSWER_READ_ANEW = Symbol('answer read anew');

export interface ReadAnew<Answer, Kept> {
  /** What of the answer may be kept in the clear: enough to read the rest again. */
  readonly keep: (answer: Answer) => Kept;
  /** For the same command once more. @param the gets what the module provides */
  readonly read: (the: <T>(type: Type<T>) => T, principal: Principal, kept: Kept) => Promise<Answer>;
}

/**
 * For a command whose answer holds what its own table seals (ADR 0079): of the answer only `keep` is stored, and whoever sends the
 * command again gets the record as it is then.
 */
export const AnswerReadAnew = <Answer, Kept>(anew: ReadAnew<Answer, Kept>): MethodDecorator => SetMetadata(ANSWER_READ_ANEW, anew);
