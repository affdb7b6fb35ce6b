import { households, divisions } from './people.js';
import { householdPage, me, timeline } from './household-page.js';
import { overview } from './overview.js';
import {
  accounts,
  audit,
  corrections,
  deadLetters,
  duplicates,
  findings,
  imports,
  messaging,
  policies,
  refusals,
  rules,
} from './records.js';

export interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly role: string;
  readonly body: Record<string, unknown>;
  readonly ifMatch: string | undefined;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const officer = [
  'division.read',
  'household.read',
  'household.search',
  'contact.correct',
  'correction.propose',
  'finding.read',
  'policy.read',
  'directory.read',
  'directory.search',
];
const permissions: Readonly<Record<string, readonly string[]>> = {
  'village-cadre': officer,
  'township-officer': [...officer, 'import.upload', 'correction.decide', 'duplicate.decide', 'household.export'],
  'county-officer': [
    ...officer,
    'import.upload',
    'correction.decide',
    'duplicate.decide',
    'household.export',
    'import.release',
    'figures.read',
    'household.reveal',
    'policy.write',
  ],
  leader: [
    'division.read',
    'household.read',
    'household.search',
    'finding.read',
    'figures.read',
    'policy.read',
    'directory.read',
    'directory.search',
  ],
  'system-admin': ['division.read', 'operations.read', 'operations.write', 'directory.rebuild'],
  'security-admin': ['division.read', 'account.manage'],
  auditor: ['division.read', 'audit.read'],
  'finance-officer': officer,
};
const areas: Readonly<Record<string, string>> = { 'village-cadre': '360781102208', 'township-officer': '360781102' };

const ok = (body: unknown, headers?: Readonly<Record<string, string>>): Answer => ({ status: 200, body, ...(headers ? { headers } : {}) });
const list = (items: readonly unknown[]) => ok({ items, nextCursor: null, total: items.length });
const problem = (status: number, title: string, detail: string, next: string, code: string): Answer => ({
  status,
  body: { type: `urn:jingzhun:problem:${code}`, title, status, detail, next, code, instance: 'mock' },
});

export function answerOf(asked: Asked): Answer {
  const { url, role } = asked;
  const path = url.pathname.replace(/^\/api\/(\w+)\/v1/, '');
  if (url.pathname === '/auth/session') {
    if (role === 'nobody') return problem(401, '尚未登录', '没有登录。', '请登录。', 'auth.sign-in-needed');
    const account = {
      id: me.id,
      name: me.name,
      department: role === 'finance-officer' ? 'finance' : 'identification',
      roles: [role === 'finance-officer' ? 'county-officer' : role],
      area: areas[role] ?? '360781',
    };
    return ok({ account, permissions: permissions[role] ?? [], demo: true });
  }
  if (url.pathname === '/healthz') {
    const services = { identification: 'up', industry: 'up', finance: 'up', relocation: 'up', medical: 'down', accountability: 'up' };
    return {
      status: 503,
      body: { state: 'down', checks: Object.fromEntries(Object.entries(services).map(([name, state]) => [name, { state }])) },
    };
  }
  if (url.pathname.startsWith('/api/medical/'))
    return problem(503, '这个部门的系统暂时连不上', '健康扶贫的服务没有应答。', '请过几分钟再试。', 'gateway.department-down');
  return get(path, asked) ?? command(path, asked) ?? problem(404, '没有找到', `${path}`, '请返回上一页。', 'not-found');
}

function get(path: string, { method, url }: Asked): Answer | undefined {
  if (method !== 'GET') return undefined;
  const one = /^\/households\/([^/]+)$/.exec(path)?.[1];
  if (one) {
    const page = householdPage(one);
    return page
      ? ok(page, { etag: '"3"' })
      : problem(404, '没有这一户', '户号不存在或不在您的管辖区域内。', '请返回名册重新查找。', 'household.not-found');
  }
  if (/^\/households\/[^/]+\/timeline$/.test(path)) return ok(timeline);
  if (/^\/imports\/[^/]+\/refusals$/.test(path)) return list(refusals);
  if (/^\/imports\/[^/]+$/.test(path)) return ok(imports.find((item) => path.endsWith(item.id)) ?? imports[0]);
  switch (path) {
    case '/divisions':
    case '/directory/divisions':
      return list(divisions);
    case '/households':
    case '/directory/households':
      return page(url);
    case '/figures/overview':
      return ok(overview(url.searchParams.get('area') ?? '360781'));
    case '/corrections':
      return list(corrections.filter((item) => item.status === (url.searchParams.get('status') ?? 'proposed')));
    case '/duplicates':
      return list(duplicates);
    case '/findings/summary':
      return ok({ items: rules });
    case '/findings':
      return list(findings);
    case '/imports':
      return list(imports);
    case '/policies/waiting':
      return list([]);
    case '/policies':
      return list(policies);
    case '/audit':
      return list(audit);
    case '/audit/verification':
      return ok({
        intact: true,
        verified: 12_408,
        waiting: 2,
        head: { seq: 12_408, hash: '9f8e'.repeat(16) },
        verifiedAt: '2016-06-01T01:00:00Z',
      });
    case '/operations/dead-letters':
      return list(deadLetters);
    case '/operations/messaging':
      return ok(messaging);
    case '/directory/digest':
      return ok({ households: 25_323, persons: 78_914, digest: 'a1b2c3d4e5f6a7b8' });
    case '/accounts':
      return list(accounts);
    case '/me':
      return ok(accounts[0]);
    default:
      return undefined;
  }
}

function command(path: string, { method, body, ifMatch }: Asked): Answer | undefined {
  if (method === 'GET') return undefined;
  if (path.endsWith('/search')) {
    const name = typeof body['name'] === 'string' ? body['name'] : '刘';
    return list(households.filter((row) => row.headName.startsWith(name)).slice(0, 12));
  }
  if (path.endsWith('/reveal')) return ok({ value: body['field'] === 'phone' ? '13800000123' : '360799195806150017' });
  if (path.endsWith('/contact'))
    return ifMatch === '"3"' && body['reason'] === '冲突'
      ? problem(412, '资料已被更改', '', '', 'version.stale')
      : ok(householdPage(households[0]?.id ?? ''));
  if (path.endsWith('/reset')) return ok({ ...accounts[0], oneTimePassword: 'kL7-vPq2-xN9w' });
  return ok({});
}

function page(url: URL): Answer {
  const wanted = (name: string) => url.searchParams.get(name);
  const rows = households.filter(
    (row) =>
      (!wanted('area') || row.villageCode.startsWith(wanted('area') ?? '')) &&
      (!wanted('category') || row.category === wanted('category')) &&
      (!wanted('status') || row.status === wanted('status')) &&
      (!wanted('mainCause') || row.mainCause === wanted('mainCause')),
  );
  const from = Number(wanted('cursor') ?? 0);
  const to = from + Number(wanted('limit') ?? 50);
  return ok({
    items: rows.slice(from, to),
    nextCursor: to < rows.length ? String(to) : null,
    ...(from === 0 ? { total: rows.length } : {}),
  });
}
