import { WorkPlaces } from '@jingzhun/domain/work-place';
import { formOf, type PolicyKey } from '@jingzhun/policy';
import { FACT_CLASSES, Places } from './fact-classes.js';

/** What the county may choose from, as the form of the policy offers it. */
const offered = (key: PolicyKey, part?: string): unknown => {
  const form = formOf(key, null);
  const inner = form.kind === 'parts' ? form.parts.find(({ name }) => name === part)?.form : form;
  return inner?.kind === 'choices' ? inner.choices : inner;
};
const inWords = (entries: readonly { code: string; zh: string; en: string }[]): unknown =>
  entries.map(({ code, zh, en }) => ({ code, zh: code === 'other' ? '其他' : zh, en: code === 'other' ? 'other' : en }));

describe('what the policy counts', () => {
  it.each(Object.entries(FACT_CLASSES))('of %s is chosen from the classes of that register, in their words', (register, classes) => {
    for (const part of ['counted', 'excepted'])
      expect(offered(`screening.register.${register}` as PolicyKey, part)).toEqual(inWords(classes.entries));
  });

  it('of places and of relocation homes likewise', () => {
    expect(offered('screening.countedPlaces')).toEqual(inWords(Places.entries));
    expect(offered('screening.relocationHousehold', 'excepted')).toEqual(inWords(FACT_CLASSES.realEstate.entries));
  });

  it('of work away from home by the places the register of households knows', () => {
    expect(offered('screening.absence', 'workPlaces')).toEqual(WorkPlaces.entries.map(({ code, zh, en }) => ({ code, zh, en })));
  });
});
