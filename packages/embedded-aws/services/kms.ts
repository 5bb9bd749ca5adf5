// KMS: keys that sign and verify, by their aliases. What it signs is the same in every run, as nothing else
// here would be.

import { createHash, createHmac } from 'node:crypto';
import * as z from 'zod';
import { AwsError, type Call, type Service } from '../service.ts';
import { parseInput, text } from './input.ts';
import { type Place, places } from './places.ts';

export interface Kms {
  readonly service: Service;
  /** Makes a key that signs, by its alias: `alias/tidegate/shop`. */
  addKey(place: Place, alias: string): void;
  /** The signature of a text’s SHA-256 by any key, be it there or not. */
  sign(place: Place, alias: string, text: string): string;
  /** Nothing is signed nor verified by it any more. */
  disable(place: Place, alias: string): void;
}

const Signing = z.object({
  KeyId: text,
  Message: text,
  MessageType: z.enum(['RAW', 'DIGEST']).default('RAW'),
  SigningAlgorithm: z.enum(['ECDSA_SHA_256']),
});
const Verifying = Signing.extend({ Signature: text });

export function kms(): Kms {
  const keys = places(() => new Map<string, { enabled: boolean }>());

  function keyOf(name: string, call: Call): void {
    const found = keys.at(call).get(name);
    if (!found) throw new AwsError('NotFoundException', `Alias ${name} is not found.`);
    if (!found.enabled) throw new AwsError('DisabledException', `${name} is disabled.`);
  }

  function signatureOf({ KeyId, Message }: z.output<typeof Signing>, call: Call): string {
    keyOf(KeyId, call);
    if (Buffer.from(Message, 'base64').length > 4096)
      throw new AwsError(
        'ValidationException',
        'Member must have length less than or equal to 4096',
      );
    return signed(call, KeyId, Message);
  }

  return {
    service: {
      id: 'kms',
      operations: {
        Sign: (input, call) => {
          const asked = parseInput(Signing, input, 'ValidationException');
          const { SigningAlgorithm } = asked;
          return { KeyId: asked.KeyId, Signature: signatureOf(asked, call), SigningAlgorithm };
        },
        Verify: (input, call) => {
          const { Signature, ...asked } = parseInput(Verifying, input, 'ValidationException');
          if (signatureOf(asked, call) !== Signature)
            throw new AwsError('KMSInvalidSignatureException', 'The signature is not valid.');
          const { KeyId, SigningAlgorithm } = asked;
          return { KeyId, SignatureValid: true, SigningAlgorithm };
        },
      },
    },
    sign: (place, alias, text) =>
      signed(place, alias, createHash('sha256').update(text).digest('base64')),
    addKey: (place, alias) => void keys.at(place).set(alias, { enabled: true }),
    disable: (place, alias) => void keys.at(place).set(alias, { enabled: false }),
  };
}

/** None of the bytes that KMS would give: a signature tells nothing but whether it is one. */
function signed({ account, region }: Place, alias: string, message: string): string {
  return createHmac('sha512', `${account} ${region} ${alias}`).update(message).digest('base64');
}
