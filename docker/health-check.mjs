// Container health: does this process answer? Whether its database and broker do is /healthz, for monitoring, not for restarts.
import { get as httpGet } from 'node:http';
import { get as httpsGet } from 'node:https';

const port = process.env[`JINGZHUN_${process.env.JINGZHUN_DEPARTMENT?.toUpperCase()}_PORT`];
if (!port) fail('JINGZHUN_DEPARTMENT and the port of that department are not set');
const tls = process.env.JINGZHUN_DEPARTMENT === 'gateway' && Boolean(process.env.JINGZHUN_TLS_CERT_FILE);

// the certificate carries the public name, not that of this loopback address
const options = { host: '127.0.0.1', port, path: '/livez', timeout: 4000, rejectUnauthorized: false };
(tls ? httpsGet : httpGet)(options, ({ statusCode }) => (statusCode === 200 ? process.exit(0) : fail(`/livez says ${statusCode}`)))
  .on('timeout', () => fail('no answer within 4 s'))
  .on('error', (error) => fail(error.code));

function fail(reason) {
  console.error(reason);
  process.exit(1);
}
