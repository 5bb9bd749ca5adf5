// Parameters of Systems Manager: secrets that Tidegate shares with third parties.

import * as z from 'zod';
import type { Place } from './clients.ts';
import { signedCall } from './signed-call.ts';
import type { MemberAccess } from './sts.ts';
import { nameOf, translated } from './translate.ts';

export interface Parameters {
  /** What a parameter of Tidegate's own account and region holds; undefined where there is none. */
  read(name: string): Promise<string | undefined>;
}

/** One operation of one service: its client is larger than all else of a test. */
const SSM = { service: 'ssm', path: '/', target: 'AmazonSSM.GetParameter' };

const Answer = z.object({ Parameter: z.object({ Value: z.string() }) });

export function parameters(access: MemberAccess, home: Place): Parameters {
  return {
    async read(name) {
      const called = signedCall(access, home, SSM, { Name: name, WithDecryption: true });
      try {
        return Answer.parse(await called).Parameter.Value;
      } catch (thrown) {
        if (nameOf(thrown) === 'ParameterNotFound') return undefined;
        return translated(`reading parameter ${name}`, Promise.reject(thrown));
      }
    },
  };
}
