import { Refusal, type RefusalText } from '@jingzhun/domain/refusal';

/** The file as a whole cannot be read; nothing of it is kept. */
export class FileRefused extends Refusal {
  constructor(
    what: FileProblem,
    /** Counts and titles for the texts; never a value of a cell. */
    readonly facts: Readonly<Record<string, string | number>> = {},
  ) {
    const fill = (text: string): string => text.replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? ''));
    const [zhTitle, zhDetail, zhNext, enTitle, enDetail, enNext] = TEXTS[what].map(fill) as [
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    const zh: RefusalText = { title: zhTitle, detail: zhDetail, next: zhNext };
    const en: RefusalText = { title: enTitle, detail: enDetail, next: enNext };
    super({ code: `import.${what}`, status: what === 'file-too-large' ? 413 : 422, zh, en });
    this.what = what;
  }

  readonly what: FileProblem;
}

type Six = readonly [string, string, string, string, string, string];

const TEXTS = {
  'file-empty': [
    '文件为空',
    '上传的文件没有内容。',
    '请选择填好的工作簿重新上传。',
    'The file is empty',
    'The upload has no content.',
    'Choose the completed workbook and upload it.',
  ],
  'file-too-large': [
    '文件过大',
    '文件超过 {limit} MB。',
    '请按乡镇拆分后分别上传。',
    'The file is too large',
    'The file is larger than {limit} MB.',
    'Split it by township and upload the parts.',
  ],
  'file-damaged': [
    '文件损坏',
    '文件不完整或已损坏，无法打开。',
    '请在表格软件中打开、另存为 .xlsx，再上传。',
    'The file is damaged',
    'The file is incomplete or damaged and cannot be opened.',
    'Open it in the spreadsheet program, save it as .xlsx and upload that.',
  ],
  'password-protected': [
    '文件有打开密码',
    '工作簿已加密，无法读取。',
    '请在表格软件中取消打开密码后重新上传；本系统会加密保存。',
    'The workbook has a password',
    'The workbook is encrypted and cannot be read.',
    'Remove the password in the spreadsheet program and upload again; the system encrypts it at rest.',
  ],
  'old-format': [
    '旧版 Excel 格式',
    '这是 {format} 文件。',
    '请另存为 .xlsx 后重新上传。',
    'Old spreadsheet format',
    'This is a {format} file.',
    'Save it as .xlsx and upload that.',
  ],
  'not-a-workbook': [
    '不是工作簿',
    '这是{format}，不是 Excel 工作簿或 CSV。',
    '请选择 .xlsx 或 .csv 文件重新上传；有模板的，请用下载的模板填写。',
    'Not a workbook',
    'This is {format}, neither an Excel workbook nor CSV.',
    'Choose a .xlsx or .csv file; where there is a template for download, use it.',
  ],
  'name-and-content-differ': [
    '扩展名与内容不符',
    '文件名为 .xlsx，内容却是文本（CSV）。',
    '请把扩展名改为 .csv，或用表格软件另存为 .xlsx。',
    'Name and content differ',
    'The name says .xlsx, the content is text (CSV).',
    'Rename it to .csv or save it as .xlsx in the spreadsheet program.',
  ],
  macros: [
    '含有宏',
    '工作簿含有宏或控件。',
    '请另存为不含宏的 .xlsx 后重新上传。',
    'The workbook has macros',
    'The workbook holds macros or controls.',
    'Save it as .xlsx without macros and upload that.',
  ],
  'external-links': [
    '含有外部链接',
    '工作簿链接了其他文件或数据源。',
    '请断开链接（数据—编辑链接—断开）后重新上传。',
    'The workbook has external links',
    'The workbook refers to other files or data sources.',
    'Break the links and upload again.',
  ],
  'embedded-files': [
    '含有嵌入文件',
    '工作簿嵌入了其他文件。',
    '请删除嵌入的对象后重新上传。',
    'The workbook has embedded files',
    'Other files are embedded in the workbook.',
    'Delete the embedded objects and upload again.',
  ],
  bomb: [
    '压缩内容异常',
    '文件解压后大得不合常理（{entries} 个部分，{megabytes} MB）。',
    '请把数据复制到新下载的模板后重新上传。',
    'Suspicious compression',
    'The file unpacks to an unreasonable size ({entries} parts, {megabytes} MB).',
    'Copy the data into a fresh template and upload that.',
  ],
  'too-many-rows': [
    '行数过多',
    '工作表超过 {limit} 行。',
    '请按乡镇拆分后分别上传；若下方是空行，请删除空行。',
    'Too many rows',
    'A sheet has more than {limit} rows.',
    'Split the file by township; if the rows below are empty, delete them.',
  ],
  'too-complex': [
    '读取占用内存过多',
    '工作簿过于庞大，读取时超出内存限制。',
    '请按乡镇拆分，或另存为 CSV 后打包上传。',
    'Too much memory needed',
    'Reading the workbook exceeded the memory limit.',
    'Split it by township or save the sheets as CSV and upload them in one zip.',
  ],
  'sheets-missing': [
    '缺少工作表',
    '没有找到{missing}（按列标题识别）。',
    '工作簿需要户表和成员表；CSV 请把两个文件压缩成一个 zip 上传。',
    'A sheet is missing',
    'No sheet with the titles of: {missing}.',
    'A workbook needs the household and the member sheet; pack two CSV files into one zip.',
  ],
  'register-sheet-missing': [
    '没有找到数据表',
    '没有找到含有“{register}”列标题的工作表。',
    '请下载该类登记数据的模板，按模板的列标题整理后重新上传。',
    'No sheet of this register',
    'No sheet has the titles of: {register}.',
    'Take the template of this register and upload the data under its titles.',
  ],
  'table-missing': [
    '没有找到数据表',
    '没有找到{zh}：工作表前10行内应有列标题 {titles}。',
    '请对照样表补上列标题后重新上传。',
    'The list was not found',
    'No sheet is the {en}: the titles {titles} should stand in its first ten rows.',
    'Add these titles and upload again.',
  ],
  'sheets-twice': [
    '工作表重复',
    '有不止一张{twice}。',
    '请只保留一张，其余合并或删除。',
    'A sheet occurs twice',
    'There is more than one sheet of: {twice}.',
    'Keep one; merge or delete the others.',
  ],
  'titles-missing': [
    '缺少必需的列',
    '工作表“{sheet}”缺少列：{titles}。',
    '请对照模板补上这些列标题后重新上传。',
    'Required columns are missing',
    'Sheet "{sheet}" lacks: {titles}.',
    'Add these titles as in the template and upload again.',
  ],
  'titles-twice': [
    '列标题重复',
    '工作表“{sheet}”中这些列出现不止一次：{titles}。',
    '请保留一列后重新上传。',
    'A column occurs twice',
    'Sheet "{sheet}" has more than one column of: {titles}.',
    'Keep one of each and upload again.',
  ],
  'text-encoding': [
    '文字编码无法识别',
    '文件既不是 UTF-8 也不是 GB18030 编码。',
    '请另存为“CSV UTF-8”后重新上传。',
    'Unknown text encoding',
    'The text is neither UTF-8 nor GB18030.',
    'Save it as "CSV UTF-8" and upload again.',
  ],
  'formula-without-address': [
    '含有公式',
    '工作表“{sheet}”含有公式且无法定位。',
    '请复制整表，用“选择性粘贴—数值”贴到模板后重新上传。',
    'The workbook has formulas',
    'Sheet "{sheet}" holds formulas that cannot be located.',
    'Copy the sheet, paste it as values into the template and upload that.',
  ],
} as const satisfies Record<string, Six>;

export type FileProblem = keyof typeof TEXTS;
