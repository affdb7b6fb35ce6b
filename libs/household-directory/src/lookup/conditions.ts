import { areaRange, type DivisionPrefix } from '@jingzhun/domain/division-code';

/** Conditions with their values, numbered as PostgreSQL wants them. Row security narrows further to the caller's own area. */
export class Conditions {
  readonly values: unknown[] = [];
  private readonly texts: string[] = [];

  /** `?` stands for each value in turn; without values to compare nothing is added. */
  add(text: string, ...values: unknown[]): this {
    if (values.some((value) => value === undefined)) return this;
    let position = 0;
    this.texts.push(text.replace(/\?/g, () => `$${this.values.push(values[position++])}`));
    return this;
  }

  area(column: string, area: DivisionPrefix | undefined): this {
    if (area === undefined) return this;
    const { from, to } = areaRange(area);
    return this.add(`${column} between ? and ?`, from, to);
  }

  get where(): string {
    return this.texts.length > 0 ? `where ${this.texts.join(' and ')}` : '';
  }
}
