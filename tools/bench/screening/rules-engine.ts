import { Engine } from 'json-rules-engine';
import type { RuleSet } from '../../../apps/identification/src/screening/rules/rule-set.js';
import type { Subject } from '../../../apps/identification/src/screening/rules/subject.js';
import { matches } from './plain-rules.js';

interface Asked {
  matching: Parameters<typeof matches>[0];
  on: string;
}

/** The peer: one rule of json-rules-engine for each of ours that says whether it applies by what the registers say. */
export function rulesEngine(ruleSet: RuleSet, on: string): (subject: Subject) => Promise<string[]> {
  const engine = new Engine([], { allowUndefinedFacts: true });
  engine.addOperator('holds', (facts: Subject['facts'], { matching }: Asked) => facts.some((fact) => matches(matching, fact, on)));
  engine.addOperator('holdsNot', (facts: Subject['facts'], { matching }: Asked) => !facts.some((fact) => matches(matching, fact, on)));
  for (const rule of ruleSet.rules) {
    const hits = rule.hits.map((matching) => ({ fact: 'facts', operator: 'holds', value: { matching, on } }));
    const exceptions = rule.exceptions
      .filter(({ ifHousehold }) => ifHousehold === null)
      .map((matching) => ({ fact: 'facts', operator: 'holdsNot', value: { matching, on } }));
    engine.addRule({
      conditions: { all: [{ any: hits.length > 0 ? hits : [{ fact: 'never', operator: 'equal', value: true }] }, ...exceptions] },
      event: { type: rule.code, params: { expected: rule.text.en } },
    });
  }
  return async ({ facts }) => {
    const { events } = await engine.run({ facts, never: false });
    return events.map(({ type }) => type);
  };
}
