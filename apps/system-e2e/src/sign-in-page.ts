import type { Page } from 'playwright-core';

/** Signs in as a person does: the button, the demonstration's one-tap account, the form. */
export async function signInAs(page: Page, userName: string): Promise<void> {
  await page.goto('/');
  await page
    .getByRole('link', { name: '登录' })
    .or(page.getByRole('button', { name: '登录' }))
    .first()
    .click();
  await page.getByLabel('用户名').fill(userName);
  await page.getByLabel('密码').fill('Ruijin-2016-demo');
  await page.getByRole('button', { name: '登录' }).click();
  await page
    .getByRole('navigation')
    .first()
    .or(page.getByRole('button', { name: '打开导航' }))
    .first()
    .waitFor();
}
