import { compileJudge } from '../../apps/identification/src/screening/rules/judge.js';
import { REGISTER_KINDS } from '../../apps/identification/src/screening/rules/register-kind.js';
import type { Subject } from '../../apps/identification/src/screening/rules/subject.js';
import { CITY } from './import/city-rows.js';
import { interleave, ratios } from './interleave.js';
import type { Benchmark } from './main.js';
import { resultOf } from './result.js';
import { householdsInMemory } from './screening/households-in-memory.js';
import { plainOutcomes } from './screening/plain-rules.js';
import { rulesEngine } from './screening/rules-engine.js';
import { freshRegister, JUDGED_ON, twentyRules } from './screening/twenty-rules.js';

/** The peer needs minutes for the city: it judges these, and its time is scaled. */
const PEER_HOUSEHOLDS = 600;
/** One pass over the city takes some milliseconds: too little to time alone. */
const PASSES = 4;

const screeningRules: Benchmark = {
  name: 'Screening: twenty rules with explanations, in memory',
  async run({ rounds }) {
    const ruleSet = twentyRules();
    const households = householdsInMemory(CITY.households);
    const judge = compileJudge({
      ruleSet,
      judgedOn: JUDGED_ON,
      registers: Object.fromEntries(REGISTER_KINDS.map((kind) => [kind, freshRegister(kind)])),
    });
    const engine = rulesEngine(ruleSet, JUDGED_ON);
    await assertSame(households, judge.outcomes, (one) => plainOutcomes(ruleSet, one, JUDGED_ON), engine);
    let kept = 0;
    const plain = 'data-driven plain JavaScript with explanations';
    const peer = 'json-rules-engine';
    const timings = await interleave(
      [
        {
          name: plain,
          run: async () => timed(PASSES, () => households.forEach((one) => (kept += plainOutcomes(ruleSet, one, JUDGED_ON).length))),
        },
        { name: 'ours', run: async () => timed(PASSES, () => households.forEach((one) => (kept += judge.outcomes(one).length))) },
        {
          name: peer,
          run: async () => {
            const started = performance.now();
            for (const one of households.slice(0, PEER_HOUSEHOLDS)) kept += (await engine(one)).length;
            return { seconds: ((performance.now() - started) / 1000) * (households.length / PEER_HOUSEHOLDS) };
          },
        },
      ],
      rounds,
    );
    if (kept === 0) throw new Error('nothing was judged');
    return [
      resultOf('screening: 20 rules with explanations, 25,323 households', plain, ratios(timings, plain, 'ours'), 0.8),
      resultOf('screening: 20 rules with explanations, 25,323 households', peer, ratios(timings, peer, 'ours'), 40),
    ];
  },
};
export default screeningRules;

function timed(passes: number, pass: () => void): { seconds: number } {
  const started = performance.now();
  for (let i = 0; i < passes; i += 1) pass();
  return { seconds: (performance.now() - started) / 1000 / passes };
}

/** Who does not judge the same is not compared. */
async function assertSame(
  households: readonly Subject[],
  ours: (one: Subject) => ReturnType<typeof plainOutcomes>,
  plain: (one: Subject) => ReturnType<typeof plainOutcomes>,
  engine: (one: Subject) => Promise<string[]>,
): Promise<void> {
  for (const [n, one] of households.entries()) {
    const [a, b] = [ours(one), plain(one)];
    if (JSON.stringify(a.map(comparable)) !== JSON.stringify(b.map(comparable))) throw new Error(`household ${n} is judged differently`);
    // without confirmed exceptions and several facts of one kind, what applies is what the engine fires
    if (n < PEER_HOUSEHOLDS && one.facts.length < 2) {
      const applies = a.filter(({ hits }) => hits.length > 0).map(({ rule }) => rule);
      if (JSON.stringify(applies) !== JSON.stringify((await engine(one)).sort((x, y) => order(a, x) - order(a, y))))
        throw new Error(`household ${n}: the engine fires something else`);
    }
  }
}

const order = (outcomes: readonly { rule: string }[], code: string): number => outcomes.findIndex(({ rule }) => rule === code);
const comparable = ({ rule, result, hits, signs, excepted, waitsFor, lacking, confirmation }: ReturnType<typeof plainOutcomes>[number]) => [
  rule,
  result,
  hits.map(({ mark }) => mark),
  signs.map(({ mark }) => mark),
  excepted.map(({ fact, by }) => [fact.mark, by]),
  waitsFor,
  lacking,
  confirmation?.id ?? null,
];
