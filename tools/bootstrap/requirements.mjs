/** Runs on the machine's own Node, before anything is installed: no dependency, nothing newer than Node 20. */

const fail = (lines) => {
  console.error(lines.join('\n'));
  process.exit(1);
};

/** Ends the process with a message that names what to install when this machine cannot run Jingzhun. */
export function checkMachine() {
  const [major] = process.versions.node.split('.').map(Number);
  if (major < 20)
    fail([
      `Node ${process.versions.node} is too old: Jingzhun needs Node 20 or newer to start (it brings the Node 24 that it runs on).`,
      'Install a current Node from your distribution or https://nodejs.org, then run the command again.',
    ]);
  if (process.platform === 'linux' && process.arch === 'x64') return checkLibc();
  const missing = [
    ...(major < 24 ? ['Node 24.9 or newer'] : []),
    ...(process.env.PG_BIN || process.env.JINGZHUN_DATABASE_URL
      ? []
      : ['PostgreSQL 15 or newer (set PG_BIN to its bin folder, or JINGZHUN_DATABASE_URL to a running server)']),
    ...(process.env.NATS_SERVER_BIN || process.env.JINGZHUN_NATS_URL
      ? []
      : ['nats-server 2.10 or newer (set NATS_SERVER_BIN to the program, or JINGZHUN_NATS_URL to a running server)']),
  ];
  const here = `This is ${process.platform} ${process.arch}; Jingzhun is tested on Linux x64 and brings its own Node, PostgreSQL and NATS only there.`;
  if (missing.length > 0) fail([here, 'Install, then run the command again:', ...missing.map((name) => `  - ${name}`)]);
  console.log(`${here} It goes on with what is installed.`);
}

function checkLibc() {
  if (process.report.getReport().header.glibcVersionRuntime) return;
  fail([
    'This Linux has no glibc (Alpine or another musl system); the packaged Node and PostgreSQL need it.',
    'Use Debian 12, Ubuntu 22.04, RHEL 9 or newer, or docker compose -f docker/compose.yaml up.',
  ]);
}
