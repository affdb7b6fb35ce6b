import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { ADVISORY_LOCKS, Clock, Database, run, sessionOf } from '@jingzhun/persistence';
import { readTable, tableTemplate, type ReadTable } from '@jingzhun/workbooks';
import { PolicyService } from '@jingzhun/policy';
import { assertFundPays } from '../budget/fund-purposes.js';
import { CountyPack } from '../county-pack.js';
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
  async take(principal: Principal, { kind, fund }: ClaimListUpload, content: Buffer): Promise<TakenClaims> {
    const products = kind === 'project' ? await this.products(principal) : [];
    const policy = await this.policies.snapshot(this.clock.today(), this.pack.county);
    const { rows, problems } = await this.read(kind, products, content);
    if (problems.length > 0) throw new ClaimListRefused(problems);
    const list = createHash('sha256').update(content).digest('hex').slice(0, 16);
    const units = new Map(products.map(({ product, unit }) => [product, unit]));
    return this.database.transaction(sessionOf(principal), async (em) => {
      if (fund !== undefined && kind !== 'project') await assertFundPays(em, policy, fund, [BENEFIT_OF[kind]]);
      const households = await listedHouseholds(em, rows);
      const ids = [...households.values()].map(({ id }) => id);
      // a premium does not go to the household's account, and a project has no money
      const closed = kind === 'relocation' ? await withClosedAccount(em, ids) : new Set<string>();
      const { lines, wrong } = matched(rows, households, { list, closed, units });
      if (wrong.length > 0) throw new ClaimListRefused(wrong);
      if (kind === 'project') await run(em, 'select pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.acceptedProjects]);
      const keys = await keysOnPaper(em, lines.map(({ report }) => report).flatMap(onPaper));
      const told = lines.map(({ line, report }, i) => ({ line, report: keys[i] ? { ...report, key: keys[i] } : report }));
      const { different, before } = await this.reports.take(
        em,
        told.map(({ report }) => report),
        { by: principal, fundCode: fund ?? null, origin: 'list' },
      );
      if (different.length > 0)
        throw new ClaimListRefused(told.filter(({ report }) => different.includes(report)).map(({ line }) => enteredDifferently(line)));
      const notEntered = told.flatMap(({ line, report }) => {
        const state = before.get(report);
        return state ? [{ row: line, state }] : [];
      });
      const taken = { rows: rows.length, entered: rows.length - notEntered.length, known: notEntered.length };
      await this.audit.record(em, {
        ...{ actor: actorOf(principal), action: 'claim.take-list', result: 'success' },
        detail: { kind, ...(fund === undefined ? {} : { fund }), ...taken },
      });
      return { ...taken, notEntered: notEntered.slice(0, NAMED_ROWS) };
    });
  }

  private read(kind: ClaimListKind, products: readonly ListedProduct[], content: Buffer): Promise<ReadTable<Line['row']>> {
    const today = { today: this.clock.today() };
    if (kind === 'project') return readTable(content, projectList(products), today);
    return kind === 'relocation' ? readTable(content, RELOCATION_LIST, today) : readTable(content, PREMIUM_LIST, today);
  }

  private products(principal: Principal): Promise<ListedProduct[]> {
    return this.database.connection(sessionOf(principal), listedProducts);
  }
}

function onPaper({ householdId, document, subject }: ClaimReport): ProjectFacts[] {
  return subject.kind === 'project' ? [{ householdId, document, product: subject.product, stage: subject.stage }] : [];
}
