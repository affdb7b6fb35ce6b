import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import chromium from '@sparticuz/chromium';
import { chromium as playwright, type BrowserContext, type Page } from 'playwright-core';
import { browserArguments, PHONE } from './browser.js';

/** A phone: a browser with a profile of its own that survives the death of the browser. */
export class Phone {
  private context: BrowserContext | undefined;
  page!: Page;

  private constructor(
    readonly profile: string,
    private readonly address: string,
  ) {}

  static async open(address: string): Promise<Phone> {
    const phone = new Phone(await mkdtemp(path.join(tmpdir(), 'jingzhun-phone-')), address);
    await phone.start();
    return phone;
  }

  async start({ offline = false } = {}): Promise<void> {
    this.context = await playwright.launchPersistentContext(this.profile, {
      executablePath: await chromium.executablePath(),
      args: browserArguments(),
      headless: true,
      baseURL: this.address,
      viewport: PHONE,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      reducedMotion: 'reduce',
      offline,
    });
    this.context.setDefaultTimeout(20_000);
    this.page = this.context.pages()[0] ?? (await this.context.newPage());
  }

  async signal(isThere: boolean): Promise<void> {
    await this.context?.setOffline(!isThere);
  }

  /** `kill -9` of the whole browser: nothing is asked, nothing is saved. */
  async crash(): Promise<void> {
    const gone = new Promise((resolve) => this.context?.once('close', resolve));
    for (const pid of await this.processes()) process.kill(pid, 'SIGKILL');
    await gone;
    // the lock names the dead process; a phone has none
    for (const file of ['SingletonLock', 'SingletonCookie', 'SingletonSocket']) await rm(path.join(this.profile, file), { force: true });
  }

  async switchOff(): Promise<void> {
    await this.context?.close();
  }

  async throwAway(): Promise<void> {
    await this.context?.close().catch(() => undefined);
    await rm(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }

  private async processes(): Promise<number[]> {
    const found: number[] = [];
    for (const entry of await readdir('/proc')) {
      if (!/^\d+$/.test(entry)) continue;
      const command = await readFile(`/proc/${entry}/cmdline`, 'utf8').catch(() => '');
      if (command.includes(`--user-data-dir=${this.profile}`)) found.push(Number(entry));
    }
    return found;
  }
}
