import type request from 'supertest';
import type { Office } from '../application.factory.js';
import type { Caller } from '../service.js';

/** Done or refused: the product never answers with an error of its own. */
export function noErrorOfOurs({ status, text }: Pick<request.Response, 'status' | 'text'>): void {
  if (status >= 500) throw new Error(`answered ${status}: ${text}`);
}

/** An account whose every request fails the history when the answer is an error of ours. */
export const watched = (caller: Caller): Caller => ({
  principal: caller.principal,
  get: (path) => caller.get(path).expect(noErrorOfOurs),
  post: (...sent) => caller.post(...sent).expect(noErrorOfOurs),
  put: (...sent) => caller.put(...sent).expect(noErrorOfOurs),
  upload: (...sent) => caller.upload(...sent).expect(noErrorOfOurs),
});

export const watchedOffice = ({ clerk, otherClerk, township, otherTownship, county }: Office): Office => ({
  clerk: watched(clerk),
  otherClerk: watched(otherClerk),
  township: watched(township),
  otherTownship: watched(otherTownship),
  county: watched(county),
});
