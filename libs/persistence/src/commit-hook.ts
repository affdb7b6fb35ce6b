import { AsyncLocalStorage } from 'node:async_hooks';

/** Runs one statement inside the transaction that is about to commit. @returns its rows */
export type InTransaction = <Row extends object>(sql: string, parameters: unknown[]) => Promise<Row[]>;
export type CommitHook = (run: InTransaction) => Promise<void>;

const hooks = new AsyncLocalStorage<CommitHook>();

/**
 * Everything `work` commits for a person is accompanied by the hook, in the same transaction. The idempotency of commands uses it:
 * "done" is written with the effect or not at all.
 */
export const withCommitHook = <T>(hook: CommitHook, work: () => T): T => hooks.run(hook, work);

export const currentCommitHook = (): CommitHook | undefined => hooks.getStore();
