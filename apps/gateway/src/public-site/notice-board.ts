import { mkdirSync, readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { z } from 'zod';
import { Clock } from '@jingzhun/persistence';
import { PublicNoticeSummary } from '@jingzhun/notices/public';
import { GATEWAY_CONFIG, type GatewayConfig, type Owner } from '../config.js';
import { MACHINE_TIME } from '../machine-time.js';
import { DepartmentClient } from './department-client.js';

/** A list is asked for anew after this long; a village that reads does not ask its department each time. */
const FRESH_MS = 15_000;

const Known = z.object({ items: z.array(PublicNoticeSummary), at: z.number() });
type Known = z.infer<typeof Known>;

/** The notices of one department as the board shows them. */
export interface DepartmentNotices {
  readonly department: Owner;
  readonly items: readonly PublicNoticeSummary[];
  /** Set while the department does not answer: when the list was last known; null: never. */
  readonly lastKnown?: Date | null;
}

/** What hangs in all departments. Keeps the last list of each, also over a restart, for when one of them is down. */
@Injectable()
export class NoticeBoard {
  private readonly log = new Logger('NoticeBoard');
  private readonly known = new Map<Owner, Known>();
  private readonly asking = new Map<Owner, Promise<boolean>>();
  private readonly folder: string;

  constructor(
    @Inject(DepartmentClient) private readonly client: DepartmentClient,
    @Inject(GATEWAY_CONFIG) config: GatewayConfig,
    @Inject(MACHINE_TIME) private readonly machine: Clock,
  ) {
    this.folder = path.join(config.data, 'gateway', 'notice-board');
    mkdirSync(this.folder, { recursive: true });
    for (const department of client.departments) this.remember(department);
  }

  all(): Promise<DepartmentNotices[]> {
    return Promise.all(this.client.departments.map((department) => this.of(department)));
  }

  private async of(department: Owner): Promise<DepartmentNotices> {
    const known = this.known.get(department);
    if (known && this.machine.now().getTime() - known.at < FRESH_MS) return { department, items: known.items };
    const answered = await this.refresh(department);
    const now = this.known.get(department);
    if (answered && now) return { department, items: now.items };
    return { department, items: now?.items ?? [], lastKnown: now ? new Date(now.at) : null };
  }

  /** One question at a time a department, however many readers wait for it. */
  private refresh(department: Owner): Promise<boolean> {
    const running = this.asking.get(department) ?? this.ask(department).finally(() => this.asking.delete(department));
    this.asking.set(department, running);
    return running;
  }

  private async ask(department: Owner): Promise<boolean> {
    const items = await this.client.list(department);
    if (!items) return false;
    const known: Known = { items, at: this.machine.now().getTime() };
    this.known.set(department, known);
    await this.keep(department, known);
    return true;
  }

  private async keep(department: Owner, known: Known): Promise<void> {
    const file = path.join(this.folder, `${department}.json`);
    try {
      await writeFile(`${file}.new`, JSON.stringify(known), { mode: 0o600 });
      await rename(`${file}.new`, file);
    } catch (error) {
      // the board works from memory; only a restart while the department is down would show less
      this.log.warn(`the list of ${department} was not kept: ${(error as NodeJS.ErrnoException).code ?? 'unknown'}`);
    }
  }

  private remember(department: Owner): void {
    try {
      const known = Known.parse(JSON.parse(readFileSync(path.join(this.folder, `${department}.json`), 'utf8')));
      this.known.set(department, { ...known, at: Math.min(known.at, this.machine.now().getTime() - FRESH_MS) });
    } catch {
      // none yet, or one of an older release
    }
  }
}
