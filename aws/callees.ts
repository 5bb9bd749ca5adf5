// Functions of teams in another account or region, which Step Functions calls none of.

import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { Failure } from '../core/failure.ts';
import { plainReason } from '../core/plain-reason.ts';
import type { Place } from './clients.ts';
import type { MemberAccess } from './sts.ts';
import { nameOf, translated } from './translate.ts';

export interface Callees {
  /**
   * Calls one, by its name and an alias after a colon, and waits for its answer: JSON, or a text that is none. Throws
   * `Refused` where it is not there or fails itself, `ServiceFailed` where it cannot be called.
   */
  call(place: Place, named: string, payload: unknown, seconds: number): Promise<unknown>;
}

/** An answer that is longer says nothing, and is not carried any further. */
const MOST_CHARACTERS = 8_001;

export function callees(access: MemberAccess): Callees {
  return {
    async call(place, named, payload, seconds) {
      const [FunctionName, Qualifier] = named.split(':');
      const longest = { requestTimeout: seconds * 1000 };
      // Whoever asks again has the same key in its payload: one attempt is one call.
      const client = await access.client(LambdaClient, place, { to: 'test', attempts: 1 });
      wait(client, longest.requestTimeout);
      const what = `calling function ${named} in ${place.account} ${place.region}`;
      const command = new InvokeCommand({
        FunctionName,
        ...(Qualifier && { Qualifier }),
        Payload: new TextEncoder().encode(JSON.stringify(payload)),
      });
      try {
        const { FunctionError, Payload } = await client.send(command, longest);
        const text = new TextDecoder().decode(Payload);
        if (FunctionError === undefined) return answerIn(text);
        throw new Failure('Refused', `the function failed: ${plainReason(text.slice(0, 700))}`);
      } catch (cause) {
        if (cause instanceof Failure) throw cause;
        if (nameOf(cause) !== 'ResourceNotFoundException')
          return translated(what, Promise.reject(cause));
        const { account, region } = place;
        const text = `expected function ${named} to be in ${account} ${region}, got none`;
        throw new Failure('Refused', text, { cause });
      }
    },
  };
}

/** Nothing comes over the wire while a function works: a socket that is still is no dead one here. */
function wait({ config }: LambdaClient, millis: number): void {
  const handler: object = config.requestHandler;
  if (!('updateHttpClientConfig' in handler)) return;
  const { updateHttpClientConfig: set } = handler;
  if (typeof set === 'function') set.call(handler, 'socketTimeout', millis);
}

function answerIn(text: string): unknown {
  if (text.length >= MOST_CHARACTERS) return text.slice(0, MOST_CHARACTERS);
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
