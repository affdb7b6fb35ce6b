const household = '/identification/households/00000000-0000-7000-8000-000000000012';

export const screens = [
  { name: 'sign-in', path: '/', role: 'nobody' },
  { name: 'city', path: '/identification/city', role: 'leader', full: true },
  { name: 'city-en', path: '/identification/city', role: 'leader', language: 'en' },
  { name: 'township', path: '/identification/city?area=360781102', role: 'leader' },
  { name: 'work', path: '/identification/work' },
  { name: 'household-list', path: '/identification/households' },
  { name: 'household-list-filtered', path: '/identification/households?area=360781102&mainCause=01' },
  {
    name: 'search',
    path: '/identification/search',
    act: async (page) => {
      await page.getByLabel('姓名').fill('刘水生');
      await page.getByRole('button', { name: '查找', exact: true }).click();
      await page.waitForTimeout(500);
    },
  },
  { name: 'household', path: household, full: true },
  { name: 'household-past', path: `${household}?validOn=2015-06-30` },
  {
    name: 'contact',
    path: household,
    act: async (page) => {
      await page.getByRole('button', { name: '更正联系方式' }).click();
      await page.waitForTimeout(600);
      await page.getByLabel('理由').fill('冲突');
      await page.getByLabel('新联系电话').fill('13900000000');
      await page.getByRole('button', { name: /^保\s?存$/ }).click();
      await page.waitForTimeout(600);
    },
  },
  {
    name: 'proposal',
    path: household,
    act: async (page) => {
      await page.getByRole('button', { name: '提出更正' }).click();
      await page.waitForTimeout(700);
      await page.getByRole('button', { name: '增加一人' }).click();
      await page.getByLabel('身份证或残疾证号码').fill('360799196001010016');
      await page.waitForTimeout(300);
      await page.getByLabel('身份证或残疾证号码').scrollIntoViewIfNeeded();
    },
  },
  { name: 'corrections', path: '/identification/corrections' },
  { name: 'duplicates', path: '/identification/duplicates' },
  { name: 'findings', path: '/identification/findings' },
  { name: 'imports', path: '/identification/imports' },
  { name: 'import-previewed', path: '/identification/imports/i1', full: true },
  { name: 'import-checking', path: '/identification/imports/i2' },
  { name: 'import-failed', path: '/identification/imports/i5' },
  { name: 'divisions', path: '/identification/divisions' },
  { name: 'policies', path: '/identification/policies' },
  { name: 'directory', path: '/finance/directory', role: 'finance-officer' },
  { name: 'directory-down', path: '/medical/directory', role: 'leader' },
  { name: 'audit', path: '/identification/audit', role: 'auditor' },
  { name: 'operations', path: '/finance/operations', role: 'system-admin', full: true },
  { name: 'accounts', path: '/gateway/accounts', role: 'security-admin' },
  {
    name: 'account-new',
    path: '/gateway/accounts',
    role: 'security-admin',
    act: async (page) => {
      await page.getByRole('button', { name: '新建账号' }).click();
      await page.waitForTimeout(600);
      await page.getByLabel('村干部').check();
      await page.getByLabel('审计员').check();
    },
  },
  { name: 'my-account', path: '/account', full: true },
  {
    name: 'navigation',
    path: '/identification/work',
    role: 'leader',
    act: async (page, phone) => {
      if (phone) await page.getByRole('button', { name: '打开导航' }).click();
      await page.waitForTimeout(500);
    },
  },
  { name: 'not-found', path: '/nowhere' },
];
