import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
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

/**
 * What hangs in all departments. Keeps the last list of each, also over a restart, for when one of them is down. What was taken down
 * leaves memory and file by itself: whether anybody reads or not, a list that holds a name is asked for anew, and what has ended goes
 * also while its department is silent.
 */
@Injectable()
export class NoticeBoard implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('NoticeBoard');
  private readonly known = new Map<Owner, Known>();
  private readonly asking = new Map<Owner, Promise<boolean>>();
  private readonly folder: string;
  private readonly stopListening: (() => void)[] = [];
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<unknown> = Promise.resolve();

  constructor(
    @Inject(DepartmentClient) private readonly client: DepartmentClient,
    @Inject(GATEWAY_CONFIG) config: GatewayConfig,
    @Inject(MACHINE_TIME) private readonly machine: Clock,
    @Inject(Clock) private readonly clock: Clock,
  ) {
    this.folder = path.join(config.data, 'gateway', 'notice-board');
    mkdirSync(this.folder, { recursive: true });
    this.forgetFormerDepartments();
    for (const department of client.departments) this.remember(department);
  }

  onApplicationBootstrap(): void {
    const look = (): void => {
      this.looking = this.looking.then(() => Promise.all(this.client.departments.map((department) => this.forget(department))));
    };
    look();
    this.timer = setInterval(look, FRESH_MS);
    this.timer.unref();
    this.stopListening.push(this.machine.whenAdvanced(look), this.clock.whenAdvanced(look));
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    for (const stop of this.stopListening) stop();
    await this.looking;
  }

  /** Waits for the look that is under way. */
  async idle(): Promise<void> {
    await this.looking;
  }

  all(): Promise<DepartmentNotices[]> {
    return Promise.all(this.client.departments.map((department) => this.of(department)));
  }

  private async of(department: Owner): Promise<DepartmentNotices> {
    const known = this.known.get(department);
    if (known && this.isFresh(known)) return { department, items: known.items };
    const answered = await this.refresh(department);
    const now = this.known.get(department);
    if (answered && now) return { department, items: now.items };
    return { department, items: now?.items ?? [], lastKnown: now ? new Date(now.at) : null };
  }

  private isFresh({ at }: Known): boolean {
    return this.machine.now().getTime() - at < FRESH_MS;
  }

  private async forget(department: Owner): Promise<void> {
    const known = this.known.get(department);
    if (!known || known.items.length === 0) return;
    if (!this.isFresh(known) && (await this.refresh(department))) return;
    const items = known.items.filter(({ lastDay }) => lastDay >= this.clock.today());
    if (items.length === known.items.length || this.known.get(department) !== known) return;
    this.known.set(department, { ...known, items });
    await this.keep(department, { ...known, items });
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

  /** Nobody would ask again for the list of a department that is no longer part of this place. */
  private forgetFormerDepartments(): void {
    const present = new Set(this.client.departments.map((department) => `${department}.json`));
    for (const file of readdirSync(this.folder)) if (!present.has(file)) rmSync(path.join(this.folder, file), { force: true });
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
