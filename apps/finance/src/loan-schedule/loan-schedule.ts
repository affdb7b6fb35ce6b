import type { PlainDate } from '@jingzhun/domain/plain-date';
import { Accrual, interestDay } from './accrual.js';
import { equalInstalment } from './annuity.js';
import { civilDay, DueDays, plainDateOf, type CivilDay } from './civil-day.js';
import { changesInOrder, type Change } from './loan-changes.js';
import type { LoanEvents, LoanTerms } from './loan-terms.js';
import { divideRounded } from './rounding.js';

/** One line of a schedule. All amounts in fen; `opening + drawn − prepaid − principalDue = closing`. */
export interface ScheduleLine {
  /** 1 for the first. */
  readonly number: number;
  /** First day whose interest is in this line. */
  readonly fromDay: CivilDay;
  readonly dueDay: CivilDay;
  readonly openingFen: number;
  readonly drawnFen: number;
  readonly prepaidFen: number;
  readonly principalDueFen: number;
  /** Of this period. */
  readonly interestAccruedFen: number;
  /** What is asked for: nothing in a period of interest grace; that period's comes with the first instalment after the grace. */
  readonly interestDueFen: number;
  readonly closingFen: number;
}

/** A line as people read it. */
export interface Instalment extends Omit<ScheduleLine, 'fromDay' | 'dueDay'> {
  readonly from: PlainDate;
  readonly dueOn: PlainDate;
}

/**
 * The schedule of a loan from its terms and what has happened to it: drawings, rate changes, prepayments, extensions. Pure and exact:
 * whole fen, the interest of a period rounded once, the last instalment takes what is left, so that principal sums to what was drawn.
 *
 * A change counts from its day. On a due date the instalment comes before it. A loan that is paid back early ends with a line due on
 * that day. Source of the methods: domain.md 8.3; method, day count and rounding are terms of the loan or policy parameters.
 *
 * @throws RangeError for what cannot be: a prepayment of more than is owed, a change before the loan or after its end
 */
export function loanSchedule(terms: LoanTerms, events: LoanEvents = {}): Instalment[] {
  return scheduleLines(terms, events).map(({ fromDay, dueDay, ...line }) => ({
    ...line,
    from: plainDateOf(fromDay),
    dueOn: plainDateOf(dueDay),
  }));
}

/** Days within one line in which neither what interest is counted on nor its rate changes. */
export interface InterestPiece {
  /** Of the line. */
  readonly number: number;
  readonly fromDay: CivilDay;
  /** The first day that is not in it. */
  readonly toDay: CivilDay;
  readonly baseFen: number;
  readonly annualRatePpm: number;
}

/**
 * The same with dates as numbers, for work on many loans.
 *
 * @param pieces takes what the interest of each line is made of, for who has to divide it
 */
export function scheduleLines(terms: LoanTerms, events?: LoanEvents, pieces?: InterestPiece[]): ScheduleLine[] {
  const changes = changesInOrder(terms, events);
  const run = new LoanRun(terms, changes, pieces);
  if (changes[0]!.day < run.start) throw new RangeError('a change before the loan begins');
  const lines: ScheduleLine[] = [];
  while (!run.over) lines.push(run.nextPeriod());
  if (run.changesLeft) throw new RangeError('a change after the end of the loan');
  return lines;
}

/** Walks through the periods; the state between two due dates. */
class LoanRun {
  readonly start: CivilDay;
  over = false;
  private readonly accrual: Accrual;
  private readonly drawings: number;
  private readonly dueDays: DueDays;
  private readonly by360: boolean;
  private today: CivilDay;
  private countedTo: number;
  private number = 0;
  private periods: number;
  private ratePpm: number;
  private next = 0;
  private drawn = 0;
  private balance = 0;
  /** Flat loans pay interest on this: what was drawn less prepayments, whatever instalments have paid back. */
  private flatBase = 0;
  private deferred = 0;
  /** Principal part, or whole instalment where instalments are equal; undefined when it has to be worked out anew. */
  private part: number | undefined;

