/** The oldest server whose promises we rely on: nkey permissions as we write them and `sync_interval: always`. */
export const OLDEST_SERVER = '2.10.0';

export class BrokerTooOld extends Error {
  constructor(found: string) {
    super(
      `NATS 服务器版本 ${found} 过旧，需要 ${OLDEST_SERVER} 或更新：请升级后重启。NATS server ${found} is too old: install ${OLDEST_SERVER} or newer and restart it.`,
    );
    this.name = 'BrokerTooOld';
  }
}

/** @throws BrokerTooOld */
export function assertServerVersion(version: string | undefined): void {
  const parts = /^v?(\d+)\.(\d+)/.exec(version ?? '');
  const [major, minor] = [Number(parts?.[1] ?? 0), Number(parts?.[2] ?? 0)];
  if (major < 2 || (major === 2 && minor < 10)) throw new BrokerTooOld(version || '(unknown)');
}
