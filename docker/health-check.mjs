// Container health: does this process answer? Whether its database and broker do is /healthz, for monitoring, not for restarts.
const ports = Object.entries(process.env)
  .filter(([name]) => name === `JINGZHUN_${process.env.JINGZHUN_DEPARTMENT?.toUpperCase()}_PORT`)
  .map(([, port]) => port);
if (ports.length !== 1) {
  console.error('JINGZHUN_DEPARTMENT and the port of that department are not set');
  process.exit(1);
}
try {
  const { status } = await fetch(`http://127.0.0.1:${ports[0]}/livez`, { signal: AbortSignal.timeout(4000) });
  process.exit(status === 200 ? 0 : 1);
} catch (error) {
  console.error(error.cause?.code ?? error.message);
  process.exit(1);
}
