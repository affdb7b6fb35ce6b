import type { MeetingVote } from '../../../api/identification/meetings.js';

export interface VoteEntry {
  readonly votesFor?: number | null;
  readonly votesAgainst?: number | null;
  readonly abstained?: number | null;
}

export type VoteEntries = Readonly<Record<string, VoteEntry | undefined>>;

export const sumOfVotes = ({ votesFor, votesAgainst, abstained }: VoteEntry): number =>
  (votesFor ?? 0) + (votesAgainst ?? 0) + (abstained ?? 0);

const isEntered = (entry: VoteEntry | undefined): entry is VoteEntry =>
  entry !== undefined && [entry.votesFor, entry.votesAgainst, entry.abstained].some((votes) => votes !== undefined && votes !== null);

/** Households that were voted on; a line that was left empty was not. */
export function votesOf(entries: VoteEntries): MeetingVote[] {
  return Object.entries(entries).flatMap(([applicationId, entry]) =>
    isEntered(entry)
      ? [{ applicationId, votesFor: entry.votesFor ?? 0, votesAgainst: entry.votesAgainst ?? 0, abstained: entry.abstained ?? 0 }]
      : [],
  );
}

/** Every one of those present has one voice for each household. */
export const wrongSums = (votes: readonly MeetingVote[], present: number): number =>
  votes.filter((vote) => sumOfVotes(vote) !== present).length;

/** The least number that is at least the share; the server decides by the same arithmetic. */
export const leastPresent = (eligible: number, share: { numerator: number; denominator: number }): number =>
  Math.ceil((eligible * share.numerator) / share.denominator);
