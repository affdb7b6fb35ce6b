import { connect } from 'node:net';
import { once } from 'node:events';
import { isUnavailable } from './not-now.js';

const withCode = (code: string, message = 'x'): Error => Object.assign(new Error(message), { code });

describe('unavailable', () => {
  it.each(['08006', '57P01', '57P03', '53300', '40001', '40P01', 'ECONNREFUSED', 'ECONNRESET'])('%s says "not now"', (code) => {
    expect(isUnavailable(withCode(code))).toBe(true);
    expect(isUnavailable(new Error('driver', { cause: withCode(code) }))).toBe(true);
    expect(isUnavailable(Object.assign(new Error('orm'), { previous: withCode(code) }))).toBe(true);
  });

  it.each(['23505', '22P02', '42501', 'ENOENT', ''])('%s is about what was asked', (code) => {
    expect(isUnavailable(withCode(code))).toBe(false);
  });

  it('a dropped connection has no code', () => {
    expect(isUnavailable(new Error('Connection terminated unexpectedly'))).toBe(true);
    expect(isUnavailable(new Error('Client was closed and is not queryable'))).toBe(true);
    expect(isUnavailable('not an error')).toBe(false);
  });

  it('an error the runtime made itself is one as well', async () => {
    // port 1 answers nobody; tests run in a context whose Error is another one than the runtime's
    const [error] = (await once(connect(1, '127.0.0.1'), 'error')) as [unknown];
    expect(isUnavailable(error)).toBe(true);
  });
});
