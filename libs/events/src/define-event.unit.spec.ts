import { z } from 'zod';
import { defineEvent } from './define-event.js';

const paid = {
  department: 'finance',
  noun: 'subsidy',
  verb: 'paid',
  version: 1,
  classification: 'department',
  data: z.object({}),
  summaryZh: '奖补已发放',
  summaryEn: 'A subsidy was paid.',
} as const;

describe('defineEvent', () => {
  it('ties type, subject and filter together', () => {
    const event = defineEvent(paid);
    expect(event.type).toBe('finance.subsidy.paid.v1');
    expect(event.subject('360781102208')).toBe('jz.finance.subsidy.paid.v1.360781.102.208');
    expect(event.filter('360781')).toBe('jz.finance.subsidy.paid.v1.360781.>');
  });

  it('cannot be changed afterwards', () => {
    expect(() => Object.assign(defineEvent(paid), { version: 2 })).toThrow(TypeError);
  });

  it.each([{ noun: 'Sub.sidy' }, { verb: '' }, { version: 0 }, { version: 1.5 }])('refuses %j', (wrong) => {
    expect(() => defineEvent({ ...paid, ...wrong })).toThrow(RangeError);
  });
});
