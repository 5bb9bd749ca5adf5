// KMS: signatures by keys that nobody has in their hands.

import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Place } from './clients.ts';
import { signedCall } from './signed-call.ts';
import type { MemberAccess } from './sts.ts';
import { nameOf, translated } from './translate.ts';

export type Verified = 'good' | 'bad' | 'no such key';

export interface Signatures {
  /** Whether the key has signed the text. One that was disabled, or is there no more, has signed nothing. */
  verify(place: Place, key: string, text: string, signature: string): Promise<Verified>;
}

const VERIFY = { service: 'kms', path: '/', target: 'TrentService.Verify' };
const SIGN = { service: 'kms', path: '/', target: 'TrentService.Sign' };

const ALGORITHM = 'ECDSA_SHA_256';

const BAD = ['KMSInvalidSignatureException', 'ValidationException', 'InvalidKeyUsageException'];
const NO_KEY = ['NotFoundException', 'DisabledException', 'KMSInvalidStateException'];

/** The digest, and how it is to be taken: of the text itself, KMS takes 4,096 bytes. */
function messageOf(text: string) {
  const Message = createHash('sha256').update(text).digest('base64');
  return { Message, MessageType: 'DIGEST', SigningAlgorithm: ALGORITHM };
}

export function kmsSignatures(access: MemberAccess): Signatures {
  return {
    async verify(place, key, text, signature) {
      const asked = { KeyId: key, ...messageOf(text), Signature: signature };
      try {
        const what = `verifying a signature of ${key}`;
        const answer = await translated(what, signedCall(access, place, VERIFY, asked));
        return z.object({ SignatureValid: z.boolean() }).parse(answer).SignatureValid
          ? 'good'
          : 'bad';
      } catch (thrown) {
        const name = nameOf((thrown as { readonly cause?: unknown }).cause ?? thrown);
        if (BAD.includes(name)) return 'bad';
        if (NO_KEY.includes(name)) return 'no such key';
        throw thrown;
      }
    },
  };
}

/** The signature of the text, for whoever asks for a release. */
export async function signWith(
  access: MemberAccess,
  place: Place,
  key: string,
  text: string,
): Promise<string> {
  const asked = { KeyId: key, ...messageOf(text) };
  const answer = await translated(`signing with ${key}`, signedCall(access, place, SIGN, asked));
  return z.object({ Signature: z.string() }).parse(answer).Signature;
}
