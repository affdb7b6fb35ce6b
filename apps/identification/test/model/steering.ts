import type { PlainDate } from '@jingzhun/domain/plain-date';
import { isOpen, orderOf, RETURN_TARGETS, type CaseState, type CaseStep } from '../../src/application/lifecycle/case-state.js';
import { NotPossible, type Actor, type Command } from '../../src/application/lifecycle/decide.js';
import type { OfficeName, Transition } from '../../src/application/lifecycle/lifecycle.js';
import { CaseWorld, type Circumstances } from './case-world.js';

/** What has to happen at a state before its step, the step, and whose it is. */
export const NEXT: Partial<Record<CaseState, [happens: string[], step: CaseStep, level: Actor['level']]>> = {
  draft: [['complete-content', 'papers'], 'submit', 'village'],
  applied: [['meeting'], 'appraise', 'village'],
  groupAppraised: [[], 'postGroupNotice', 'village'],
  groupNoticePosted: [['photo', 'photo', 'dismiss'], 'closeGroupNotice', 'village'],
  groupNoticeClosed: [['meeting'], 'review', 'village'],
  assemblyPassed: [[], 'postVillageNotice', 'village'],
  villageNoticePosted: [['photo', 'photo', 'dismiss'], 'closeVillageNotice', 'village'],
  villageNoticeClosed: [['sample', 'visit', 'verdict'], 'recheck', 'township'],
  townshipChecked: [['sample', 'visit'], 'examine', 'county'],
  countyExamined: [[], 'announce', 'village'],
  announced: [['photo', 'photo', 'dismiss'], 'complete', 'township'],
};

/** Numbers for which everything that happens goes well, and for which a meeting loses its vote with everybody there. */
const WELL = 23;
const LOST = 25;

const WHO: Record<OfficeName, Actor> = {
  clerk: CaseWorld.person(0, 'village'),
  meeting: CaseWorld.person(0, 'village'),
  poster: CaseWorld.person(0, 'village'),
  township: CaseWorld.person(7, 'township'),
  county: CaseWorld.person(8, 'county'),
};
const RECHECKER = CaseWorld.person(1, 'township');

/** The circumstances under which a way can be taken at all. */
export function towards(way: Transition, given: Circumstances, n: number): Circumstances {
  const kind = way.kinds?.[n % way.kinds.length] ?? given.kind;
  const passesCounty = [way.from, way.to].includes('countyExamined');
  const skipsCounty = way.from === 'townshipChecked' && way.to === 'announced';
  return { ...given, kind, ...(passesCounty ? { countyStep: true } : skipsCounty ? { countyStep: false } : {}) };
}

/** Takes a case where the way begins, and then the way. @returns whether it was taken */
export function steer(world: CaseWorld, way: Transition): boolean {
  const before = world.history.length;
  if (way.step === 'upholdObjection' && orderOf(way.from) < orderOf('groupNoticePosted')) {
    if (!goTo(world, 'groupNoticePosted')) return false;
    world.attempt({ step: 'return', to: way.from }, WHO.township);
  }
  if (!goTo(world, way.from)) return false;
  take(world, way);
  return world.history.slice(before).some((taken) => taken.way === way);
}

function goTo(world: CaseWorld, goal: CaseState): boolean {
  for (let tries = 0; world.state !== goal && tries < 60; tries += 1) {
    if (!isOpen(world.state) || orderOf(world.state) > orderOf(goal)) return false;
    forward(world);
  }
  return world.state === goal;
}

/** One step of a case that meets no obstacle; where a notice hangs, its days pass first. */
function forward(world: CaseWorld): void {
  const [happens, step, level] = NEXT[world.state] ?? [[], 'submit', 'village'];
  for (const what of happens) world.happen(what, WELL);
  const skipsCounty = world.state === 'townshipChecked' && world.facts().countyStep === false;
  const by = step === 'recheck' ? RECHECKER : step === 'complete' ? WHO.township : CaseWorld.person(0, level);
  const { notice } = world.facts();
  if (notice) passBeyond(world, notice.lastDay);
  world.attempt({ step: skipsCounty ? 'announce' : step }, skipsCounty ? WHO.poster : by);
}

const passBeyond = (world: CaseWorld, day: PlainDate): void => {
  for (let days = 0; world.today <= day && days < 60; days += 1) world.pass(1);
};

function take(world: CaseWorld, way: Transition): void {
  const { step, from, to, office, outcome } = way;
  if (step === 'upholdObjection') return uphold(world, to);
  const command: Command = {
    step,
    ...(step === 'return' ? { to } : {}),
    ...(outcome === 'material' || outcome === 'contact' ? { outcome } : {}),
  };
  for (const what of outcome === 'failed' || step === 'withdraw' ? [] : (NEXT[from]?.[0] ?? [])) world.happen(what, WELL);
  if (outcome === 'failed') world.happen('meeting', LOST);
  if (step === 'withdraw') world.happen('papers', WELL);
  if (step === 'signForm') world.attempt({ step: 'correct', outcome: 'contact' }, WHO.clerk);
  if (from === to && ['postGroupNotice', 'postVillageNotice', 'announce'].includes(step)) world.happen('take-down', 4);
  const { notice } = world.facts();
  if (notice && ['closeGroupNotice', 'closeVillageNotice', 'complete'].includes(step)) passBeyond(world, notice.lastDay);
  const answer = world.attempt(command, step === 'recheck' ? RECHECKER : WHO[office]);
  if (answer instanceof NotPossible && process.env['STEERING']) console.log(step, from, to, String(answer));
}

/** An objection to the notice that hangs, or on paper to one that is over; what its decision says is done. */
function uphold(world: CaseWorld, to: CaseState): void {
  world.happen('object', 15);
  const goals: CaseState[] = [...RETURN_TARGETS.filter((target) => orderOf(target) < orderOf(world.state)), 'rejected'];
  world.happen('uphold', goals.indexOf(to));
}
