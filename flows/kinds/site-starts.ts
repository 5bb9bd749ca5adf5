// Brings a revision's files to a path of their own, and then switches the distribution to it, in one call.

import type { SiteFile } from '../../aws/site-files.ts';
import { secondsLeft } from '../../aws/time-left.ts';
import { zipFiles } from '../../aws/zip-files.ts';
import { Failure } from '../../core/failure.ts';
import type { TargetOf } from '../../core/pipeline/target-schema.ts';
import { labelOf, type Revision } from '../../core/revision.ts';
import { pathOfSite } from '../../core/site-truth.ts';
import type { Ports } from '../ports.ts';
import { sideBySide } from '../side-by-side.ts';
import { archiveOf } from '../stack-source.ts';
import type { Starts } from './kind.ts';
import { switchId } from './site.ts';

type Target = TargetOf<'site'>;

export const starts: Starts<Target> = {
  async start(ports, { target, doing, revision, functionVersion, mark }, noted) {
    const to = functionVersion ?? pathOfSite(revision, target.site.files);
    const before = await siteOf(ports, target);
    await bring(ports, target, revision, to);
    await noted({ functionVersion: to, fromVersion: before.path });
    if (doing === 'deploy' && before.path === to) return undefined;
    // What was stopped is back already; what edges have kept of it is forgotten all the same.
    if (before.path !== to) await ports.sites.point(target, before, to);
    return { id: switchId(mark) };
  },
};

async function siteOf({ sites }: Ports, target: Target) {
  const found = await sites.read(target);
  if (found) return found;
  const text = `expected account ${target.account} to have the distribution ${target.site.distribution}, got none`;
  throw new Failure('Refused', text);
}

const MOST = { bytes: 200 * 1024 * 1024, files: 5_000 };
/** Copied at once, and how much of a function's time is left for what follows. */
const AT_ONCE = 16;
const SPARED_SECONDS = 15;

/**
 * Nothing is switched before all files are there. What an earlier try has brought is not brought again. Throws
 * `Refused` where the artifact has no site, `NotReady` where the time of this try was over: the next one goes on.
 */
async function bring(
  ports: Ports,
  target: Target,
  revision: Revision,
  path: string,
): Promise<void> {
  const { sizes, isWhole } = await ports.siteFiles.there(target, path);
  if (isWhole) return;
  const files = filesIn(await archiveOf(ports, revision), target, revision);
  const wanted = new Map(files.map((file) => [file.path, file.bytes.length]));
  const stray = [...sizes.keys()].find((name) => !wanted.has(name));
  if (stray !== undefined)
    throw new Failure(
      'Refused',
      `expected nothing but the files of ${labelOf(revision)} under s3://${target.site.bucket}${path}, got ${stray} of somebody else: delete it`,
    );
  const missing = files.filter((file) => sizes.get(file.path) !== file.bytes.length);
  for (let at = 0; at < missing.length; at += AT_ONCE) {
    if (secondsLeft() < SPARED_SECONDS) throw unfinished(target, missing.length - at);
    const some = missing.slice(at, at + AT_ONCE);
    await sideBySide(some, (file) => ports.siteFiles.put(target, path, file));
  }
  await ports.siteFiles.seal(target, path, wanted);
}

function unfinished({ site: { bucket } }: Target, count: number): Failure {
  const text = `expected time for all files of s3://${bucket}, got none for ${count} of them yet`;
  return new Failure('NotReady', text);
}

function filesIn(archive: Buffer, { site }: Target, revision: Revision): SiteFile[] {
  const folder = site.files === undefined ? '' : `${site.files}/`;
  const files = (zipFiles(archive, MOST.bytes) ?? [])
    .filter(({ path }) => path.startsWith(folder))
    .map(({ path, bytes }) => ({ path: path.slice(folder.length), bytes }));
  if (files.length > 0 && files.length <= MOST.files) return files;
  throw new Failure(
    'Refused',
    `expected the artifact of ${labelOf(revision)} to be a zip archive with at most ${MOST.files} files of a site ${site.files ? `in ${site.files} ` : ''}and ${MOST.bytes} bytes of them, got ${files.length}: have the build put them there`,
  );
}
