export const useFindings = ['asAgreed', 'notAsAgreed', 'notSeen'] as const;
export type UseFinding = (typeof useFindings)[number];
export const loanDocumentKinds = ['contract', 'useEvidence', 'photo'] as const;
export type LoanDocumentKind = (typeof loanDocumentKinds)[number];

/** What the money was used for, and the papers of the loan. */
export interface LoanUse {
  readonly dueOn: string | null;
  readonly isDue: boolean;
  readonly isMisused: boolean;
  readonly mayCheck: boolean;
  readonly mayAdd: boolean;
  readonly mayDecide: 'found' | 'putRight' | null;
  readonly checks: readonly {
    readonly id: string;
    readonly on: string;
    readonly finding: UseFinding;
    readonly remark: string;
    readonly byName: string;
    readonly attachmentIds: readonly string[];
  }[];
  readonly documents: readonly {
    readonly attachmentId: string;
    readonly kind: LoanDocumentKind;
    readonly byName: string;
    readonly at: string;
  }[];
  readonly decisions: readonly {
    readonly what: 'found' | 'putRight';
    readonly on: string;
    readonly reason: string;
    readonly byName: string;
  }[];
}
