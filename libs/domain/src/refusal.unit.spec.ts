import { Refusal } from './refusal.js';

const text = { title: '户不存在', detail: '没有这一户。', next: '请核对户编号。' };
const en = { title: 'No such household', detail: 'There is no such household.', next: 'Check the number.' };

class HouseholdNotFound extends Refusal {
  constructor() {
    super({
      code: 'household.not-found',
      status: 404,
      zh: text,
      en,
      problems: [{ pointer: '/id', code: 'unknown', zh: '未知', en: 'unknown' }],
    });
  }
}

describe('Refusal', () => {
  it('carries code, status, both languages and problems, and is an Error of its own name', () => {
    const refusal = new HouseholdNotFound();
    expect(refusal).toBeInstanceOf(Error);
    expect(refusal).toMatchObject({ name: 'HouseholdNotFound', code: 'household.not-found', status: 404, zh: text, en });
    expect(refusal.problems).toHaveLength(1);
    expect(refusal.message).toBe('household.not-found: No such household');
  });

  it.each(['notfound', 'Household.notFound', 'a.b.c', ''])('refuses the code %p, because integrators rely on one form', (code) => {
    expect(() => new Refusal({ code, status: 400, zh: text, en })).toThrow(TypeError);
  });

  it('refuses a status that is not an error', () => {
    expect(() => new Refusal({ code: 'a.b', status: 200, zh: text, en })).toThrow(TypeError);
  });
});
