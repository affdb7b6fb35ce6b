import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Principal } from '@jingzhun/auth';
import type { RefusalProblem } from '@jingzhun/domain/refusal';
import { ADVISORY_LOCKS, Clock, Database, run, sessionOf } from '@jingzhun/persistence';
import { markedTable, readTable, tableTemplate, type ReadTable, type Table, type TableColumns } from '@jingzhun/workbooks';
import { CountyPack, PolicyService, type PolicySnapshot } from '@jingzhun/policy';
import { assertFundPays } from '../budget/fund-purposes.js';
import { listedHouseholds } from '../listed-household/listed-household.js';
import { withClosedAccount } from '../payment/closed-accounts.js';
import { BENEFIT_OF } from './claim-kinds.js';
import { ClaimReports, type ClaimReport } from './claim-reports.js';
import { enteredDifferently, matched, PREMIUM_LIST, projectList, RELOCATION_LIST, type Line } from './claim-rows.js';
import type { ClaimListKind, ClaimListUpload, TakenClaims } from './claim.dto.js';
import { ClaimListRefused } from './claim.errors.js';
import { keysOnPaper, listedProducts, type ListedProduct, type ProjectFacts } from './listed-projects.js';

/** Rows of a list that were not entered, named one by one. */
const NAMED_ROWS = 500;

interface ReadList extends ReadTable<Line['row']> {
  readonly products: readonly ListedProduct[];
  /** The list again, with these beside their rows. */
  marked(problems: readonly RefusalProblem[]): Promise<Buffer>;
}

/** What was only tried. */
class Undone extends Error {
  constructor(readonly wrong: readonly RefusalProblem[]) {
    super('only tried');
  }
}

/** A department's list, taken whole or not at all; what was entered before is left alone, so that the same list again changes nothing. */
@Injectable()
export class ClaimLists {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(ClaimReports) private readonly reports: ClaimReports,
    @Inject(PolicyService) private readonly policies: PolicyService,
    @Inject(CountyPack) private readonly pack: CountyPack,
  ) {}

  /** The empty list, with what there is to choose from today. */
  async template(principal: Principal, kind: ClaimListKind): Promise<Buffer> {
    if (kind === 'project') return tableTemplate(projectList(await this.products(principal)));
    return tableTemplate(kind === 'relocation' ? RELOCATION_LIST : PREMIUM_LIST);
  }

  /** @throws ClaimListRefused with every wrong row, FundNotFound, FundOfOtherPurpose, FileRefused */
  async take(principal: Principal, upload: ClaimListUpload, content: Buffer): Promise<TakenClaims> {
    const read = await this.read(principal, upload.kind, content);
    if (read.problems.length > 0) throw new ClaimListRefused(read.problems);
    const policy = await this.policies.snapshot(this.clock.today(), this.pack.county);
    return this.database.transaction(sessionOf(principal), async (em) => {
      const outcome = await this.entered(em, principal, upload, read, { content, policy });
      if ('wrong' in outcome) throw new ClaimListRefused(outcome.wrong);
      return outcome;
    });
  }

  /**
   * A list that is not taken, again with what is wrong in every row; one that would be taken comes back as it is. It is entered as it would
   * be and undone again: nothing of it is kept.
   *
   * @throws FundNotFound, FundOfOtherPurpose, FileRefused
   */
  async marked(principal: Principal, upload: ClaimListUpload, content: Buffer): Promise<Buffer> {
    const read = await this.read(principal, upload.kind, content, Infinity);
    if (read.problems.length > 0) return read.marked(read.problems);
    const policy = await this.policies.snapshot(this.clock.today(), this.pack.county);
    const wrong = await this.database
      .transaction(sessionOf(principal), async (em): Promise<readonly RefusalProblem[]> => {
        const outcome = await this.entered(em, principal, upload, read, { content, policy });
        throw new Undone('wrong' in outcome ? outcome.wrong : []);
      })
      .catch((error: unknown) => {
        if (error instanceof Undone) return error.wrong;
        throw error;
      });
    return read.marked(wrong);
  }

  private async entered(
    em: EntityManager,
    by: Principal,
    { kind, fund }: ClaimListUpload,
    { rows, products }: ReadList,
    { content, policy }: { content: Buffer; policy: PolicySnapshot },
  ): Promise<TakenClaims | { wrong: readonly RefusalProblem[] }> {
    const list = createHash('sha256').update(content).digest('hex').slice(0, 16);
    const units = new Map(products.map(({ product, unit }) => [product, unit]));
    if (fund !== undefined && kind !== 'project') await assertFundPays(em, policy, fund, [BENEFIT_OF[kind]]);
    const households = await listedHouseholds(em, rows);
    const ids = [...households.values()].map(({ id }) => id);
    // a premium does not go to the household's account, and a project has no money
    const closed = kind === 'relocation' ? await withClosedAccount(em, ids) : new Set<string>();
    const { lines, wrong } = matched(rows, households, { list, closed, units });
    if (wrong.length > 0) return { wrong };
    if (kind === 'project') await run(em, 'select pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.acceptedProjects]);
    const keys = await keysOnPaper(em, lines.map(({ report }) => report).flatMap(onPaper));
    const told = lines.map(({ line, report }, i) => ({ line, report: keys[i] ? { ...report, key: keys[i] } : report }));
    const { different, before } = await this.reports.take(
      em,
      told.map(({ report }) => report),
      { by, fundCode: fund ?? null, origin: 'list' },
    );
    if (different.length > 0)
      return { wrong: told.filter(({ report }) => different.includes(report)).map(({ line }) => enteredDifferently(line)) };
    const notEntered = told.flatMap(({ line, report }) => {
      const state = before.get(report);
      return state ? [{ row: line, state }] : [];
    });
    const taken = { rows: rows.length, entered: rows.length - notEntered.length, known: notEntered.length };
    await this.audit.record(em, {
      ...{ actor: actorOf(by), action: 'claim.take-list', result: 'success' },
      detail: { kind, ...(fund === undefined ? {} : { fund }), ...taken },
    });
    return { ...taken, notEntered: notEntered.slice(0, NAMED_ROWS) };
  }

  private async read(principal: Principal, kind: ClaimListKind, content: Buffer, mostProblems?: number): Promise<ReadList> {
    const products = kind === 'project' ? await this.products(principal) : [];
    const options = { today: this.clock.today(), ...(mostProblems === undefined ? {} : { mostProblems }) };
    const readAs = async <Columns extends TableColumns>(table: Table<Columns>) => ({
      ...(await readTable(content, table, options)),
      marked: (problems: readonly RefusalProblem[]) => markedTable(content, table, problems),
    });
    if (kind === 'project') return { ...(await readAs(projectList(products))), products };
    return kind === 'relocation' ? { ...(await readAs(RELOCATION_LIST)), products } : { ...(await readAs(PREMIUM_LIST)), products };
  }

  private products(principal: Principal): Promise<ListedProduct[]> {
    return this.database.connection(sessionOf(principal), listedProducts);
  }
}

function onPaper({ householdId, document, subject }: ClaimReport): ProjectFacts[] {
  return subject.kind === 'project' ? [{ householdId, document, product: subject.product, stage: subject.stage }] : [];
}
