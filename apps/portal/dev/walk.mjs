// Walks a running system (not the mock) as each demonstration account: node dev/walk.mjs http://127.0.0.1:8080 <folder>
import { mkdirSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';

const [base = 'http://127.0.0.1:8080', folder = 'walk', only] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const args = chromium.args.filter((arg) => !['--single-process', '--no-zygote', '--disable-web-security'].includes(arg));
const browser = await playwright.launch({ executablePath: await chromium.executablePath(), args, headless: true });
const { items, password } = await (await fetch(`${base}/api/gateway/v1/demo-accounts`)).json();
for (const account of items.filter((candidate) => !only || candidate.userName === only)) {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN', reducedMotion: 'reduce' });
  const page = await context.newPage();
  const name = account.userName;
  page.on('response', (response) => {
    if (response.status() >= 400 && !response.url().endsWith('/auth/session'))
      console.log(`${name}: ${response.status()} ${response.request().method()} ${response.url().slice(base.length)}`);
  });
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('Failed to load resource'))
      console.log(`${name}: ${message.text().slice(0, 300)}`);
  });
  await page.goto(base, { waitUntil: 'networkidle' });
  await page.getByRole('link', { name: '登录' }).click();
  await page.waitForLoadState('networkidle');
  await page.locator('input[name="userName"], input[type="text"]').first().fill(name);
  await page.locator('input[type="password"]').first().fill(password);
  await page.locator('input[type="password"]').first().press('Enter');
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(800);
  await page.screenshot({ path: `${folder}/${name}-start.png` });
  const links = await page.locator('.shell-side nav a').evaluateAll((nodes) => nodes.map((node) => node.getAttribute('href')));
  console.log(`${name}: ${page.url().slice(base.length)} · ${links.length} pages`);
  for (const link of [...links, '/account']) {
    await page.goto(base + link, { waitUntil: 'networkidle' }).catch(() => undefined);
    await page.waitForTimeout(500);
    await page.screenshot({ path: `${folder}/${name}${link.replaceAll('/', '-')}.png` });
    const { violations } = await new AxeBuilder({ page }).analyze();
    for (const violation of violations)
      console.log(`${name} ${link}: axe ${violation.impact} ${violation.id} ${violation.nodes[0]?.html.slice(0, 140)}`);
    for (const alert of await page.locator('[role=alert]').allInnerTexts())
      if (alert.trim()) console.log(`${name} ${link}: ${alert.replaceAll('\n', ' / ').slice(0, 200)}`);
  }
  await context.close();
}
await browser.close();
