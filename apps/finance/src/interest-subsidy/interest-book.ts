import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Principal } from '@jingzhun/auth';
import { Clock, run } from '@jingzhun/persistence';
import { Ledger } from '../ledger/ledger.js';
import { pair, type NewLedgerAccount, type Posting, type PostingLine } from '../ledger/posting.js';

/** A line of a claim is what is owed, committed and booked. */
export const INTEREST_CAUSE = 'interest-claim-line';

/** What households have had too much, and against it what the county will take back by paying less: no fund has more money by either. */
export const OVERPAID = 'receivable/interest-subsidy';
export const TO_TAKE_BACK = 'interest-subsidy-to-take-back';

const ACCOUNTS: readonly NewLedgerAccount[] = [
  { code: OVERPAID, kind: 'asset', nameZh: '应收多付贴息', nameEn: 'interest subsidy paid too much' },
  { code: TO_TAKE_BACK, kind: 'equity', nameZh: '待抵扣多付贴息', nameEn: 'interest subsidy to be taken back' },
];

interface BookedLine {
  readonly id: string;
  readonly villageCode: string;
  readonly householdId: string;
  readonly cutFen: number;
}

/** The entries of corrected interest subsidies: too much when it is found, set off when less is paid, and back again when that ends. */
@Injectable()
export class InterestBook {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Ledger) private readonly ledger: Ledger,
  ) {}

  async overpaid(em: EntityManager, by: Principal, lines: readonly BookedLine[]): Promise<void> {
    await this.post(
      em,
      by,
      lines
        .filter(({ cutFen }) => cutFen > 0)
        .map((line) => this.entry('overpayment', '贴息更正：多付', line, pair(OVERPAID, TO_TAKE_BACK, line.cutFen, placeOf(line)))),
    );
  }

  /** @param taken by line */
  async setOff(em: EntityManager, by: Principal, lines: readonly BookedLine[], taken: ReadonlyMap<string, number>): Promise<void> {
    await this.post(
      em,
      by,
      lines.flatMap((line) => {
        const fen = taken.get(line.id) ?? 0;
        return fen > 0 ? [this.entry('set-off', '贴息抵扣以前多付', line, pair(TO_TAKE_BACK, OVERPAID, fen, placeOf(line)))] : [];
      }),
    );
  }

  /** What the lines were booked with, the other way round: they are given up. */
  async end(em: EntityManager, by: Principal, lineIds: readonly string[]): Promise<void> {
    const entries = await run<{ id: string }>(
      em,
      `select id from ledger_entry where cause_type = $1 and cause_id = any ($2::uuid[]) and kind in ('overpayment', 'set-off') order by number`,
      [INTEREST_CAUSE, lineIds],
    );
    await this.ledger.reverseMany(
      em,
      entries.map(({ id }) => ({ entryId: id, on: this.clock.today(), text: '停止发放，冲销贴息更正' })),
      by,
    );
  }

  /** The household paid it back. */
  async repaid(
    em: EntityManager,
    by: Principal,
    of: { id: string; on: Posting['on']; amountFen: number; villageCode: string; householdId: string },
  ): Promise<void> {
    await this.post(em, by, [
      {
        ...{ on: of.on, kind: 'repayment', cause: { type: 'interest-repayment', id: of.id }, text: '农户退回多付贴息' },
        lines: pair(TO_TAKE_BACK, OVERPAID, of.amountFen, placeOf(of)),
      },
    ]);
  }

  /** It had not: the opposite of that entry, today. */
  async repaidByMistake(em: EntityManager, by: Principal, id: string): Promise<void> {
    const [entry] = await run<{ id: string }>(
      em,
      `select id from ledger_entry where cause_type = 'interest-repayment' and cause_id = $1::uuid and kind = 'repayment'`,
      [id],
    );
    await this.ledger.reverse(em, (entry as { id: string }).id, { on: this.clock.today(), text: '冲销误登的退回贴息' }, by);
  }

  private async post(em: EntityManager, by: Principal, postings: readonly Posting[]): Promise<void> {
    if (postings.length === 0) return;
    await this.ledger.open(em, ACCOUNTS);
    await this.ledger.postMany(em, postings, by);
  }

  private entry(kind: string, text: string, { id }: BookedLine, lines: readonly PostingLine[]): Posting {
    return { on: this.clock.today(), kind, cause: { type: INTEREST_CAUSE, id }, text, lines };
  }
}

const placeOf = ({ villageCode, householdId }: { villageCode: string; householdId: string }) => ({ placeCode: villageCode, householdId });
