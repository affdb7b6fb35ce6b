const household = async (page) => {
  await page.goto('/identification/households?area=360781102208');
  await page.locator('main a[href*="/identification/households/"]').first().click();
  await page.getByRole('heading', { name: /家庭成员/ }).waitFor();
};

/** Screens of a running demonstration, each as one of its accounts sees it. What others leave behind is shown where there is something. */
export const realScreens = [
  { name: 'sign-in', path: '/' },
  { name: 'work', as: 'gu.release', path: '/identification/work' },
  { name: 'household-list', as: 'gu.release', path: '/identification/households' },
  {
    name: 'search',
    as: 'gu.release',
    path: '/identification/households',
    act: async (page) => {
      const name = (await page.locator('main a[href*="/identification/households/"]').first().innerText()).split(/\s/)[0];
      await page.goto('/identification/search');
      await page.getByLabel('姓名').fill(name);
      await page.getByRole('button', { name: '查找', exact: true }).click();
    },
  },
  {
    name: 'import-previewed',
    as: 'lin.upload',
    path: '/identification/imports',
    act: async (page) => {
      await page
        .locator('main')
        .getByRole('link', { name: /\.xlsx$/ })
        .first()
        .click();
      await page.getByRole('heading', { level: 1, name: /\.xlsx/ }).waitFor();
    },
  },
  {
    name: 'proposal',
    as: 'yu.fenggang',
    path: '/identification/work',
    act: async (page) => {
      await household(page);
      await page.getByRole('button', { name: '提出更正' }).click();
      await page.getByRole('button', { name: '增加一人' }).click();
      await page.getByLabel('身份证或残疾证号码').fill('360799196001010016');
      await page.getByLabel('身份证或残疾证号码').scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'reminders',
    as: 'wu.fenggang',
    path: '/identification/work',
    act: (page) => page.getByRole('button', { name: /^到期提醒/ }).click(),
  },
  { name: 'audit', as: 'song.auditor', path: '/identification/audit' },
  {
    name: 'audit-entry',
    as: 'song.auditor',
    path: '/identification/audit',
    act: (page) => page.locator('.audit-action').first().click(),
  },
  { name: 'township', as: 'gu.release', path: '/identification/city?area=360781102' },
  { name: 'loans', as: 'qian.finance', path: '/finance/loans' },
  {
    name: 'loan-late',
    as: 'wei.bank',
    path: '/finance/loans?state=overdue',
    act: async (page) => {
      await page.locator('main a[href*="/finance/loans/"]').first().click();
      await page.getByRole('heading', { name: '逾期罚息' }).waitFor();
    },
  },
  {
    name: 'risk-fund',
    as: 'qian.finance',
    path: '/finance/lender-banks',
    act: (page) => page.getByRole('heading', { name: '瑞金农商银行' }).evaluate((heading) => heading.scrollIntoView()),
  },
  {
    name: 'interest-review',
    as: 'qian.finance',
    path: '/finance/interest-claims',
    act: async (page) => {
      await page.getByRole('link', { name: /2015年第4季度/ }).click();
      await page.getByRole('heading', { name: '逐笔核对' }).evaluate((heading) => heading.scrollIntoView());
    },
  },
  {
    name: 'premium-batch',
    as: 'kang.cashier',
    path: '/finance/payment-batches',
    act: async (page) => {
      await page.getByRole('link', { name: /代缴商业补充医疗保险/ }).click();
      await page.getByRole('heading', { name: '代缴收款单位' }).waitFor();
    },
  },
];
