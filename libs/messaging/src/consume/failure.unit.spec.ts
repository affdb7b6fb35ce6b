import { Refusal } from '@jingzhun/domain/refusal';
import { describeFailure } from './failure.js';
import { retryDelay } from './retry-delay.js';

const withCode = (code: string, message = 'x'): Error => Object.assign(new Error(message), { code });

describe('failure', () => {
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
