import { Refusal } from '@jingzhun/domain/refusal';
import { describeFailure, isUnavailable } from './failure.js';
import { retryDelay } from './retry-delay.js';

const withCode = (code: string, message = 'x'): Error => Object.assign(new Error(message), { code });

describe('failure', () => {
  it.each(['08006', '57P01', '57P03', '53300', '40001', '40P01', 'ECONNREFUSED', 'ECONNRESET'])('%s says "not now"', (code) => {
    expect(isUnavailable(withCode(code))).toBe(true);
    expect(isUnavailable(new Error('driver', { cause: withCode(code) }))).toBe(true);
    expect(isUnavailable(Object.assign(new Error('orm'), { previous: withCode(code) }))).toBe(true);
  });

  it.each(['23505', '22P02', '42501', 'ENOENT', ''])('%s is about the message', (code) => {
    expect(isUnavailable(withCode(code))).toBe(false);
  });

  it('a dropped connection has no code', () => {
    expect(isUnavailable(new Error('Connection terminated unexpectedly'))).toBe(true);
    expect(isUnavailable('not an error')).toBe(false);
  });

  it('is described without its text, which may quote a row', () => {
    expect(describeFailure(withCode('23505', 'Key (name)=(张三) already exists'))).toBe('Error 23505');
    const text = { title: '', detail: '', next: '' };
    expect(describeFailure(new Refusal({ code: 'loan.closed', status: 409, zh: text, en: text }))).toBe('Refusal loan.closed');
    expect(describeFailure('张三')).toBe('not an error object');
  });
});

describe('retry delay', () => {
  it('follows the curve within a tenth, and ends', () => {
    const curve = [1_000, 5_000];
    expect([retryDelay(1, curve, () => 0), retryDelay(1, curve, () => 1)]).toEqual([900, 1_100]);
    expect(retryDelay(2, curve, () => 0.5)).toBe(5_000);
    expect(retryDelay(3, curve)).toBeUndefined();
  });
});
