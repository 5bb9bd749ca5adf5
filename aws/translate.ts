// Translates SDK errors once, where they leave an adapter.

import { Failure } from '../core/failure.ts';

/** The SDK error's name, as AWS spells it. */
export function nameOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.name : '';
}

/**
 * Awaits a call; an error not handled before becomes `ServiceFailed` with the service's own words and the cause kept.
 */
export async function translated<T>(action: string, call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    const { name, message } =
      cause instanceof Error ? cause : { name: 'Error', message: String(cause) };
    throw new Failure('ServiceFailed', `expected ${action} to succeed, got ${name}: ${message}`, {
      cause,
    });
  }
}

/** No such service for this account or in this region: nobody there can have used it. */
const NOT_OFFERED = ['OptInRequired', 'SubscriptionRequiredException', 'ENOTFOUND'];

/**
 * A reading of a service that not every account and region has, translated already; undefined where there is none.
 * Access denied is not that: who may not look does not know.
 */
export async function ifOffered<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (thrown) {
    const { cause } = thrown as Error;
    const code = (cause as { code?: string } | undefined)?.code;
    if (NOT_OFFERED.includes(nameOf(cause)) || NOT_OFFERED.includes(code ?? '')) return undefined;
    throw thrown;
  }
}
