/** A browser as far as sign-in needs one: keeps cookies by name, follows redirects, says where a form comes from. */
export class Browser {
  readonly cookies = new Map<string, string>();

  constructor(readonly origin: string) {}

  /** Follows redirects within the gateway; stops at one that leads elsewhere. */
  async open(path: string, init: RequestInit = {}): Promise<Answer> {
    let url = new URL(path, this.origin);
    let response = await this.send(url, init);
    const visited = [url.pathname];
    while (response.status >= 300 && response.status < 400) {
      url = new URL(response.headers.get('location') ?? '', url);
      if (url.origin !== this.origin) break;
      await response.arrayBuffer();
      visited.push(url.pathname);
      response = await this.send(url, {});
    }
    return { response, url, visited, text: await response.text() };
  }

  /** Sends the form of a page as a person would. */
  submit(page: Answer, fields: Record<string, string>): Promise<Answer> {
    const action = /<form method="post" action="([^"]+)"/.exec(page.text)?.[1];
    if (!action) throw new Error(`no form on ${page.url.pathname}: ${page.text.slice(0, 300)}`);
    const hidden = [...page.text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map((m): [string, string] => [
      m[1] ?? '',
      m[2] ?? '',
    ]);
    return this.open(action, { method: 'POST', body: new URLSearchParams([...hidden, ...Object.entries(fields)]) });
  }

  /** A command of the portal's script. */
  post(path: string, body?: object): Promise<Response> {
    return this.send(new URL(path, this.origin), {
      method: 'POST',
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
  }

  async send(url: URL, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    if (this.cookies.size > 0) headers.set('cookie', [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    if (init.method && init.method !== 'GET' && !headers.has('origin')) headers.set('origin', this.origin);
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) this.keep(line);
    return response;
  }

  private keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';');
    const at = pair.indexOf('=');
    const name = pair.slice(0, at).trim();
    const expires = attributes.map((a) => a.trim()).find((a) => a.toLowerCase().startsWith('expires='));
    if (expires && Date.parse(expires.slice(8)) < Date.now()) this.cookies.delete(name);
    else this.cookies.set(name, pair.slice(at + 1));
  }
}

export interface Answer {
  response: Response;
  url: URL;
  visited: string[];
  text: string;
}

/** Opens the sign-in page and sends user name and password. */
export async function signIn(browser: Browser, userName: string, password: string): Promise<Answer> {
  return browser.submit(await browser.open('/auth/sign-in'), { userName, password });
}
