import { plainDateInShanghai, type PlainDate } from '@jingzhun/domain/plain-date';

/** Today by the device's clock, a suggestion for forms only: what counts is the server's clock. */
export function todayHere(): PlainDate {
  return plainDateInShanghai(new Date(Date.now()));
}
