import { createHash } from 'node:crypto';
import { markup } from './html.js';
import { pagePolicy, renderPage } from './layout.js';

describe('our pages', () => {
  it('carry exactly the style that their policy allows', () => {
    const page = renderPage({ language: 'zh', title: { zh: '登录', en: 'Sign in' }, body: markup`<p>x</p>` });
    const style = /<style>([\s\S]*)<\/style>/.exec(page)?.[1] ?? '';
    expect(pagePolicy()).toContain(`'sha256-${createHash('sha256').update(style).digest('base64')}'`);
    expect(page).not.toMatch(/ style=|<script|javascript:/);
  });

  it('never take a person’s text for markup', () => {
    const name = `"><script>alert('1')</script>`;
    expect(markup`<input value="${name}">`.text).toBe('<input value="&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;">');
    expect(markup`${[markup`<b>${'<'}</b>`, '<']}${undefined}${false}`.text).toBe('<b>&lt;</b>&lt;');
  });
});
