import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';

export interface CommandRequest {
  method: string;
  route: string;
  body: unknown;
}

/**
 * Tells whether a command that comes again is the same. Keyed: from a bare digest of a body that holds an ID number or a telephone
 * number, whoever reads the table could find it by trying all of them.
 */
export class RequestDigest {
  private readonly key: Buffer;

  /** @param secretFile of the department; without one (tests) a key for as long as the process lives */
  constructor(secretFile: string | undefined) {
    const secret = secretFile === undefined ? randomBytes(32) : readFileSync(secretFile);
    this.key = Buffer.from(hkdfSync('sha256', secret, '', 'jingzhun commands that come again', 32));
  }

  of({ method, route, body }: CommandRequest): Buffer {
    return createHmac('sha256', this.key)
      .update(JSON.stringify([method, route, body ?? null]))
      .digest();
  }
}
