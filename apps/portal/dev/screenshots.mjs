// Walks screens of a running portal, takes pictures at 1366 and 375 px and runs axe on each.
// node dev/screenshots.mjs http://127.0.0.1:5173 <folder> [name …]
import { mkdirSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';
import { screens } from './screens.mjs';

const [base = 'http://127.0.0.1:5173', folder = 'screenshots', ...wanted] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
// The package's own switches are for one page in a cloud function; several contexts need their own processes.
const args = chromium.args.filter((arg) => !['--single-process', '--no-zygote', '--disable-web-security'].includes(arg));
const browser = await playwright.launch({ executablePath: await chromium.executablePath(), args, headless: true });
let findings = 0;
for (const [width, height] of [
  [1366, 768],
  [375, 812],
]) {
  const phone = width < 500;
  for (const screen of screens.filter((candidate) => wanted.length === 0 || wanted.includes(candidate.name))) {
    const context = await browser.newContext({
      viewport: { width, height },
      hasTouch: phone,
      isMobile: phone,
      locale: 'zh-CN',
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error' && !/status of (401|503|404|412)/.test(message.text()))
        console.log(`${screen.name} ${width}: ${message.text().slice(0, 400)}`);
    });
    page.on('pageerror', (error) => console.log(`${screen.name} ${width}: ${error.message.slice(0, 400)}`));
    if (screen.language) await page.addInitScript((language) => localStorage.setItem('jingzhun.language', language), screen.language);
    await page.context().addCookies([{ name: 'mock-role', value: screen.role ?? 'county-officer', url: base }]);
    await page.goto(base + screen.path, { waitUntil: 'networkidle' }).catch(() => undefined);
    await page.waitForTimeout(400);
    if (screen.act) await screen.act(page, phone);
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: `${folder}/${screen.name}-${width}.png`, fullPage: screen.full ?? false });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (overflow > 0) console.log(`${screen.name} ${width}: ${overflow} px wider than the screen`);
    const { violations } = await new AxeBuilder({ page }).analyze();
    for (const violation of violations) {
      findings += 1;
      console.log(
        `${screen.name} ${width}: axe ${violation.impact} ${violation.id} ${violation.nodes
          .slice(0, 3)
          .map((node) => `${node.target.join(' ')} ${node.html.slice(0, 160)}`)
          .join(' | ')}`,
      );
    }
    await context.close();
  }
}
await browser.close();
console.log(`axe findings: ${findings}`);
