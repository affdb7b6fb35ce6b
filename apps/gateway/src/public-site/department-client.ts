import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { PublicCertificate } from '@jingzhun/domain/payment-certificate';
import { ObjectionStatus, PublicNotice, PublicNoticeList, Receipt, type PublicNoticeSummary } from '@jingzhun/notices/public';
import type { Language } from '@jingzhun/service-shell';
import { GATEWAY_CONFIG, OWNERS, type GatewayConfig, type Owner } from '../config.js';

const ANSWER_MS = 5_000;
const LIST_MS = 1_500;
/** Pages of a list; a county has fewer notices than this at a time. */
const MOST_PAGES = 50;

/** What a department refuses, in the reader's language. */
const Refused = z.object({ title: z.string(), detail: z.string(), next: z.string().default(''), code: z.string().default('') });
export type Refused = z.infer<typeof Refused>;

export type Answered<T> = { kind: 'answer'; body: T } | { kind: 'refused'; status: number; refusal: Refused } | { kind: 'down' };

/** Asks the departments for what everybody may know. What they answer is checked against the contract before it is shown. */
@Injectable()
export class DepartmentClient {
  constructor(@Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig) {}

  /** The departments that are part of this place. */
  get departments(): Owner[] {
    return OWNERS.filter((owner) => this.config.services[owner] !== undefined);
  }

  has(department: string): department is Owner {
    return this.departments.some((owner) => owner === department);
  }

  /** Everything that hangs; undefined when the department does not answer; none when it posts no notices. */
  async list(department: Owner): Promise<PublicNoticeSummary[] | undefined> {
    const items: PublicNoticeSummary[] = [];
    let after = '';
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const answered = await this.ask(department, `notices${after}`, PublicNoticeList, { timeout: LIST_MS });
      if (answered.kind === 'down') return undefined;
      if (answered.kind === 'refused') return answered.status === 404 ? [] : undefined;
      items.push(...answered.body.items);
      if (answered.body.nextAfter === null) break;
      after = `?after=${answered.body.nextAfter}`;
    }
    return items;
  }

  notice(department: Owner, id: string, language: Language): Promise<Answered<PublicNotice>> {
    return this.ask(department, `notices/${id}`, PublicNotice, { language });
  }

  object(department: Owner, id: string, objection: object, language: Language): Promise<Answered<Receipt>> {
    return this.ask(department, `notices/${id}/objections`, Receipt, { body: objection, language });
  }

  status(department: Owner, receipt: object, language: Language): Promise<Answered<ObjectionStatus>> {
    return this.ask(department, 'objections/status', ObjectionStatus, { body: receipt, language });
  }

  certificate(department: Owner, code: string, language: Language): Promise<Answered<PublicCertificate>> {
    return this.ask(department, `payment-certificates/${code}`, PublicCertificate, { language });
  }

  async pdf(department: Owner, id: string, language: Language, origin: string): Promise<Answered<Buffer>> {
    try {
      const response = await fetch(this.address(department, `notices/${id}/pdf?lang=${language}`), {
        headers: { 'Accept-Language': language, 'X-Jingzhun-Origin': origin },
        signal: AbortSignal.timeout(60_000),
      });
      if (response.ok) return { kind: 'answer', body: Buffer.from(await response.arrayBuffer()) };
      return { kind: 'refused', status: response.status, refusal: Refused.parse(await response.json()) };
    } catch {
      return { kind: 'down' };
    }
  }

  private async ask<T>(
    department: Owner,
    path: string,
    schema: z.ZodType<T>,
    { body, language = 'zh', timeout = ANSWER_MS }: { body?: object; language?: Language; timeout?: number },
  ): Promise<Answered<T>> {
    try {
      const response = await fetch(this.address(department, path), {
        method: body ? 'POST' : 'GET',
        headers: { 'Accept-Language': language, ...(body && { 'Content-Type': 'application/json' }) },
        ...(body && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(timeout),
      });
      const answer: unknown = await response.json();
      if (response.ok) return { kind: 'answer', body: schema.parse(answer) };
      if (response.status >= 500) return { kind: 'down' };
      return { kind: 'refused', status: response.status, refusal: Refused.parse(answer) };
    } catch {
      // silent, too slow, or not what the contract says: for a reader it is all the same
      return { kind: 'down' };
    }
  }

  private address(department: Owner, path: string): string {
    return `${this.config.services[department]}/api/${department}/v1/public/${path}`;
  }
}
