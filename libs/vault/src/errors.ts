/** What is wrong and what to do next, in both languages. */
interface Explanation {
  zh: string;
  en: string;
}

/**
 * The keys cannot be used, so the service must not start: a file is missing, unreadable, open to others or damaged.
 * The message names the file, never its content.
 */
export class KeysRefused extends Error {
  readonly code: string;
  readonly zh: string;
  readonly en: string;

  constructor(code: 'missing' | 'unreadable' | 'open-to-others' | 'damaged' | 'more-than-one-key', file: string, { zh, en }: Explanation) {
    super(`${file}: ${en} / ${zh}`);
    this.name = 'KeysRefused';
    this.code = `vault.keys-${code}`;
    this.zh = `${file}：${zh}`;
    this.en = `${file}: ${en}`;
  }
}

/**
 * A stored ciphertext is not what this service wrote into this place: altered, cut, moved from another row or encrypted
 * with a key that is not in the key file. The message carries no data.
 */
export class CiphertextRefused extends Error {
  readonly code = 'vault.ciphertext-refused';

  constructor(readonly reason: 'too-short' | 'unknown-version' | 'unknown-key' | 'not-authentic') {
    super(`the stored ciphertext is refused: ${reason}`);
    this.name = 'CiphertextRefused';
  }
}

/** A value that is empty once normalised has no index: otherwise all rows without a value would match each other. */
export class NothingToIndex extends Error {
  readonly code = 'vault.nothing-to-index';

  constructor(purpose: string) {
    super(`no index for an empty ${purpose}`);
    this.name = 'NothingToIndex';
  }
}

/** A match key is made of a complete 18-digit ID number only. */
export class NoMatchKey extends Error {
  readonly code = 'vault.no-match-key';

  constructor() {
    super('a match key needs an 18-digit ID number');
    this.name = 'NoMatchKey';
  }
}

/** More match keys were asked for than the limit allows; whoever holds the county key could test guesses, so its use is limited. */
export class MatchKeyLimitReached extends Error {
  readonly code = 'vault.match-key-limit';

  constructor(readonly purpose: string) {
    super(`the limit of match keys is reached for ${purpose}`);
    this.name = 'MatchKeyLimitReached';
  }
}
