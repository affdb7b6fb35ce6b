import type { Page } from 'playwright-core';
import type { SentFile } from './evidence-files.js';
import type { Phone } from './phone.js';
import { until } from './until.js';

export const PIN = '271828';

/** Whether the worker has kept the files of the survey; says so at once, also when it never will. */
const KEPT = 'navigator.serviceWorker.getRegistration().then((registration) => registration?.active?.state === "activated")';

export async function signInOnPhone(page: Page, userName: string): Promise<void> {
  await page.getByLabel('用户名').fill(userName);
  await page.getByLabel('密码').fill('Ruijin-2016-demo');
  await page.getByRole('button', { name: '登录' }).click();
}

/** The list of the village, sealed under the PIN, and the app itself; `shown` are texts whose characters this browser has to fetch while it can. */
export async function takeList({ page }: Phone, userName: string, shown: string): Promise<void> {
  await page.goto('/survey');
  await page.getByRole('link', { name: '登录' }).click();
  await signInOnPhone(page, userName);
  await page.getByRole('heading', { name: '下载名单，设置口令' }).waitFor();
  await page.getByLabel('口令（6 位以上数字）').fill(PIN);
  await page.getByLabel('再输一次口令').fill(PIN);
  await page.getByRole('button', { name: '下载名单' }).click();
  await page.getByRole('button', { name: '新发现一户' }).waitFor();
  // a script in the page has no limit of its own: without one a phone that hangs would not say at what
  await until('the app is kept on the phone', () => page.evaluate<boolean>(KEPT), 60_000);
  // phones have Chinese characters of their own
  await page.evaluate(`void [400, 600].map((weight) => document.fonts.load(weight + ' 16px "Noto Sans SC"', ${JSON.stringify(shown)}))`);
  await until('the characters are there', () => page.evaluate<boolean>("document.fonts.status === 'loaded'"), 60_000);
}

export async function unlock(page: Page): Promise<void> {
  await page.getByLabel('口令（6 位以上数字）').fill(PIN);
  await page.getByRole('button', { name: '打开' }).click();
  await page.getByRole('button', { name: '新发现一户' }).or(page.getByText('返回名单')).first().waitFor();
}

/** The addresses of everything the worker has kept. */
export const keptFiles = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(`(async () => {
    const addresses = [];
    for (const name of await caches.keys()) for (const request of await (await caches.open(name)).keys()) addresses.push(new URL(request.url).pathname);
    return addresses;
  })()`);

/** The file the app on the screen was started from; its name changes with its content. */
export const startedFrom = (page: Page): Promise<string> =>
  page.evaluate<string>(`new URL(document.querySelector('script[type=module]').src).pathname`);

export async function expectValue(page: Page, label: string, value: string): Promise<void> {
  await page.getByLabel(label).waitFor();
  expect([label, await page.getByLabel(label).inputValue()]).toEqual([label, value]);
}

/** A JPEG as a camera makes it, larger than what is kept. */
export async function cameraPicture(page: Page, name: string): Promise<SentFile> {
  const base64 = await page.evaluate<string>(`(() => {
    const canvas = document.createElement('canvas');
    canvas.width = 2400;
    canvas.height = 1800;
    const pen = canvas.getContext('2d');
    for (let i = 0; i < 400; i += 1) {
      pen.fillStyle = 'hsl(' + ((i * 37) % 360) + ' 60% 50%)';
      pen.fillRect((i * 97) % 2400, (i * 53) % 1800, 180, 140);
    }
    return canvas.toDataURL('image/jpeg', 0.92).split(',')[1];
  })()`);
  return { name, mimeType: 'image/jpeg', buffer: Buffer.from(base64, 'base64') };
}
