const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

/** The demonstration's passwords are public: it answers this machine only. */
export function assertDemoStaysHere(demo: boolean, host: string | undefined): void {
  if (demo && host !== undefined && !LOOPBACK.has(host))
    throw new Error(
      `the demonstration listens on 127.0.0.1 only, not on ${host}: its passwords are public. Set JINGZHUN_DEMO=off for a system others can reach`,
    );
}
