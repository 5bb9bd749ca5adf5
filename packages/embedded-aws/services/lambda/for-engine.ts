// Functions as Step Functions calls them.

import type { Json } from '../../engine/json.ts';
import type { Place } from '../places.ts';
import type { Lambda } from './lambda.ts';

/** The engine gets a function's error as a rejection that bears its name and text. */
export async function invokeForEngine(
  functions: Lambda,
  name: string,
  payload: Json,
  place: Place,
) {
  const result = await functions.invoke(name, payload, place);
  if ('error' in result) {
    const error = new Error(result.error.errorMessage);
    error.name = result.error.errorType;
    throw error;
  }
  return { payload: result.payload as Json, executedVersion: result.version };
}
