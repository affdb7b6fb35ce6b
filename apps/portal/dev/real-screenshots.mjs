// Pictures of a running demonstration at 1366 and 375 px, axe on each, overflow reported.
// node dev/real-screenshots.mjs http://127.0.0.1:8080 <folder> [name …]
import { mkdirSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';
import sharp from 'sharp';
import { realScreens } from './real-screens.mjs';

const [base = 'http://127.0.0.1:8080', folder = 'screenshots', ...wanted] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
// as in screenshots.mjs
const args = chromium.args.filter((arg) => !['--single-process', '--no-zygote', '--disable-web-security'].includes(arg));
const browser = await playwright.launch({ executablePath: await chromium.executablePath(), args, headless: true });
const contexts = new Map();

async function contextOf(account) {
  const known = contexts.get(account);
  if (known) return known;
  const context = await browser.newContext({ baseURL: base, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' });
  contexts.set(account, context);
  if (!account) return context;
  const page = await context.newPage();
  await page.goto('/');
  await page.getByRole('link', { name: '登录' }).click();
  await page.getByLabel('用户名').fill(account);
  await page.getByLabel('密码').fill('Ruijin-2016-demo');
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('navigation').first().waitFor();
  await page.close();
  return context;
}

let findings = 0;
for (const screen of realScreens.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  const context = await contextOf(screen.as);
  for (const [width, height] of [
    [1366, 768],
    [375, 812],
  ]) {
    const page = await context.newPage();
    page.on('pageerror', (error) => console.log(`${screen.name} ${width}: ${error.message.slice(0, 400)}`));
    await page.setViewportSize({ width, height });
    await page.goto(screen.path, { waitUntil: 'networkidle' });
    if (screen.act) await screen.act(page);
    await page.waitForLoadState('networkidle');
    // drawers slide in, tables turn into cards
    await page.waitForTimeout(600);
    const picture = await page.screenshot();
    await sharp(picture).png({ palette: true, colours: 128 }).toFile(`${folder}/${screen.name}-${width}.png`);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (overflow > 0) console.log(`${screen.name} ${width}: ${overflow} px wider than the screen`);
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']).analyze();
    for (const { id, nodes } of violations) {
      findings += 1;
      console.log(
        `${screen.name} ${width}: axe ${id} ${nodes
          .slice(0, 3)
          .map(({ target }) => target.join(' '))
          .join(' | ')}`,
      );
    }
    await page.close();
  }
}
await browser.close();
console.log(`axe findings: ${findings}`);
