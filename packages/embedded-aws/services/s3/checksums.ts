// What a client says of the bytes that it sends, held against them; and what S3 keeps of it.

import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { AwsError } from '../../service.ts';

export type Algorithm = 'CRC32' | 'SHA1' | 'SHA256';

export interface Checksum {
  readonly algorithm: Algorithm;
  /** Base64. */
  readonly value: string;
}

const DIGESTS: Readonly<Record<Algorithm, (body: Uint8Array) => string>> = {
  CRC32: (body) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(crc32(body));
    return bytes.toString('base64');
  },
  SHA1: (body) => createHash('sha1').update(body).digest('base64'),
  SHA256: (body) => createHash('sha256').update(body).digest('base64'),
};

function checksumOf(body: Uint8Array, algorithm: Algorithm): Checksum {
  return { algorithm, value: DIGESTS[algorithm](body) };
}

export interface Claims {
  readonly ContentMD5?: string | undefined;
  readonly ChecksumAlgorithm?: string | undefined;
  readonly ChecksumCRC32?: string | undefined;
  readonly ChecksumSHA1?: string | undefined;
  readonly ChecksumSHA256?: string | undefined;
}

/** The checksum that the client chose, or `BadDigest` where the bytes are others than it says; undefined for none. */
export function checkedAgainst(body: Uint8Array, claims: Claims): Checksum | undefined {
  const { ContentMD5: md5, ChecksumAlgorithm = '' } = claims;
  if (md5 !== undefined && md5 !== createHash('md5').update(body).digest('base64'))
    throw new AwsError(
      'BadDigest',
      'The Content-MD5 you specified did not match what we received.',
    );
  for (const algorithm of ['CRC32', 'SHA1', 'SHA256'] as const) {
    const claimed = claims[`Checksum${algorithm}`];
    const made = checksumOf(body, algorithm);
    if (claimed !== undefined && claimed !== made.value)
      throw new AwsError(
        'BadDigest',
        `The ${algorithm} you specified did not match the calculated checksum.`,
      );
    if (claimed !== undefined || ChecksumAlgorithm === algorithm) return made;
  }
  return undefined;
}

/** As members of an answer. */
export function checksumForm(checksum: Checksum | undefined) {
  if (!checksum) return {};
  return { [`Checksum${checksum.algorithm}`]: checksum.value, ChecksumType: 'FULL_OBJECT' };
}
