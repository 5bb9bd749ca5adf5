// The template of a revision, with its parameters: out of its artifact, each file by its path.

import { zipEntry } from '../aws/zip-entry.ts';
import { Failure } from '../core/failure.ts';
import type { StackFields } from '../core/pipeline/targets/stack.ts';
import { artifactIn, labelOf, type Revision } from '../core/revision.ts';
import { configurationIn } from '../core/stack-configuration.ts';
import { templateDigest } from '../core/stack-contents.ts';
import type { Ports } from './ports.ts';

/** CloudFormation takes no larger template. */
const MOST_BYTES = { artifact: 50 * 1024 * 1024, template: 1_000_000, configuration: 256 * 1024 };

export interface StackSource {
  readonly template: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

/** The text at a path of what a build makes; undefined where there is none, or more than so many bytes. */
export type ReadPath = (path: string, mostBytes: number) => string | undefined;

/** Where a target says that its template is, and its parameters. */
type Written = Pick<StackFields, 'template' | 'configuration'>;

/** Throws `Refused` where it is not there, or has other bytes than were pinned. */
export async function stackSourceOf(
  ports: Ports,
  stack: Written,
  revision: Revision,
): Promise<StackSource> {
  const archive = await archiveOf(ports, revision);
  const read: ReadPath = (path, mostBytes) => zipEntry(archive, path, mostBytes);
  const source = sourceFrom(read, stack, (path) => missing(revision, path));
  const pinned = revision.templates?.[stack.template];
  if (pinned !== undefined && pinned !== templateDigest(source.template))
    throw refused(`expected ${stack.template} to be what was pinned, got other bytes`);
  return source;
}

/** The same of what lies anywhere. Throws `Refused`. */
export function sourceFrom(
  read: ReadPath,
  { template: path, configuration }: Written,
  missingText = (at: string) => `expected ${at} in what the build makes, got none`,
): StackSource {
  const template = read(path, MOST_BYTES.template);
  if (template === undefined || template.trim() === '') throw refused(missingText(path));
  if (configuration === undefined) return { template, parameters: {} };
  const text = read(configuration, MOST_BYTES.configuration);
  if (text === undefined) throw refused(missingText(configuration));
  const said = configurationIn(configuration, text);
  if ('problem' in said) throw refused(said.problem);
  const { Parameters, Tags } = said.said;
  return { template, parameters: Parameters, ...(Tags && { tags: Tags }) };
}

export async function archiveOf(
  ports: Pick<Ports, 'artifacts'>,
  revision: Revision,
): Promise<Buffer> {
  const artifact = artifactIn(revision);
  const { digest } = revision;
  return Buffer.from(await ports.artifacts.read(artifact, digest, MOST_BYTES.artifact));
}

export function templateIn(
  archive: Buffer,
  revision: Revision,
  path: string,
  mostBytes = MOST_BYTES.template,
): string {
  const template = zipEntry(archive, path, mostBytes);
  if (template !== undefined && template.trim() !== '') return template;
  throw refused(missing(revision, path));
}

function missing(revision: Revision, path: string): string {
  const { bucket, key } = artifactIn(revision);
  return (
    `expected the artifact s3://${bucket}/${key} of ${labelOf(revision)} to be a zip archive with ${path} in it, ` +
    'got none, or one that is too large: have the build put it there'
  );
}

function refused(text: string): Failure {
  return new Failure('Refused', text);
}
