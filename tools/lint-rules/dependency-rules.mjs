/**
 * Which package may import which, by Nx tag. Imports go down only; a service never imports another service. Every tag stands here,
 * none has `*`: a new library is refused everywhere until its line is written.
 */
const DOMAIN = 'layer:domain';
const EVENTS = 'layer:events';
const lib = (name) => `lib:${name}`;

const rule = (sourceTag, ...onlyDependOnLibsWithTags) => ({ sourceTag, onlyDependOnLibsWithTags });

const DEPARTMENTS = ['identification', 'industry', 'finance', 'relocation', 'medical', 'accountability', 'gateway'];

export const dependencyRules = [
  rule(DOMAIN),
  rule(EVENTS, DOMAIN),
  rule(lib('persistence'), DOMAIN),
  rule(lib('vault'), DOMAIN),
  rule(lib('auth'), DOMAIN, lib('persistence')),
  rule(lib('policy'), DOMAIN, lib('persistence'), lib('auth'), lib('audit')),
  rule(lib('audit'), DOMAIN, lib('persistence'), lib('auth')),
  rule(lib('jobs'), DOMAIN, lib('persistence'), lib('auth')),
  rule(lib('messaging'), DOMAIN, EVENTS, lib('persistence'), lib('auth')),
  rule(lib('service-shell'), DOMAIN, lib('persistence'), lib('auth'), lib('messaging')),
  rule(
    lib('household-directory'),
    DOMAIN,
    EVENTS,
    ...['persistence', 'vault', 'auth', 'policy', 'audit', 'jobs', 'messaging', 'service-shell'].map(lib),
  ),
  rule(lib('print'), DOMAIN),
  rule(lib('workbooks'), DOMAIN, lib('policy')),
  rule(lib('evidence'), DOMAIN, ...['persistence', 'vault', 'auth', 'policy', 'audit', 'jobs', 'service-shell'].map(lib)),
  rule(
    lib('notices'),
    DOMAIN,
    EVENTS,
    ...['persistence', 'vault', 'auth', 'policy', 'audit', 'jobs', 'messaging', 'service-shell', 'print', 'evidence', 'reminders'].map(lib),
  ),
  rule(lib('reminders'), DOMAIN, ...['persistence', 'vault', 'auth', 'policy', 'audit'].map(lib)),
  rule(lib('client'), DOMAIN, EVENTS),
  // the client is for integrators and the portal: a service that calls another through it would stop with it
  ...DEPARTMENTS.map((name) => ({
    ...rule(`department:${name}`, DOMAIN, EVENTS, 'layer:lib'),
    notDependOnLibsWithTags: [lib('client')],
  })),
  rule('layer:portal', DOMAIN, lib('client')),
  rule('layer:e2e', DOMAIN, EVENTS, 'layer:lib', 'layer:service'),
];
