import type { JsonValue } from '@jingzhun/evidence';
import { DivisionCode } from '@jingzhun/domain/division-code';
import { CaseKinds, CaseStates, CaseSteps, type CaseStep } from '../lifecycle/case-state.js';
import type { Transition } from '../lifecycle/lifecycle.js';
import type { ApplicationEntity } from '../case/application.entity.js';
import type { ReadFacts } from './read-facts.js';

/** One case of a step, read and decided. */
export interface DecidedCase {
  application: ApplicationEntity;
  read: ReadFacts;
  way: Transition;
}

/**
 * What an official signs: which cases, as they were, what they were judged by, where they go. No name of a household: the digest of its
 * content stands for it.
 */
export function officialDocument(step: CaseStep, cases: readonly DecidedCase[], reason: string | undefined): JsonValue {
  return {
    step,
    reason: reason ?? null,
    cases: cases.map(({ application, read: { facts, minutesDigest }, way }) => ({
      id: application.id,
      kind: application.kind,
      version: application.version,
      contentVersion: application.contentVersion,
      contentDigest: application.contentDigest,
      judgedDigest: application.judgedDigest,
      from: way.from,
      to: way.to,
      screening: facts.screening.state === 'present' ? facts.screening.id : null,
      meeting: facts.meeting && { ...facts.meeting, minutesDigest },
      sample: facts.sample && { id: facts.sample.id, visit: facts.sample.visit },
      notice: facts.notice && { id: facts.notice.id, postedOn: facts.notice.postedOn, lastDay: facts.notice.lastDay },
    })),
  };
}

/** What the signature says, in words. */
export function meaningOf(step: CaseStep, cases: readonly DecidedCase[]): { zh: string; en: string } {
  const words = CaseSteps.get(step);
  const goals = [...new Set(cases.map(({ way }) => way.to))].map((to) => CaseStates.get(to));
  const kinds = [...new Set(cases.map(({ application }) => application.kind))].map((kind) => CaseKinds.get(kind));
  return {
    zh: `${words.zh}：${kinds.map(({ zh }) => zh).join('、')} ${cases.length} 户，结果：${goals.map(({ zh }) => zh).join('、')}`,
    en: `${words.en}: ${kinds.map(({ en }) => en).join(', ')}, ${cases.length} household(s), result: ${goals.map(({ en }) => en).join(', ')}`,
  };
}

/** The smallest division that holds all villages. */
export function placeOf(villages: readonly string[]): DivisionCode {
  const [first = ''] = villages;
  const length = [12, 9, 6].find((digits) => villages.every((code) => code.startsWith(first.slice(0, digits)))) ?? 6;
  return DivisionCode.parse(first.slice(0, length).padEnd(12, '0'));
}
