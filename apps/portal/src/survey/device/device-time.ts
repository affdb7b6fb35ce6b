/** The phone's own clock: the only one there is without signal. The service judges nothing by it but the time of a visit. */
export interface DeviceTime {
  now(): Date;
}

// eslint-disable-next-line no-restricted-syntax -- there is no service to ask without signal
export const deviceTime: DeviceTime = { now: () => new Date() };
