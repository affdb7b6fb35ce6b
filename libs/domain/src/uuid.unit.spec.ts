import { HouseholdId, Uuid } from './uuid.js';

describe('Uuid', () => {
  it('accepts a version 7 identifier', () => {
    expect(Uuid.parse('01890a5d-ac96-774b-bcce-b302099a8057')).toBe('01890a5d-ac96-774b-bcce-b302099a8057');
  });

  it.each(['', 'not-an-id', '01890a5d-ac96-774b-bcce-b302099a805', '01890a5dac96774bbcceb302099a8057'])('refuses %p', (text) => {
    expect(HouseholdId.safeParse(text).success).toBe(false);
  });
});
