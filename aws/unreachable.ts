// Whether a call failed since nobody was there to answer it: a region that is away, and no throttle, denial or defect.

import { type Failure, isFailure } from '../core/failure.ts';

const NAMES = ['ServiceUnavailable', 'ServiceUnavailableException', 'TimeoutError'];
const CODES = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'ETIMEDOUT',
];

export function isUnreachable(thrown: unknown): thrown is Failure {
  if (!isFailure(thrown, 'ServiceFailed')) return false;
  const { name = '', code = '' } = (thrown.cause ?? {}) as { name?: string; code?: string };
  return NAMES.includes(name) || CODES.includes(code);
}
