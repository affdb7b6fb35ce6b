/** The three sentences a person reads: what it is, what is wrong, what to do now. No personal data. */
export interface RefusalText {
  readonly title: string;
  readonly detail: string;
  readonly next: string;
}

/** One wrong field of a request. `pointer` is a JSON pointer into the body, e.g. `/changes/wageFen`. */
export interface RefusalProblem {
  readonly pointer: string;
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}

export interface RefusalParts {
  /** Stable name, kebab-case, `<feature>.<what>`; integrators rely on it. */
  readonly code: string;
  /** HTTP status the problem+json answer carries. */
  readonly status: number;
  readonly zh: RefusalText;
  readonly en: RefusalText;
  readonly problems?: readonly RefusalProblem[];
  /** Further response headers, e.g. `Retry-After`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Every error a person may meet. A feature derives one class per reason in its `.errors.ts`; the texts may name counts, dates and
 * states, never a person. Everything that is not a `Refusal` is a fault and answered as such.
 */
export class Refusal extends Error implements RefusalParts {
  readonly code: string;
  readonly status: number;
  readonly zh: RefusalText;
  readonly en: RefusalText;
  readonly problems?: readonly RefusalProblem[];
  readonly headers?: Readonly<Record<string, string>>;

  constructor(parts: RefusalParts) {
    super(`${parts.code}: ${parts.en.title}`);
    if (!/^[a-z0-9]+(-[a-z0-9]+)*\.[a-z0-9]+(-[a-z0-9]+)*$/.test(parts.code))
      throw new TypeError(`refusal code "${parts.code}" is not <feature>.<what>`);
    if (!Number.isInteger(parts.status) || parts.status < 400 || parts.status > 599) throw new TypeError(`refusal status ${parts.status}`);
    this.name = new.target.name;
    this.code = parts.code;
    this.status = parts.status;
    this.zh = parts.zh;
    this.en = parts.en;
    if (parts.problems) this.problems = parts.problems;
    if (parts.headers) this.headers = parts.headers;
  }
}