  constructor(
    private readonly terms: LoanTerms,
    private readonly changes: readonly Change[],
    private readonly pieces: InterestPiece[] | undefined,
  ) {
    this.start = civilDay(terms.drawings[0]!.on);
    this.today = this.start;
    this.dueDays = new DueDays(this.start, terms.periodMonths);
    this.by360 = terms.dayCount === '30/360';
    this.countedTo = interestDay(this.start, terms.dayCount);
    this.periods = terms.periods;
    this.ratePpm = terms.annualRatePpm;
    this.drawings = terms.drawings.length;
    this.accrual = new Accrual(terms.dayCount, terms.rounding);
  }

  get changesLeft(): boolean {
    return this.next < this.changes.length;
  }

  nextPeriod(): ScheduleLine {
    this.number += 1;
    const from = this.today;
    const due = this.dueDays.next();
    const openingFen = this.balance;
    let [drawnFen, prepaidFen] = [0, 0];
    for (let change = this.changes[this.next]; change && change.day < due && !this.over; change = this.changes[this.next]) {
      this.accrueTo(change.day, interestDay(change.day, this.terms.dayCount));
      this.apply(change);
      if (change.kind === 'draw') drawnFen += change.amountFen;
      if (change.kind === 'prepay') prepaidFen += change.amountFen;
      this.next += 1;
    }
    if (!this.over) this.accrueTo(due, this.by360 ? this.dueDays.ordinal360 : due);
    const interestAccruedFen = this.accrual.take();
    const principalDueFen = this.over ? 0 : this.principalDue(interestAccruedFen);
    this.balance -= principalDueFen;
    this.over ||= this.number >= this.periods || this.isPaidBack();
    return {
      number: this.number,
      fromDay: from,
      dueDay: this.today,
      openingFen,
      drawnFen,
      prepaidFen,
      principalDueFen,
      interestAccruedFen,
      interestDueFen: this.interestDue(interestAccruedFen),
      closingFen: this.balance,
    };
  }

  private accrueTo(day: CivilDay, counted: number): void {
    const baseFen = this.terms.method === 'flat' ? this.flatBase : this.balance;
    this.accrual.add(baseFen, this.ratePpm, counted - this.countedTo);
    this.pieces?.push({ number: this.number, fromDay: this.today, toDay: day, baseFen, annualRatePpm: this.ratePpm });
    this.today = day;
    this.countedTo = counted;
  }

  private apply(change: Change): void {
    switch (change.kind) {
      case 'rate':
        this.ratePpm = change.annualRatePpm;
        if (this.terms.method === 'equalInstalments') this.part = undefined;
        break;
      case 'extend':
        this.periods += change.addedPeriods;
        this.part = undefined;
        break;
      case 'draw':
        this.drawn += 1;
        this.balance += change.amountFen;
        this.flatBase += change.amountFen;
        this.part = undefined;
        break;
      case 'prepay':
        if (change.amountFen > this.balance) throw new RangeError('a prepayment of more than is owed');
        this.balance -= change.amountFen;
        this.flatBase -= change.amountFen;
        if (change.effect === 'smallerInstalments') this.part = undefined;
        this.over = this.isPaidBack();
        break;
    }
  }

  private isPaidBack(): boolean {
    return this.balance === 0 && this.drawn === this.drawings;
  }

  private principalDue(interestFen: number): number {
    const { method, principalGracePeriods, rounding, periodMonths } = this.terms;
    if (this.number >= this.periods) return this.balance;
    if (method === 'interestOnly' || this.number <= principalGracePeriods) return 0;
    const left = this.periods - this.number + 1;
    if (method === 'equalInstalments') {
      this.part ??= equalInstalment(this.balance, this.ratePpm, periodMonths, left, rounding);
      return Math.min(Math.max(this.part - interestFen, 0), this.balance);
    }
    this.part ??= principalPart(this.balance, left, rounding);
    return Math.min(this.part, this.balance);
  }

  private interestDue(accruedFen: number): number {
    if (!this.over && this.number <= this.terms.interestGracePeriods) {
      this.deferred += accruedFen;
      return 0;
    }
    const due = accruedFen + this.deferred;
    this.deferred = 0;
    return due;
  }
}

/** Rounded like everything else, unless the loan would then be paid back before its last instalment. */
function principalPart(balanceFen: number, instalments: number, rounding: LoanTerms['rounding']): number {
  const rounded = divideRounded(balanceFen, instalments, rounding);
  return rounded * (instalments - 1) < balanceFen ? rounded : Math.floor(balanceFen / instalments);
}
