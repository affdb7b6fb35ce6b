import type { Response } from 'supertest';
import type { CalledService } from './called-service.js';
import { Holder } from './holder.js';

/** `first` stands before the table that it is about to write to, `second` is answered meanwhile, then `first` goes on. */
export async function overtaken(
  service: CalledService,
  table: string,
  first: () => PromiseLike<Response>,
  second: () => PromiseLike<Response>,
): Promise<[Response, Response]> {
  return held(service, `lock table ${table} in share mode`, async (holder) => {
    const one = begun(first);
    await Promise.race([holder.awaited(), answeredEarly(one)]);
    const two = begun(second);
    // who waits for the first is behind it, not before it
    await Promise.race([two, holder.awaited(2).then(() => Promise.reject(new Error('the second stands behind the first')))]);
    await holder.letGo();
    return [await one, await two];
  });
}

/** All come as far as what the statement holds, each behind the one before; then they go on in this order. */
export async function together(
  service: CalledService,
  statement: string,
  ...requests: readonly (() => PromiseLike<Response>)[]
): Promise<Response[]> {
  return held(service, statement, async (holder) => {
    const answers: Promise<Response>[] = [];
    for (const request of requests) {
      answers.push(begun(request));
      await Promise.race([holder.awaited(answers.length), answeredEarly(answers.at(-1)!)]);
    }
    await holder.letGo();
    return Promise.all(answers);
  });
}

async function held<T>(service: CalledService, statement: string, work: (holder: Holder) => Promise<T>): Promise<T> {
  const holder = await Holder.open(service.database.superuserUrl);
  try {
    await holder.hold(statement);
    return await work(holder);
  } finally {
    // whoever still stands there goes on
    await holder.close();
  }
}

/** A request is sent when somebody waits for it. */
const begun = async (request: () => PromiseLike<Response>): Promise<Response> => request();

/** Nobody would ever come. */
const answeredEarly = async (answer: Promise<Response>): Promise<never> => {
  const { status, body } = await answer;
  throw new Error(`answered without standing there: ${status} ${JSON.stringify(body)}`);
};
