import { Refusal } from '@jingzhun/domain/refusal';
import { judgeRules, type KeptRule, type SharedCode } from '../testing/database-rules.js';
import { brokenRuleOf, NO_RULES, type DatabaseRules } from './database-rules.js';
import { refusalOf } from './problem.filter.js';
import { doneMeanwhile, needsAnotherPerson, valueRefused } from './refusals.js';

const broken = (code: string, constraint?: string): Error => Object.assign(new Error('driver'), { code, constraint });
const RULES: DatabaseRules = {
  codes: { JZ019: needsAnotherPerson, JZ014: doneMeanwhile },
  constraints: { amount_positive: valueRefused, one_waits: valueRefused },
};
const answer = (error: unknown, rules = RULES): [number, string] => {
  const { status, code } = refusalOf(error, rules);
  return [status, code];
};

describe('what only the database kept', () => {
  it('is a refusal by its name, then by its code, then as in every service', () => {
    expect(answer(broken('23514', 'amount_positive'))).toEqual([422, 'record.value-refused']);
    expect(answer(broken('23505', 'one_waits'))).toEqual([422, 'record.value-refused']);
    expect(answer(broken('JZ019'))).toEqual([403, 'record.needs-another-person']);
    expect(answer(broken('23505', 'another'))).toEqual([409, 'record.done-meanwhile']);
    expect(answer(broken('23P01', 'another'))).toEqual([409, 'record.done-meanwhile']);
    expect(answer(broken('23503', 'another'))).toEqual([409, 'record.reference-missing']);
  });

  it('is found below whatever wraps it', () => {
    expect(answer(new Error('orm', { cause: broken('JZ014') }))).toEqual([409, 'record.done-meanwhile']);
    expect(answer(Object.assign(new Error('orm'), { previous: broken('JZ014') }))).toEqual([409, 'record.done-meanwhile']);
    expect(brokenRuleOf(new Error('of the program'))).toBeUndefined();
  });

  it('stays a fault where nobody could have broken it, and "not now" where the database is busy', () => {
    expect(answer(broken('23514', 'digest_whole'))).toEqual([500, 'service.unexpected']);
    expect(answer(broken('JZ099'))).toEqual([500, 'service.unexpected']);
    expect(answer(broken('JZ019'), NO_RULES)).toEqual([500, 'service.unexpected']);
    expect(answer(broken('42501'))).toEqual([500, 'service.unexpected']);
    expect(answer(broken('40P01'))).toEqual([503, 'service.unavailable']);
  });

  it('is judged: nothing silent, nothing said twice, nothing that is gone', () => {
    const kept: KeptRule[] = [
      { code: 'JZ014', name: 'goes_its_way: no step', definition: 'no step' },
      { code: 'JZ019', name: 'apart: who enters', definition: 'who enters' },
      { code: '23514', name: 'amount_positive', constraint: 'amount_positive', definition: 'CHECK ((amount_fen > 0))' },
      { code: '23505', name: 'one_waits', constraint: 'one_waits', definition: 'UNIQUE (id)' },
      { code: '23514', name: 'state_known', constraint: 'state_known', definition: "CHECK ((state = ANY (ARRAY['a'::text, 'b'::text])))" },
    ];
    const counted = { of: ['count_positive'], because: 'counted by the service' };
    const good = { silent: [], both: [], stale: [], faults: [], ambiguous: [], said: 4 };
    expect(judgeRules(kept, RULES, [])).toEqual(good);
    const more: KeptRule = { code: '23514', name: 'count_positive', constraint: 'count_positive', definition: 'CHECK ((count > 0))' };
    expect(judgeRules([...kept, more], RULES, []).silent).toEqual(['23514 count_positive: CHECK ((count > 0))']);
    expect(judgeRules([...kept, more], RULES, [counted])).toEqual(good);
    expect(judgeRules([...kept, { ...more, code: 'JZ098', name: 'raised: new' }], RULES, [counted]).silent).toHaveLength(1);
    expect(judgeRules(kept, RULES, [counted]).stale).toEqual(['count_positive']);
    expect(judgeRules(kept, RULES, [{ of: ['one_waits'], because: 'wrong' }]).both).toEqual(['one_waits']);
    const listed = { ...RULES, constraints: { ...RULES.constraints, state_known: valueRefused } };
    const sealed: KeptRule = { code: '23514', name: 'state_known', constraint: 'state_known', definition: 'CHECK ((a IS NULL))' };
    expect(judgeRules([...kept.slice(0, 4), sealed], listed, []).both).toEqual(['state_known']);
    expect(judgeRules(kept.slice(1), RULES, []).stale).toEqual(['JZ014']);
    const fault = () => new Refusal({ ...refusalOf(broken('JZ099')) });
    expect(judgeRules(kept, { ...RULES, codes: { ...RULES.codes, JZ014: fault } }, []).faults).toEqual(['goes_its_way: no step']);
  });

  it('has one meaning a code: words of its own for one text, a general sentence for what is declared to be alike', () => {
    const raised = (code: string, raisedBy: string, definition: string): KeptRule => ({
      ...{ code, raisedBy, definition, name: `${raisedBy}: ${definition}` },
    });
    const ownWords = () => new Refusal({ ...valueRefused(), code: 'grant.cap-passed' });
    const rules: DatabaseRules = { codes: { JZ014: doneMeanwhile, JZ016: ownWords }, constraints: { carries: ownWords } };
    const whole = [
      raised('JZ014', 'goes_its_way', 'no step'),
      raised('JZ014', 'goes_its_way', 'every change counts'),
      raised('JZ016', 'capped', 'above'),
    ];
    const ambiguous = (more: KeptRule[], shared: SharedCode[] = []) => judgeRules([...whole, ...more], rules, [], shared).ambiguous;
    expect(ambiguous([])).toEqual([]);
    // two texts, one wording
    expect(ambiguous([raised('JZ016', 'stays', 'voided once')])).toEqual(['JZ016 capped: above', 'JZ016 stays: voided once']);
    expect(ambiguous([raised('JZ016', 'capped', 'voided once')])).toEqual(['JZ016 capped: above', 'JZ016 capped: voided once']);
    // the same text in two functions says the same; a name of its own has words of its own
    expect(ambiguous([raised('JZ016', 'capped_again', 'above')])).toEqual([]);
    expect(ambiguous([{ ...raised('JZ016', 'stays', 'too much'), constraint: 'carries' }])).toEqual([]);
    const paid = raised('JZ014', 'paid_once', 'paid');
    expect(ambiguous([paid])).toEqual(['JZ014 goes_its_way: no step', 'JZ014 goes_its_way: every change counts', 'JZ014 paid_once: paid']);
    const alike = { code: 'JZ014', by: ['goes_its_way', 'paid_once'], means: 'a step from elsewhere' };
    expect(ambiguous([paid], [alike])).toEqual([]);
    expect(ambiguous([paid, raised('JZ014', 'planted', 'of another kind')], [alike])).toEqual(['JZ014 planted: of another kind']);
    expect(judgeRules(whole, rules, [], [alike]).stale).toContain('paid_once');
  });

  it.each([
    ['CHECK (((sent_by IS NULL) = (sent_at IS NULL)))', true],
    ['CHECK (((a IS NULL) OR ("position" IS NOT NULL))) NOT VALID', true],
    ["CHECK (((state = 'paid'::text) = (paid_on IS NOT NULL)))", false],
    ['CHECK (((seed IS NULL) OR (chosen <= listed)))', false],
    ['CHECK (((given IS NULL) OR is_anonymous))', false],
    ['CHECK ((a = b))', false],
  ])('is excused for emptiness only where nothing else is asked: %s', (definition, isExcused) => {
    const rule: KeptRule = { code: '23514', name: 'whole', constraint: 'whole', definition };
    expect(judgeRules([rule], NO_RULES, []).silent).toHaveLength(isExcused ? 0 : 1);
  });
});
