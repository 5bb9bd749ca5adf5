// Hosted versions: their content never changes; flags are given back with times that nobody wrote.

import * as z from 'zod';
import { AwsError } from '../../service.ts';
import { parseInput, text } from '../input.ts';
import type { HostedVersion, Profile } from './store.ts';

const MOST_BYTES = 2 * 1024 * 1024;
/** Of a profile. */
const MOST_VERSIONS = 100;

const Create = z.object({
  Content: z.instanceof(Uint8Array),
  ContentType: text.max(255),
  Description: z.string().max(1024).optional(),
  VersionLabel: z
    .string()
    .max(64)
    .regex(/[^0-9]/)
    .optional(),
  LatestVersionNumber: z.coerce.number().optional(),
});

export function createVersion(profile: Profile, input: unknown, now: Date): HostedVersion {
  const asked = parseInput(Create, input, 'BadRequestException');
  const { Content: content, LatestVersionNumber: latest, VersionLabel: label } = asked;
  if (content.length > MOST_BYTES)
    throw new AwsError('PayloadTooLargeException', 'The configuration is too large.', 413);
  if (profile.versions.length >= MOST_VERSIONS)
    throw new AwsError('ServiceQuotaExceededException', 'Too many hosted versions.', 402);
  if (latest !== undefined && latest !== profile.lastVersion)
    throw new AwsError('ConflictException', 'The latest version is another.', 409);
  if (label !== undefined && profile.versions.some((each) => each.label === label))
    throw new AwsError('ConflictException', `Version label ${label} is in use.`, 409);
  profile.lastVersion += 1;
  const version = {
    number: profile.lastVersion,
    content: profile.type === 'AWS.Freeform' ? content : flagsWithTimes(content, now),
    contentType: asked.ContentType,
    label,
    description: asked.Description,
  };
  profile.versions.push(version);
  return version;
}

const flags = z.looseObject({
  version: z.string(),
  flags: z.record(z.string(), z.looseObject({})),
  values: z.record(z.string(), z.looseObject({})),
});

function flagsWithTimes(content: Uint8Array, now: Date): Uint8Array {
  const read = readFlags(content);
  const at = { _createdAt: now.toISOString(), _updatedAt: now.toISOString() };
  const timed = (all: Readonly<Record<string, object>>) =>
    Object.fromEntries(Object.entries(all).map(([name, it]) => [name, { ...at, ...it }]));
  const told = { ...read, flags: timed(read.flags), values: timed(read.values) };
  return new TextEncoder().encode(JSON.stringify(told));
}

function readFlags(content: Uint8Array): z.output<typeof flags> {
  try {
    return flags.parse(JSON.parse(new TextDecoder().decode(content)));
  } catch {
    throw new AwsError('BadRequestException', 'Invalid feature flags: flags, values, version.');
  }
}
