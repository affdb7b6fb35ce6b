import fc from 'fast-check';
import { digestOf, namesOf, unanswered, type PossibleDuplicate, type Given } from './possible-duplicates.rules.js';

const [A, B, CLAIM] = ['a', 'b', 'c'] as const;
const of = namesOf('木鱼岭', '木鱼岭东丘');
const duplicate = (other: string, parts: Partial<PossibleDuplicate> = {}): PossibleDuplicate => ({
  kind: 'similarName',
  of,
  applicationId: other,
  ...parts,
});
const asking = (applicationId: string | null, claimId: string | null = null) => ({ applicationId, claimId });

describe('what may be the same', () => {
  it('is answered once for a pair, by either of the two', () => {
    const given: Given[] = [{ applicationId: B, findings: [duplicate(A)] }];
    expect(unanswered([duplicate(A)], asking(B), given)).toEqual([]);
    expect(unanswered([duplicate(B)], asking(A), given)).toEqual([]);
    expect(unanswered([duplicate(B)], asking('another'), given)).toHaveLength(1);
  });

  it('is asked again under another name, and for another product', () => {
    const given: Given[] = [
      { applicationId: B, findings: [duplicate(A), duplicate(A, { kind: 'projectApplied', of: 'vegetables 1', claimId: CLAIM })] },
    ];
    expect(unanswered([duplicate(A, { of: namesOf('木鱼岭', '木鱼岭上段') })], asking(B), given)).toHaveLength(1);
    expect(unanswered([duplicate(A, { kind: 'projectApplied', of: 'navelOrange 1', claimId: CLAIM })], asking(B), given)).toHaveLength(1);
  });

  it('of a project holds whether it waits or was applied for, and for the project when it is applied for', () => {
    const given: Given[] = [{ applicationId: B, findings: [{ kind: 'projectWaits', of: 'vegetables 1', claimId: CLAIM }] }];
    const applied: PossibleDuplicate = { kind: 'projectApplied', of: 'vegetables 1', claimId: CLAIM, applicationId: A };
    expect(unanswered([applied], asking(B), given)).toEqual([]);
    const byHand: PossibleDuplicate = { kind: 'askedByHand', of: 'vegetables 1', applicationId: B };
    expect(unanswered([byHand], asking(null, CLAIM), given)).toEqual([]);
    expect(unanswered([byHand], asking(null, 'other'), given)).toHaveLength(1);
  });

  it('has one digest whatever the order, and another one when anything is added', () => {
    const found = fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 6 }).map((ids) => ids.map((id) => duplicate(id)));
    fc.assert(
      fc.property(found, fc.uuid(), (list, more) => {
        expect(digestOf(list.toReversed())).toBe(digestOf(list));
        fc.pre(!list.some(({ applicationId }) => applicationId === more));
        expect(digestOf([...list, duplicate(more)])).not.toBe(digestOf(list));
      }),
      { numRuns: 200, seed: 198 },
    );
  });
});
