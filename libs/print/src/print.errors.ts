import { Refusal } from '@jingzhun/domain/refusal';

/** A paper of so many rows is a workbook: the list can be exported instead. */
export class TooMuchToPrint extends Refusal {
  constructor(rows: number, most: number) {
    super({
      code: 'print.too-much',
      status: 422,
      zh: { title: '一次打印的内容太多', detail: `共 ${rows} 行，一份文件最多 ${most} 行。`, next: '请缩小范围分次打印，或改为导出表格。' },
      en: {
        title: 'Too much for one paper',
        detail: `${rows} rows; one paper takes ${most}.`,
        next: 'Print it in parts, or export a workbook.',
      },
    });
  }
}

/** The font has no picture of a character: an empty square on an official paper would be worse than none. Names the place, not the text. */
export class GlyphMissing extends Refusal {
  constructor(readonly missing: readonly { pointer: string; codePoint: string }[]) {
    super({
      code: 'print.glyph-missing',
      status: 422,
      zh: {
        title: '有生僻字无法打印',
        detail: `有 ${missing.length} 处文字不在打印字体中（${codesOf(missing)}）。`,
        next: '请核对该处文字是否录入有误；确为生僻字的，请联系系统管理员增加字体。',
      },
      en: {
        title: 'A character cannot be printed',
        detail: `${missing.length} character(s) are not in the font (${codesOf(missing)}).`,
        next: 'Check whether it was typed wrongly; if not, ask the administrator to add a font.',
      },
      problems: missing.map(({ pointer, codePoint }) => ({
        pointer,
        code: 'glyph-missing',
        zh: `字符 ${codePoint} 不在打印字体中`,
        en: `${codePoint} is not in the font`,
      })),
    });
  }
}

const codesOf = (missing: readonly { codePoint: string }[]): string =>
  [...new Set(missing.map(({ codePoint }) => codePoint))].slice(0, 10).join(' ');

export class PrinterBusy extends Refusal {
  constructor() {
    super({
      code: 'print.busy',
      status: 503,
      zh: { title: '正在打印的文件太多', detail: '排队等待生成的文件过多。', next: '请稍等一分钟后重试。' },
      en: { title: 'Too many papers at once', detail: 'Too many papers are waiting.', next: 'Wait a minute and try again.' },
      headers: { 'Retry-After': '60' },
    });
  }
}

/** The engine died, took too long or refused a template: a fault of the program, not of the data. */
export class PrintFailed extends Error {
  constructor(document: string, why: string) {
    super(`the paper ${document} was not made: ${why}`);
    this.name = 'PrintFailed';
  }
}
