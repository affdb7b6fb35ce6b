import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import type { City } from './city.js';
import { plantRegisters, strangersNumber, type PlantedRegister, type RegisterLine } from './planted-registers.js';
import { REGISTER_PLANS } from './register-kinds.js';
import { XlsxFile } from './xlsx-file.js';

export interface BrokenExtract {
  readonly kind: string;
  readonly file: string;
  readonly whatZh: string;
  /** The whole file is refused with it. */
  readonly failure?: string;
  /** Cells that are refused, in the order of the file. */
  readonly refusals?: readonly { readonly row: number; readonly title: string; readonly code: string }[];
}

/** One file a register, two broken ones, and `registers.json` that says what the import and the rules must make of every planted row. */
export async function writeRegisters(city: City, folder: string, asOf: PlainDate): Promise<PlantedRegister[]> {
  await mkdir(folder, { recursive: true });
  const planted = plantRegisters(city, asOf);
  for (const one of planted) await writeExtract(one, folder);
  const extracts = planted.map(({ plan, answers, expected }) => {
    const { kind, rule, file, authority } = plan;
    return { kind, rule, file, authority, asOf, expected, answers };
  });
  const broken = await writeBrokenExtracts(folder);
  await writeFile(join(folder, 'registers.json'), `${JSON.stringify({ asOf, extracts, broken }, null, 2)}\n`);
  return planted;
}

async function writeExtract({ plan, lines }: PlantedRegister, folder: string): Promise<void> {
  const { titles } = plan;
  const hasPlaces = plan.classes.some(({ place }) => place !== undefined);
  const columns: readonly (readonly [string, (line: RegisterLine) => string | number | undefined])[] = [
    [titles.name, ({ name }) => name],
    [titles.number, ({ number }) => number],
    ['出生年份', ({ birthYear }) => birthYear],
    ['行政区划代码', ({ villageCode }) => villageCode],
    [titles.class, (line) => line.class],
    ...(hasPlaces ? [['坐落区域', ({ place }: RegisterLine) => place] as const] : []),
    [titles.from, ({ from }) => from],
    ...(titles.to ? [[titles.to, () => undefined] as const] : []),
  ];
  const xlsx = new XlsxFile(join(folder, plan.file));
  const sheet = xlsx.addSheet(
    plan.file.replace(/\.xlsx$/, ''),
    columns.map(([title]) => title),
  );
  for (const line of lines) await sheet.write(columns.map(([, cell]) => cell(line)));
  await xlsx.finish();
}

/** A file without the column a rule needs, and one with a bad cell of every sort, for demonstrations of refusals. */
async function writeBrokenExtracts(folder: string): Promise<BrokenExtract[]> {
  const { titles } = REGISTER_PLANS.find(({ kind }) => kind === 'vehicle')!;
  const csv = (...rows: readonly string[][]): string => `\ufeff${rows.map((row) => row.join(',')).join('\r\n')}\r\n`;
  const missing: BrokenExtract = {
    kind: 'vehicle',
    file: '演示-缺列的登记数据.csv',
    whatZh: '没有“车辆类型”一列',
    failure: 'import.titles-missing',
  };
  await writeFile(
    join(folder, missing.file),
    csv([titles.name, titles.number, titles.from], ['钟明华', '360798198001010018', '2012-05-01']),
  );
  const cells: BrokenExtract = {
    kind: 'vehicle',
    file: '演示-有错误的登记数据.csv',
    whatZh: '号码少一位；没有号码也没有村和出生年份；注销早于登记；没有填车辆类型',
    refusals: [
      { row: 2, title: '证件号码', code: 'id-number.length' },
      { row: 3, title: '证件号码', code: 'register.nobody-named' },
      { row: 4, title: '过户(注销)日期', code: 'register.period-reversed' },
      { row: 5, title: '车船类型', code: 'cell.required' },
    ],
  };
  await writeFile(
    join(folder, cells.file),
    csv(
      [titles.name, titles.number, titles.class, titles.from, titles.to ?? ''],
      ['钟明华', '36079819800101001', '小型轿车', '2012-05-01', ''],
      ['赖秀英', '', '小型轿车', '2012-05-01', ''],
      ['刘建国', strangersNumber('19800101', '002'), '小型轿车', '2012-05-01', '2011-01-01'],
      ['杨海生', strangersNumber('19800101', '004'), '', '2012-05-01', ''],
      ['曾金莲', strangersNumber('19800101', '006'), '小型轿车', '2012-05-01', ''],
    ),
  );
  return [missing, cells];
}
