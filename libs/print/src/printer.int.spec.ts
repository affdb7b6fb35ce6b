import { z } from 'zod';
import { textOfPdf } from './testing/index.js';
import { addressCode } from './address-code.js';
import { definePaper } from './define-paper.js';
import { hasGlyph } from './font-coverage.js';
import { MOST_ROWS, Printer } from './printer.js';

const Letter = definePaper({
  name: 'letter',
  template: new URL('../test/letter.typ', import.meta.url),
  data: z.strictObject({
    title: z.string(),
    text: z.string(),
    facts: z.array(z.strictObject({ label: z.string(), value: z.string() })),
    rows: z.array(z.array(z.string())),
    code: z.string(),
    address: z.string(),
  }),
  rows: ({ rows }) => rows.length,
});
type Letter = z.infer<typeof Letter.data>;

const AT = new Date('2016-06-15T02:00:00Z');

describe('printing', () => {
  const printer = new Printer();
  let code: string;
  beforeAll(async () => {
    code = await addressCode('https://jz.example.cn/public');
  });
  afterAll(() => printer.onApplicationShutdown());

  const letter = (parts: Partial<Letter> = {}): Letter => ({
    title: '村民小组评议结果公示',
    text: '经村民小组评议，现将评议结果予以公示。',
    facts: [{ label: '户主姓名', value: '杨春华' }],
    rows: [['杨春华', '1,234.50 元']],
    ...{ code, address: 'https://jz.example.cn/public', ...parts },
  });

  it('gives a tagged PDF with a title, a language and embedded Chinese fonts', async () => {
    const pdf = await printer.pdf(Letter, letter(), AT);
    const raw = pdf.toString('latin1');
    expect(raw.startsWith('%PDF-1.7')).toBe(true);
    for (const part of ['/MarkInfo', '/StructTreeRoot', '/Lang', '/FontFile', 'NotoSansSC'])
      expect([part, raw.includes(part)]).toEqual([part, true]);
    // only what is used of twenty megabytes of fonts
    expect(pdf.length).toBeLessThan(120_000);
    const [page] = await textOfPdf(pdf);
    for (const words of ['村民小组评议结果公示', '户主姓名', '杨春华', '1,234.50 元', '第 1 页', '共 1 页', '（盖章）', '负责人签字'])
      expect(page).toContain(words);
  });

  it('gives the same bytes for the same paper', async () => {
    const [a, b] = [await printer.pdf(Letter, letter(), AT), await printer.pdf(Letter, letter(), AT)];
    expect(a.equals(b)).toBe(true);
    expect((await printer.pdf(Letter, letter({ title: '另一份' }), AT)).equals(a)).toBe(false);
  });

  it.each([
    ['a file', '#read("/etc/passwd")'],
    ['a file of the engine', '#read("paper.typ")'],
    ['an import', '#import "paper.typ": data; #data'],
    ['a show rule', '#show: it => []'],
    ['content', '*bold* _emphasis_ `raw` = heading'],
    ['mathematics', '$ sum_(i=0)^n i $'],
    ['a label and a reference', '<label> @label'],
    ['a comment', '// gone /* gone */'],
    ['an end of the text', ']#panic("x")['],
    ['escapes', '\\u{41} \\# \\*'],
    ['an evaluation', '#eval("1+1")'],
  ])('prints code of the engine in a name as it stands: %s', async (_, code_) => {
    const [page] = await textOfPdf(
      await printer.pdf(Letter, letter({ facts: [{ label: '姓名', value: code_ }], rows: [[code_, '']] }), AT),
    );
    const plain = (text: string): string => text.replaceAll(/[\s“”"]/g, '');
    expect(plain(page ?? '').split(plain(code_)).length - 1).toBe(2);
    expect(page).not.toContain('root:');
  });

  it('a character without a picture is an error that names the place and not the text', async () => {
    expect(['杨', '𬱖', 'é', '·', '（', '　'].map(hasGlyph)).toEqual([true, hasGlyph('𬱖'), true, true, true, true]);
    expect(hasGlyph('\u{2B7F0}')).toBe(false);
    await expect(printer.pdf(Letter, letter({ facts: [{ label: '姓名', value: '杨\u{2B7F0}' }] }), AT)).rejects.toMatchObject({
      code: 'print.glyph-missing',
      zh: { detail: expect.stringContaining('U+2B7F0') },
      problems: [{ pointer: '/facts/0/value', code: 'glyph-missing' }],
    });
  });

  it('everything it says it has a picture of is printed by the engine', async () => {
    // the engine refuses a paper with a missing picture under PDF/UA: a sample of the whole range must pass
    const characters: string[] = [];
    for (let code_ = 0x20; code_ < 0x2fa1f; code_ += 37) {
      if (code_ >= 0xd800 && code_ <= 0xdfff) continue;
      const character = String.fromCodePoint(code_);
      if (/\p{L}/u.test(character) && hasGlyph(character)) characters.push(character);
    }
    expect(characters.length).toBeGreaterThan(500);
    await printer.pdf(Letter, letter({ text: characters.join('') }), AT);
  });

  it('a long list goes over pages with its headings; too long a one is refused', async () => {
    const rows = Array.from({ length: 120 }, (_, i) => [`杨春华${i}`, `${i} 元`]);
    const pages = await textOfPdf(await printer.pdf(Letter, letter({ rows }), AT));
    expect(pages.length).toBeGreaterThan(2);
    for (const page of pages.slice(0, 3)) expect(page).toContain('姓名 金额');
    expect(pages.join(' ')).toContain('杨春华 119');
    const tooMany = Array.from({ length: MOST_ROWS + 1 }, () => ['x', 'x']);
    await expect(printer.pdf(Letter, letter({ rows: tooMany }), AT)).rejects.toMatchObject({ code: 'print.too-much' });
  });

  it('papers ordered at the same time come one after the other, each as ordered', async () => {
    const titles = ['甲公示', '乙公示', '丙公示', '丁公示'];
    const made = await Promise.all(titles.map((title) => printer.pdf(Letter, letter({ title }), AT)));
    for (const [i, pdf] of made.entries()) expect((await textOfPdf(pdf))[0]).toContain(titles[i]);
  });

  it('an engine that dies costs the paper at hand, not the next', async () => {
    const broken = { ...Letter, template: '#import "no-such-file.typ": x' };
    await expect(printer.pdf(broken, letter(), AT)).rejects.toThrow(/letter was not made/);
    // a paper that takes longer than it takes to end its engine; calls are remembered by the engine, rounds are not
    const endless = { ...Letter, template: '#let n = 0\n#for i in range(4000) { for j in range(4000) { n = i + j } }' };
    const dying = expect(printer.pdf(endless, letter(), AT)).rejects.toThrow(/the engine ended/);
    await new Promise((resolve) => setImmediate(resolve));
    await (printer as unknown as { thread?: { terminate(): Promise<number> } }).thread?.terminate();
    await dying;
    expect((await printer.pdf(Letter, letter(), AT)).length).toBeGreaterThan(1000);
  });

  it('data of another shape is refused before it reaches the engine', async () => {
    await expect(printer.pdf(Letter, { ...letter(), secret: 'x' } as never, AT)).rejects.toThrow();
  });
});
