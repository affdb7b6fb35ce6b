import type { PlainDate } from '@jingzhun/domain/plain-date';
import type { Uuid } from '@jingzhun/domain/uuid';
import { RULE_CODES, type RuleCode, type RuleResult } from './rule-code.js';
import { screeningBlocks, type ScreeningState } from './screening-state.js';

const state = (results: Partial<Record<RuleCode, RuleResult>>, answered: RuleCode[] = []): ScreeningState => ({
  screeningId: '01930000-0000-7000-8000-000000000000' as Uuid,
  ranAt: new Date('2016-06-15T02:00:00Z'),
  judgedOn: '2016-06-15' as PlainDate,
  ruleSetVersion: 'test',
  contentDigest: 'aa',
  results: { ...(Object.fromEntries(RULE_CODES.map((rule) => [rule, 'pass'])) as Record<RuleCode, RuleResult>), ...results },
  titles: Object.fromEntries(RULE_CODES.map((rule) => [rule, { zh: `名${rule.slice(1)}`, en: `name ${rule.slice(1)}` }])),
  answered,
});
const codes = (...given: Parameters<typeof screeningBlocks>): string[] =>
  screeningBlocks(...given).map(({ code, rules }) => [code, ...rules].join(' '));

describe('what a screening keeps from going on', () => {
  it('group appraisal needs a screening of the present content and nothing else', () => {
    expect(codes(undefined, 'aa', 'groupAppraisal')).toEqual(['screening.missing']);
    expect(codes(state({}), 'bb', 'groupAppraisal')).toEqual(['screening.outdated']);
    expect(codes(state({ V2: 'veto', V4: 'unknown' }), 'aa', 'groupAppraisal')).toEqual([]);
  });

  it('names rules as an officer knows them, never by their code', () => {
    const blocks = screeningBlocks(state({ V2: 'veto', V3: 'veto', V4: 'unknown', R1: 'strict' }), 'aa', 'townshipRecheck');
    const words = blocks.map(({ zh, en }) => `${zh} ${en}`);
    expect(words[0]).toContain('“名2”、“名3”');
    expect(words[0]).toContain('“name 2”, “name 3”');
    expect(words[1]).toContain('“名4”');
    expect(words[2]).toContain('“name 1”');
    expect(words.join('')).not.toMatch(/[VR]\d/);
  });

  it('the township needs every rule decided, no veto, and a reason for each strict review', () => {
    expect(codes(state({}), 'aa', 'townshipRecheck')).toEqual([]);
    expect(codes(state({ V4: 'unknown', V6: 'unknown' }), 'aa', 'townshipRecheck')).toEqual(['screening.unknown V4 V6']);
    expect(codes(state({ V2: 'veto', R1: 'strict' }, ['R1']), 'aa', 'townshipRecheck')).toEqual(['screening.veto V2']);
    expect(codes(state({ R1: 'strict', R3: 'strict' }, ['R3']), 'aa', 'townshipRecheck')).toEqual(['screening.strict-unanswered R1']);
    expect(codes(state({}), 'bb', 'townshipRecheck')).toEqual(['screening.outdated']);
  });
});
