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
