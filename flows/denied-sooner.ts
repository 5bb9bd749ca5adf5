// A way back that may not be taken: whoever can give the right is told after a quarter of an hour, not after an hour.

import { Failure, isFailure } from '../core/failure.ts';
import { isDenial } from './gathered.ts';

/** A new right takes minutes to hold everywhere; what the machine waits for as `NotReady` has those. */
export async function deniedSooner<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (thrown) {
    if (!isFailure(thrown, 'ServiceFailed') || !isDenial(thrown)) throw thrown;
    throw new Failure('NotReady', thrown.message, { cause: thrown });
  }
}
