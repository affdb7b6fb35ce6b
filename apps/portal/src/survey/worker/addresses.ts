/** What is not the portal's: services, sign-in, public notices, health. The worker stands aside there. */
const NOT_OURS = /^\/(api|auth|oidc|public|healthz|livez|metrics)(\/|$)/;

/**
 * Whether an address opens without signal: the survey always from the phone, another page of the portal only when the network fails
 * (it then says that it needs a signal), everything else never.
 */
export function answersOffline({ origin, pathname }: URL, own: string): 'always' | 'when-offline' | 'never' {
  if (origin !== own || NOT_OURS.test(pathname)) return 'never';
  if (/^\/survey(\/|$)/.test(pathname)) return 'always';
  return /\.[a-z0-9]+$/i.test(pathname) ? 'never' : 'when-offline';
}
